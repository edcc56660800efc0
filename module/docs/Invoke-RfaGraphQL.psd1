@{
    Synopsis    = 'Runs a GraphQL query or mutation.'
    Description = @(
        'Sends a document with its variables and returns the data of the answer as objects. The document is read first: a mistake in it is the error GraphQLSyntaxError, with its line and column, before anything is sent. It is sent exactly as given.'
        'Where the service answers Unauthorized, a new token is obtained and the operation is sent again, once. A mutation is sent again only where the answer proves that nothing of it has run: with several fields, where each was refused by an error of its own. Otherwise the error says which fields have run, which were refused and which may have run. A mutation whose answer is lost ends in the error OutcomeUnknown.'
        'Each error of the answer becomes an error record: its id begins with the code that the service gave in extensions.code, or with GraphQLError. Where the answer has data, the data is returned and then each error is written (-ErrorAction decides what follows); where it has none, the first error ends the call. The exception holds the whole answer, as Response.'
        'Data is not touched: text that looks like a date stays text, large numbers stay exact, the order of the members stays. An object that a custom object cannot hold (members that differ by case alone, an empty name) comes as an ordered dictionary.'
        'Variables are held against what the operation declares, before anything is sent: one that is missing, unknown or cannot be what is declared is the error InvalidVariables. Text is not turned into numbers, nor numbers into text; a single value becomes a list where a list is declared, and a pipeline that gave nothing the empty list. Types of the service itself take any value; where Get-RfaSchema has read the schema, or -ScalarType says so, text is sent as a number where the scalar is one, each digit kept. A DateTime without a zone gets the local offset where DateTime is declared. about_RfaAuth has the tables.'
        '-WhatIf and -Confirm hold for mutations: they name the operation, its fields and its variables, hide secrets, and nothing is sent before the answer, not even a sign-in. A query runs under both, since it changes nothing. Without them nothing is asked, unless $ConfirmPreference is Medium or Low.'
        'Objects from the pipeline make a batch: the operation runs once for each of them. Their properties, or keys, fill the declared variables by name, exactly or else ignoring case; -Variables are the constants and win; other properties are ignored. A single value, as a number or a line of text, fills the only variable that is left. An object of which nothing fits is an error, so that a wrong delimiter or column name is not overlooked. Text is read by the declared type: "12" as Int, "TRUE" as Boolean, "" as null where the type takes it.'
        'A batch writes its results in the order of the inputs, while it runs, and an error for an input does not stop it: it is written with the input as its TargetObject. What concerns the whole batch, as a mistake in the document, ends it before anything is sent. -Confirm asks for each mutation.'
        '-All follows a list through its pages: the field that is given variables as skip and take or offset and limit, page and limit or first, after and first (with pageInfo { hasNextPage endCursor }), or before and last (from the end; with pageInfo { hasPreviousPage startCursor }). The items are its items, nodes, data, results or edges, or its value. A list ends where the service says so, else with the first page without items; a short page is not the end, and a page size that is refused with a limit is lowered to it. Its items are output one by one while the next page is fetched. -First and -Skip say how many of them, -TotalCountVariable sets a variable to the total, -ThrottleLimit fetches pages side by side where a total or last page is selected; without -All they are errors. Where a page fails, everything before it was output, and the message and the exception (Resume) say where to go on. A service that pages without end is the error PagingLoop.'
        'Write documents in single quotes, or PowerShell takes their $variables for its own. Pass values as -Variables rather than putting them into the document.'
    )
    Parameters  = @{
        All           = 'Follows the list of the query through all of its pages and outputs its items. The operation declares variables and gives them to the list as skip and take, offset and limit, page and limit, after and first, or before and last, be it in an input object. A start among -Variables is where it begins. Where there are several such lists, -DataPath begins with the path of one. Inputs from the pipeline are worked off one after the other. Not with -Raw or -FullResponse.'
        AsRecord      = 'Returns records in place of custom objects: objects of a type made for the names selected, read in a fraction of the time and memory, which behave as custom objects in nearly all respects. docs/output.md lists where they do not. Names that cannot be properties, fields of free JSON and constrained language give custom objects.'
        AsHashtable   = 'Returns ordered dictionaries with case-sensitive keys in place of custom objects.'
        DataPath      = "Returns the part of the data at this path of keys, as 'companies.items'. A list on the way is walked item by item, and a list at the end is written item by item. Null on the way gives nothing; a key that is not there is the error DataPathNotFound."
        First         = 'The most items that -All outputs, 0 included. Pages that are not needed for them are not fetched.'
        FullResponse  = 'Returns the whole answer in one object: Data, Errors, Extensions, StatusCode, Attempts, TokenRenewed, Duration and ThrottleStatus. Its errors stay in it: no error record is written for them.'
        IncludeTotalCount = 'Has -All show how many items the list has, where its total is selected, by the information stream and not among the items. -TotalCountVariable keeps it for a script.'
        InputObject   = 'An object whose properties or keys fill the declared variables, or a single value for the only one that is left. By the pipeline, one call for each.'
        LiteralPath   = 'A file with the document; its name is taken as it is. Files from the pipeline, as of Get-ChildItem, are run one after the other.'
        Nested        = 'Has -All complete the lists in the items of the list, for each item that has more. They are given variables of their own as the start of their page; the outer list needs a variable for its page size, and by after or before edges { cursor }. What is left of an inner list is asked for by the same document, a single item at a time, -ThrottleLimit of them at once. One level deep.'
        NoAuthRetry   = 'Does not send the operation again after an Unauthorized answer, for services that check the token only after the work is done.'
        OperationName = 'Which operation to run, where the document has several.'
        PageSize      = 'How many items -All asks for at once, by the variable given as take, limit, first or last. Without it what that variable is in -Variables, else its default, else 100. A size that the service refuses with a limit is lowered to it.'
        Path          = 'A file with the document: UTF-8, or another Unicode encoding with its byte order mark, of at most 10 MB. Wildcards must stand for one file. A mistake in it names the file.'
        Query         = 'The document, as one text or in lines, as Get-Content gives them. Without -Query and -Path the texts of the pipeline are documents, as New-RfaQuery writes them, and no inputs.'
        Raw           = 'Returns the text of the answer, to the character. The errors in it are written as non-terminating errors.'
        ScalarType    = "In which form the service's own scalars are sent, by their names: @{ Decimal = 'Number' }. Any, Number, String, Boolean, DateTime, LocalDateTime, Date or Time. Number sends text that is a number with each of its digits, and refuses other text. It wins over the schema. For all calls of a script: `$PSDefaultParameterValues['Invoke-RfaGraphQL:ScalarType']."
        Session       = 'The session, as an object or by its name. Without it the default session of this runspace is used. In ForEach-Object -Parallel and in thread jobs pass it as $using:session.'
        Skip          = 'How many items -All leaves out at the start. By after and before they are fetched and dropped, by skip and offset they are not asked for, nor by page where the pages before are full.'
        ThrottleLimit = 'How many calls of a batch may be in flight at once, from 1 to 256. Without it they go one after the other, as mutations that build on each other need it. With -All it is the number of pages: where the list has skip or offset and its total is selected, or page and its total or last page.'
        TotalCountVariable = 'The name of a variable, without its $, that -All sets to the number of items of the list before it outputs the first one; to null where the service says nothing, or the total is not selected.'
        TimeoutSec    = "The time for the whole call, waits and repetitions included, in seconds. Without it the session's."
        Validate      = 'Checks the document against the service''s schema before anything is sent: what does not fit is the error InvalidQuery, with places and the nearest names; what is deprecated costs a warning. The schema is read once for each endpoint. Where the document does not fit, Problems of the exception has them as Test-RfaQuery outputs them.'
        Variables     = 'The values of the variables by name, as the operation declares them: a hashtable, an object, or the text of a JSON object. A SecureString is sent as its text and is not shown anywhere, a PSCredential as an object of userName and password. Enums go by name, dates in ISO 8601, bytes as base64, a list of one stays a list.'
    }
    Inputs      = @{ Type = 'System.Management.Automation.PSObject'; Text = 'Objects, dictionaries or single values: the operation runs once for each. Without -Query and -Path: documents, as text or as files.' }
    Outputs     = @(
        @{ Type = 'System.Management.Automation.PSObject'; Text = 'The data, or what is at -DataPath.' }
        @{ Type = 'System.Collections.Specialized.OrderedDictionary'; Text = 'The data, with -AsHashtable.' }
        @{ Type = 'System.String'; Text = 'The text of the answer, with -Raw.' }
        @{ Type = 'RfaAuth.RfaResponse'; Text = 'The whole answer, with -FullResponse.' }
    )
    Examples    = @(
        @{
            Title = 'Query with variables'
            Code  = "`$query = 'query(`$take: Int!) { companies(take: `$take) { items { company_number company_name } } }'`nInvoke-RfaGraphQL `$query @{ take = 5 } -DataPath companies.items"
            Text  = 'Returns five companies, one object each.'
        }
        @{
            Title = 'Read a whole list'
            Code  = "`$query = 'query(`$skip: Int, `$take: Int) { companies(skip: `$skip, take: `$take) { items { company_number company_name } pageInfo { hasNextPage } } }'`nInvoke-RfaGraphQL `$query -All -PageSize 250 | Export-Csv companies.csv"
            Text  = 'All companies, in pages of 250, in constant memory.'
        }
        @{
            Title = 'Read a list with the lists in its items'
            Code  = "`$query = 'query(`$skip: Int, `$take: Int, `$x: String) { companies(skip: `$skip, take: `$take) { items { company_number filings(first: 50, after: `$x) { nodes { title } pageInfo { hasNextPage endCursor } } } pageInfo { hasNextPage } } }'`nInvoke-RfaGraphQL `$query -All -Nested -ThrottleLimit 8"
            Text  = 'All companies, each with all of its filings, eight of them at once.'
        }
        @{
            Title = 'Run a document from a file'
            Code  = "Invoke-RfaGraphQL -Path ./orders.graphql -OperationName RecentOrders -Variables '{ ""since"": ""2025-02-03 00:00:00"" }' -Session shop"
            Text  = 'One of the operations in the file, with variables as JSON text, in the session named shop.'
        }
        @{
            Title = 'Run a mutation and handle its failure'
            Code  = "try { Invoke-RfaGraphQL -Path ./adjust.graphql -Variables @{ value = -1000 } }`ncatch { if (`$_.FullyQualifiedErrorId -like 'OutcomeUnknown,*') { 'Look at the service before running it again.' } else { throw } }"
            Text  = 'The first part of the id says what happened.'
        }
        @{
            Title = 'See what a mutation would do'
            Code  = "Invoke-RfaGraphQL -Path ./adjust.graphql -Variables @{ value = -1000 } -WhatIf"
            Text  = 'Reads the document, checks the variables, says what would run with which values, and sends nothing.'
        }
        @{
            Title = 'See what an answer cost'
            Code  = "(Invoke-RfaGraphQL '{ Cards(limit: 100) { data { card_reference balance } } }' -FullResponse).ThrottleStatus"
            Text  = 'The cost of the query, and the credit that is left.'
        }
        @{
            Title = 'Run an operation for each row of a CSV file'
            Code  = "`$query = 'query(`$number: String!, `$take: Int!) { companies(where: { company_number: { eq: `$number } }, take: `$take) { items { company_name } } }'`nImport-Csv companies.csv | Invoke-RfaGraphQL `$query @{ take = 1 } -ThrottleLimit 8 -DataPath companies.items -ErrorVariable failed`n`$failed.TargetObject | Export-Csv again.csv"
            Text  = 'The column number fills the variable of its name. Eight calls are in flight at once; the results come in the order of the rows, and the rows that failed are kept.'
        }
        @{
            Title = 'Run all documents of a folder'
            Code  = "Get-ChildItem ./queries/*.graphql | Invoke-RfaGraphQL -FullResponse | Select-Object StatusCode, Duration"
            Text  = 'One after the other; a mistake in one of them names the file and ends it.'
        }
        @{
            Title = 'Query in parallel'
            Code  = "`$session = Get-RfaSession`n`$numbers | ForEach-Object -Parallel {`n    Invoke-RfaGraphQL 'query(`$n: String!) { company(company_number: `$n) { company_name } }' @{ n = `$_ } -Session `$using:session`n}"
            Text  = 'One session is shared by all runspaces.'
        }
    )
    Links       = 'Connect-RfaApi', 'Get-RfaSession', 'about_RfaAuth'
}
