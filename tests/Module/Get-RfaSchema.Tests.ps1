#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    $schema = @'
{"data":{"__schema":{"queryType":{"name":"Query"},"mutationType":{"name":"Mutation"},"types":[
 {"kind":"OBJECT","name":"Query","fields":[
  {"name":"companies","description":"All companies.","args":[{"name":"take","defaultValue":"10","type":{"kind":"SCALAR","name":"Int"}},
    {"name":"like","isDeprecated":true,"deprecationReason":"Use search.","type":{"kind":"SCALAR","name":"String"}}],
   "type":{"kind":"NON_NULL","ofType":{"kind":"LIST","ofType":{"kind":"OBJECT","name":"Company"}}}},
  {"name":"account","args":[],"type":{"kind":"OBJECT","name":"Account"}}]},
 {"kind":"OBJECT","name":"Mutation","fields":[{"name":"createOrder","args":[],"type":{"kind":"OBJECT","name":"Order"},"isDeprecated":true,"deprecationReason":"Use placeOrder."}]},
 {"kind":"OBJECT","name":"Company","description":"A company.","fields":[{"name":"company_name","args":[],"type":{"kind":"SCALAR","name":"String"}}]},
 {"kind":"OBJECT","name":"Account","fields":[]},
 {"kind":"INPUT_OBJECT","name":"Filter","inputFields":[{"name":"eq","isDeprecated":true,"type":{"kind":"SCALAR","name":"String"}}]},
 {"kind":"OBJECT","name":"__Type","fields":[]}]}}}
'@
}

AfterAll { Stop-ScriptedServer $server }

