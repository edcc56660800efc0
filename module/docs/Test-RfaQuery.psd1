@{
    Synopsis    = 'Checks documents against a schema without running them.'
    Description = @(
        'Reads each document and holds it against the schema, by the rules of section 5 of the GraphQL specification: fields, arguments, values, variables and their types, fragments, directives. Nothing is sent but the question for the schema, and with -SchemaPath nothing at all.'
        'Each problem is an object with Path, Line, Column, Severity, Rule, Message (with the nearest names where a name is wrong) and Excerpt (the line and a caret). What the service refuses is an Error; what is deprecated, and what only some services refuse, is a Warning.'
        'Where a document has errors, the error InvalidQuery is written at the end, after all problems were output: $? is false, a script under -ErrorAction Stop ends, and pwsh -Command returns 1. With -Quiet only true or false is output. A file that cannot be read is an error of its own and counts as invalid.'
        'At most 100 problems of a document are told.'
    )
    Parameters  = @{
        Path        = 'Files with documents. Wildcards are taken, and paths or files from the pipeline.'
        LiteralPath = 'Files with documents; their names are taken as they are. Files from Get-ChildItem come this way.'
        Query       = 'The document as text.'
        Quiet       = 'Outputs only whether all documents are valid. Warnings do not count.'
        SchemaPath  = 'A file with the schema, as SDL or as the JSON answer to an introspection query. Without it the service of the session is asked, once for each endpoint.'
        TimeoutSec  = 'The seconds that reading the schema may take in all. Without it the session''s value counts.'
        Session     = 'The session whose service has the schema, as an object or by its name. Without it the default one of this runspace is used.'
    }
    Inputs      = @{ Type = 'System.String'; Text = 'Paths of files, or files as Get-ChildItem gives them.' }
    Outputs     = @(
        @{ Type = 'RfaAuth.Core.GraphQL.Validation.QueryProblem'; Text = 'One for each problem.' }
        @{ Type = 'System.Boolean'; Text = 'With -Quiet: whether all documents are valid.' }
    )
    Examples    = @(
        @{
            Title = 'Check all documents of a folder in CI'
            Code  = 'Get-ChildItem *.graphql -Exclude schema.graphql | Test-RfaQuery -SchemaPath schema.graphql'
            Text  = 'Problems are listed with their places. The last command of a job: it fails where a document has an error.'
        }
        @{
            Title = 'Check one document against the service'
            Code  = "Test-RfaQuery -Query 'query { companies { items { company_nmae } } }'"
            Text  = 'Says at line 1 that the field is not there, and which one was meant.'
        }
        @{
            Title = 'Ask only whether it is valid'
            Code  = 'if (-not (Test-RfaQuery orders.graphql -SchemaPath schema.graphql -Quiet)) { exit 1 }'
            Text  = 'True or false, and no error.'
        }
        @{
            Title = 'Find what is deprecated'
            Code  = "Get-ChildItem *.graphql | Test-RfaQuery -SchemaPath schema.graphql | Where-Object Rule -EQ NoDeprecated | Format-Table Path, Line, Message"
            Text  = 'The messages say what the service advises in its place.'
        }
    )
    Links       = 'Get-RfaSchema', 'New-RfaQuery', 'Invoke-RfaGraphQL', 'about_RfaAuth'
}
