@{
    Synopsis    = 'Shows what a service offers: its types, queries and mutations.'
    Description = @(
        'Asks the service for its schema by introspection and returns its types, or the fields of its query or mutation type, as objects with names, types, arguments, descriptions and deprecations.'
        'Deprecated arguments and input fields are among them, and marked, where the service tells of them: services of before 2021 do not, and are asked a second time for the rest.'
        'The schema is read once for each session and kept; -Refresh reads it again. Afterwards Invoke-RfaGraphQL knows the service''s number scalars and input objects. A service may have introspection turned off: then its own error is shown, or SchemaNotAvailable where it says nothing.'
        'An input object that takes exactly one of its fields is marked @oneOf, and its IsOneOf is true, where the service tells of it: that is asked by a second, small query.'
    )
    Parameters  = @{
        Type       = 'The names of types. Wildcards are taken; a name without them that is not there is the error SchemaNameNotFound. Without names all types are returned.'
        Query      = 'The names of queries: the fields of the query type. Wildcards are taken.'
        Mutation   = 'The names of mutations: the fields of the mutation type. Wildcards are taken.'
        Refresh    = 'Reads the schema again, although the session has it.'
        TimeoutSec = 'The seconds that the call may take in all. Without it the session''s value counts.'
        Session    = 'The session, as an object or by its name. Without it the default one of this runspace is used.'
    }
    Inputs      = @{ Type = 'None'; Text = 'Nothing is taken from the pipeline.' }
    Outputs     = @(
        @{ Type = 'RfaAuth.Core.GraphQL.Introspection.SchemaType'; Text = 'A type with its Fields, EnumValues, Interfaces and PossibleTypes.' }
        @{ Type = 'RfaAuth.Core.GraphQL.Introspection.SchemaField'; Text = 'With -Query and -Mutation: a field with its Arguments.' }
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
            Title = 'List what is deprecated'
            Code  = 'Get-RfaSchema | ForEach-Object Fields | Where-Object IsDeprecated | Format-Table DeclaringType, Name, DeprecationReason'
            Text  = 'The service says in DeprecationReason what to use instead.'
        }
    )
    Links       = 'Invoke-RfaGraphQL', 'Connect-RfaApi', 'about_RfaAuth'
}
