@{
    Synopsis    = 'Writes the document of a query or a mutation from names of fields.'
    Description = @(
        'Takes the name of a query, or with -Mutation of a mutation, and the names of the fields that are wanted, and outputs the text of the document. Its variables have the types that the schema declares, and it is valid by the schema. Invoke-RfaGraphQL takes it by the pipeline.'
        'A field is named by its path: registered_address.postcode. What stands around the items of a list (items, nodes, data, results, edges.node) may be left out: companies -Field company_number. An asterisk selects all scalars of its level: *, directors.*. For a field that only one type of a union or interface has, the type stands before it: type:Company.company_number. A path that ends at an object selects its scalars. Without -Field the scalars are selected, -Depth levels deep; what is deprecated, or needs an argument, is left out.'
        'Each argument becomes a variable of its type. A value becomes the variable''s default, so that the document runs as it is and -Variables can still replace it. A name without a value declares the variable alone. An argument that must be given and is not named is declared as well: whoever runs the document is asked for it by name.'
        'Tab completes the name, the fields and the arguments from the schema, level by level, with descriptions; deprecated ones come last. The schema is that of the session''s service, or of -SchemaPath.'
    )
    Parameters  = @{
        Name          = 'The query, or with -Mutation the mutation: a field of the root type. The case does not matter where only one fits.'
        Field         = 'Paths of fields below it. An asterisk at the end selects all scalars of its level, type: before a name the fields of one type of a union or interface.'
        Argument      = 'A hashtable of arguments and values, names of arguments without values, or both. An argument of a field further down stands behind its path: @{ ''directors.first'' = 3 }. Enums go by name. A secret cannot be a value: name its argument, and pass it as -Variables.'
        Mutation      = 'Writes a mutation.'
        All           = 'Declares the variables by which the list is paged (after and first, skip and take, page and limit) and selects what tells whether there is more, so that Invoke-RfaGraphQL -All can follow it. A field without such arguments is the error PagingNotPossible.'
        Depth         = 'How many levels of scalars are selected where no fields are named, and below a path that ends at an object. Without it one.'
        OperationName = 'The operation''s name. Without it that of the field.'
        SchemaPath    = 'A file with the schema, as SDL or as the JSON answer to an introspection query. Without it the service of the session is asked, once for each endpoint.'
        TimeoutSec    = 'The seconds that reading the schema may take in all. Without it the session''s value counts.'
        Session       = 'The session whose service has the schema, as an object or by its name. Without it the default one of this runspace is used.'
    }
    Inputs      = @{ Type = 'None'; Text = 'Nothing is taken from the pipeline.' }
    Outputs     = @(
        @{ Type = 'System.String'; Text = 'The document.' }
    )
    Examples    = @(
        @{
            Title = 'Write a query and run it through all pages'
            Code  = 'New-RfaQuery companies -Field company_number, company_name, registered_address.postcode -All | Invoke-RfaGraphQL -All | Export-Csv companies.csv'
            Text  = 'The fields of the items, without items; the paging is written as well.'
        }
        @{
            Title = 'Give arguments their values'
            Code  = "New-RfaQuery companies -Field company_name -Argument @{ take = 5 } | Invoke-RfaGraphQL -DataPath companies.items"
            Text  = 'The value is the default of the variable $take.'
        }
        @{
            Title = 'Run one document for many rows'
            Code  = "`$query = New-RfaQuery company -Field company_name, company_status -Argument company_number`nImport-Csv numbers.csv | Invoke-RfaGraphQL `$query -DataPath company"
            Text  = 'The argument is a variable without a value; the column of the same name fills it.'
        }
        @{
            Title = 'See a mutation before it is run'
            Code  = 'New-RfaQuery createBalanceAdjustment -Mutation'
            Text  = 'The arguments that must be given are declared as variables of their types.'
        }
    )
    Links       = 'Invoke-RfaGraphQL', 'Get-RfaSchema', 'Test-RfaQuery', 'about_RfaAuth'
}