Describe 'Get-RfaSchema' {
    BeforeEach {
        Invoke-Internal RfaAuth.State.SchemaCache Clear @()
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server $schema
    }

    AfterEach { Get-RfaSession | Disconnect-RfaApi }

    It 'lists the types of the service without those of introspection' {
        (Get-RfaSchema).Name | Should -Be 'Query', 'Mutation', 'Company', 'Account', 'Filter'
    }

    It 'chooses types by name, with wildcards and without regard to case' {
        (Get-RfaSchema 'c*', account).Name | Should -Be 'Company', 'Account'
        (Get-RfaSchema company).Fields.Name | Should -Be 'company_name'
        (Get-RfaSchema -Type nothing*) | Should -BeNullOrEmpty
    }

    It 'shows queries with their arguments and types' {
        $query = Get-RfaSchema -Query compan*
        "$query" | Should -BeExactly 'companies(take: Int = 10, like: String): [Company]!'
        $query.Description | Should -BeExactly 'All companies.'
        (Get-RfaSchema -Query *).Name | Should -Be 'companies', 'account'
    }

    It 'shows mutations and what is deprecated' {
        $mutation = Get-RfaSchema -Mutation *
        $mutation.Name | Should -Be 'createOrder'
        $mutation.IsDeprecated | Should -BeTrue
        $mutation.DeprecationReason | Should -BeExactly 'Use placeOrder.'
    }

    It 'asks once for each endpoint, and again on request' {
        $null = Get-RfaSchema
        $null = Get-RfaSchema -Query *
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
        Add-ScriptedAnswer $server $schema
        $null = Get-RfaSchema -Refresh
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 2
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -Name other
        (Get-RfaSchema -Session other).Count | Should -Be 5
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 2
    }

    It 'writes an error for an unknown name, and goes on' {
        $found = Get-RfaSchema Compani, Company -ErrorVariable missing -ErrorAction SilentlyContinue
        $found.Name | Should -Be 'Company'
        $missing | Get-ErrorCode | Should -Be 'SchemaNameNotFound'
        $missing.TargetObject | Should -Be 'Compani'
        "$missing" | Should -BeExactly "The service has no type named 'Compani'. Did you mean 'Company'?"
        "$(Get-ThrownError { Get-RfaSchema -Query companis -ErrorAction Stop })" | Should -Match "Did you mean 'companies'\?$"
        "$(Get-ThrownError { Get-RfaSchema -Mutation zzzzzzzz -ErrorAction Stop })" | Should -BeExactly "The service has no mutation named 'zzzzzzzz'."
    }

    It 'shows deprecated arguments and input fields as well' {
        $null = Get-RfaSchema
        (Get-ScriptedRequest $server -Calls).Text | Should -Match 'args\(includeDeprecated: true\).*inputFields\(includeDeprecated: true\)'
        (Get-RfaSchema -Query companies).Arguments.Where{ $_.IsDeprecated }.DeprecationReason | Should -BeExactly 'Use search.'
        (Get-RfaSchema Filter).Fields.Where{ $_.IsDeprecated }.Name | Should -BeExactly 'eq'
    }

    It 'asks an older service for its introspection features, and then only for those' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"errors":[{"message":"Unknown argument \"includeDeprecated\" on field \"args\" of type \"__Field\"."}]}' -Status 400
        Add-ScriptedAnswer $server '{"data":{"schema":{"fields":[{"name":"subscriptionType","args":[]}]},"type":{"fields":[{"name":"inputFields","args":[{"name":"includeDeprecated"}]}]},"field":{"fields":[{"name":"args","args":[]}]},"directive":{"fields":[]},"input":{"fields":[]}}}'
        Add-ScriptedAnswer $server $schema
        (Get-RfaSchema).Name | Should -Contain 'Company'
        $asked = @(Get-ScriptedRequest $server -Calls)
        $asked.Count | Should -Be 3
        $asked[2].Text | Should -Not -Match 'args\(includeDeprecated|isOneOf|isRepeatable'
        $asked[2].Text | Should -Match 'inputFields\(includeDeprecated'
    }

    It 'asks the oldest services for the features that all have' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"errors":[{"message":"Unknown"}]}' -Status 400
        Add-ScriptedAnswer $server '{"data":{"schema":{"fields":[{"name":"description","args":[]}]},"type":null,"field":null,"directive":null,"input":null}}'
        Add-ScriptedAnswer $server '{"errors":[{"message":"Unknown"}]}' -Status 400
        Add-ScriptedAnswer $server $schema
        (Get-RfaSchema).Name | Should -Contain 'Company'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 4
    }

    It 'asks again if a type is deeper than the query' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server ($schema -replace '"ofType":\{"kind":"LIST".*?\}\}', '"ofType":{"kind":"LIST"}')
        Add-ScriptedAnswer $server $schema
        "$(Get-RfaSchema -Query companies)" | Should -Match ': \[Company\]!$'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 2
    }

    It 'writes the schema as SDL, which it reads as well' {
        $sdl = Get-RfaSchema -AsSdl
        $sdl | Should -Match '(?s)^type Query \{\n  """All companies."""\n  companies\(take: Int = 10, like: String @deprecated\(reason: "Use search."\)\): \[Company\]!\n'
        Get-RfaSchema Company -AsSdl | Should -BeExactly "`"`"`"A company.`"`"`"`ntype Company {`n  company_name: String`n}"
        $file = "$((Get-Item $TestDrive).FullName)/schema.graphql"
        Set-Content $file ($sdl + "`nscalar Date`ntype Order { date: Date }") -NoNewline
        (Get-RfaSchema -SchemaPath $file).Name | Should -Contain 'Date'
        "$(Get-RfaSchema -SchemaPath $file -Query companies)" | Should -BeExactly "$(Get-RfaSchema -Query companies)"
        Get-ThrownError { Get-RfaSchema -SchemaPath $file -Session (Get-RfaSession) } | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-ThrownError { Get-RfaSchema -SchemaPath "$file.missing" } | Get-ErrorCode | Should -Be 'FileUnreadable'
    }

    It 'shows in the table what is in a type that has no description' {
        $file = "$((Get-Item $TestDrive).FullName)/table.graphql"
        Set-Content $file '"All." type Query { a: State, b: U } enum State { ON OFF } union U = Query | V type V { a: Int, b: Int } scalar Day'
        $shown = (Get-RfaSchema -SchemaPath $file | Out-String -Width 80) -split '\r?\n' | ForEach-Object TrimEnd
        foreach ($line in 'Query +OBJECT +All\.', 'State +ENUM +ON, OFF', 'U +UNION +Query, V', 'V +OBJECT +a, b', 'Day +SCALAR') { @($shown -match "^$line$").Count | Should -Be 1 -Because $line }
    }

    It 'shows in a list each field of a type, and each value of an enum' {
        $file = "$((Get-Item $TestDrive).FullName)/list.graphql"
        Set-Content $file 'type Query { a: State, b: Int, c(d: Int): Int, e: Int, f: Int, g: Int @deprecated } enum State { ON OFF @deprecated } union U = Query | V type V { a: Int }'
        $shown = Get-RfaSchema -SchemaPath $file | Format-List | Out-String -Width 80
        $shown | Should -Match '(?m)^Fields +: a: State\r?\n +b: Int\r?\n +c\(d: Int\): Int\r?\n +e: Int\r?\n +f: Int\r?\n +g: Int @deprecated\r?$'
        $shown | Should -Match '(?m)^EnumValues +: ON\r?\n +OFF @deprecated\r?$'
        $shown | Should -Match '(?m)^PossibleTypes +: Query, V\r?$'
    }

    It 'shows a field in a wrapped line with its description below' {
        $file = "$((Get-Item $TestDrive).FullName)/wide.graphql"
        Set-Content $file 'type Query { "The companies, each once." companies(after: String, before: String, first: Int, order: [Order!], where: Filter): [String] old: Int @deprecated(reason: "Use companies.") } input Order { a: Int } input Filter { a: Int }'
        $shown = Get-RfaSchema -SchemaPath $file -Query * | Out-String -Width 80
        $shown.Trim() -split '\r?\n' | Where-Object { $_ } | Should -Be @(
            'companies(after: String, before: String, first: Int, order: [Order!], where:'
            '    Filter): [String]'
            '    The companies, each once.'
            'old: Int @deprecated'
            '    Deprecated: Use companies.'
        )
    }

    It 'shows the error of a service that has introspection turned off' {
        Clear-ScriptedServer $server
        $refusal = '{"errors":[{"message":"Introspection is not allowed.","extensions":{"code":"HC0046"}}]}'
        1..2 | ForEach-Object { Add-ScriptedAnswer $server $refusal -Status 400 }
        $thrown = Get-ThrownError { Get-RfaSchema }
        $thrown | Get-ErrorCode | Should -Be 'HC0046'
    }

    It 'ends in SchemaNotAvailable if the answer is <answer>' -ForEach @{ answer = '{"data":{}}' }, @{ answer = '{"data":{"__schema":null}}' } {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server $answer
        $thrown = Get-ThrownError { Get-RfaSchema }
        $thrown | Get-ErrorCode | Should -Be 'SchemaNotAvailable'
        "$thrown" | Should -BeLike 'The service does not show its schema*'
        "$($thrown.ErrorDetails.RecommendedAction)" | Should -Not -BeLike '*report it*'
    }

    It 'marks input objects that take one field only' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server $schema.Replace('"name":"Filter",', '"name":"Filter","isOneOf":true,')
        (Get-RfaSchema -Refresh).Where{ $_.IsOneOf }.Name | Should -Be 'Filter'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
        Get-RfaSchema Filter | Out-String | Should -Match 'INPUT_OBJECT @oneOf'
        Get-RfaSchema Company | Out-String | Should -Not -Match 'oneOf'
    }

    It 'asks once if the user has no right' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"No.","extensions":{"code":"FORBIDDEN"}}]}'
        Get-ThrownError { Get-RfaSchema } | Get-ErrorCode | Should -Be 'Forbidden'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
    }

    It 'completes names, and asks the service once to do so' {
        Wait-Until { (TabExpansion2 'Get-RfaSchema -Query co' 23).CompletionMatches.CompletionText -eq 'companies' }
        (TabExpansion2 'Get-RfaSchema Acc' 17).CompletionMatches.CompletionText | Should -Be 'Account'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
    }

    It 'needs a session' {
        Get-RfaSession | Disconnect-RfaApi
        Get-ThrownError { Get-RfaSchema } | Get-ErrorCode | Should -Be 'SessionRequired'
    }
}
