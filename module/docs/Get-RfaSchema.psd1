@{
    Synopsis    = 'Shows what a service offers: its types, queries and mutations, as objects or as SDL.'
    Description = @(
        'Asks the service for its schema by introspection and returns its types, or the fields of its query or mutation type, as objects with names, types, arguments, descriptions and deprecations.'
        'What is deprecated is among them, and marked. A service that does not know all that is asked for is asked what it knows, and then for that.'
        'The schema is read once for each endpoint and kept in memory; -Refresh reads it again. Afterwards Invoke-RfaGraphQL knows the service''s number scalars and input objects. A service may have introspection turned off: then its own error is shown, or SchemaNotAvailable where it says nothing.'
        'An input object that takes exactly one of its fields is marked @oneOf, and its IsOneOf is true, where the service tells of it.'
        '-AsSdl writes the schema in the language of schemas, SDL, for a file in version control, for Test-RfaQuery in CI, or for other tools. -SchemaPath reads such a file, or the JSON answer to an introspection query, and asks no service.'
    )
    Parameters  = @{
        Type       = 'The names of types. Wildcards are taken; a name without them that is not there is the error SchemaNameNotFound. Without names all types are returned.'
        Query      = 'The names of queries: the fields of the query type. Wildcards are taken.'
        Mutation   = 'The names of mutations: the fields of the mutation type. Wildcards are taken.'
        AsSdl      = 'Writes the schema as SDL; with names each of the types. What could drive a terminal is escaped in it.'
        SchemaPath = 'A file with the schema, as SDL or as the JSON answer to an introspection query: the content decides. No session is needed then.'
        Refresh    = 'Reads the schema again, although it is in memory.'
        TimeoutSec = 'The seconds that the call may take in all. Without it the session''s value counts.'
        Session    = 'The session, as an object or by its name. Without it the default one of this runspace is used.'
    }
    Inputs      = @{ Type = 'None'; Text = 'Nothing is taken from the pipeline.' }
    Outputs     = @(
        @{ Type = 'RfaAuth.Core.GraphQL.Schemas.SchemaType'; Text = 'A type with its Fields, EnumValues, Interfaces and PossibleTypes.' }
        @{ Type = 'System.String'; Text = 'With -AsSdl: the text of the schema, or of a type.' }
        @{ Type = 'RfaAuth.Core.GraphQL.Schemas.SchemaField'; Text = 'With -Query and -Mutation: a field with its Arguments.' }
    )
    Examples    = @(
        @{
            Title = 'Find a query'
            Code  = 'Get-RfaSchema -Query *compan*'
            Text  = 'The queries whose names contain "compan", with their types and arguments.'
        }
        @{
            Title = 'See the fields of a type'
            Code  = 'Get-RfaSchema Company | Select-Object -ExpandProperty Fields'
            Text  = 'Each field has a Name, a Type as a document writes it, and Arguments.'
        }
        @{
            Title = 'Keep the schema in a file'
            Code  = 'Get-RfaSchema -AsSdl | Set-Content -NoNewline schema.graphql'
            Text  = 'The file shows in version control what the service changes. Test-RfaQuery, New-RfaQuery and this cmdlet read it with -SchemaPath.'
        }
        @{
            Title = 'List what is deprecated'
            Code  = 'Get-RfaSchema | ForEach-Object Fields | Where-Object IsDeprecated | Format-Table DeclaringType, Name, DeprecationReason'
            Text  = 'The service says in DeprecationReason what to use instead.'
        }
    )
    Links       = 'New-RfaQuery', 'Test-RfaQuery', 'Invoke-RfaGraphQL', 'Connect-RfaApi', 'about_RfaAuth'
}
