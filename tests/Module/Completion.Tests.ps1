#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Tab, as the engine has it: what it offers, that it never offers files, and that it waits for no service.
BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestSupport.psm1"
    Import-Module (Get-ModuleManifestPath)
    $ofOwn = @(
        @{ Line = 'Invoke-RfaGraphQL -Query ' }
        @{ Line = 'Invoke-RfaGraphQL $unknown -DataPath ' }
        @{ Line = 'Invoke-RfaGraphQL $unknown -OperationName ' }
        @{ Line = 'Invoke-RfaGraphQL $unknown -Variables ' }
        @{ Line = 'New-RfaQuery nothing -Field ' }
        @{ Line = 'New-RfaQuery nothing -Argument ' }
        @{ Line = 'New-RfaQuery companies -OperationName ' }
        @{ Line = 'Get-RfaSchema -Query nothing' }
        @{ Line = 'Connect-RfaApi -Endpoint ' }
        @{ Line = 'Connect-RfaApi -TimeoutSec ' }
        @{ Line = 'Connect-RfaApi -Vault ' }
        @{ Line = 'Connect-RfaApi -CredentialSecret ' }
        @{ Line = 'Invoke-RfaGraphQL -PageSize ' }
    )
    # Every parameter of every cmdlet that takes a value.
    $all = foreach ($command in Get-Command -Module RfaAuth) {
        foreach ($parameter in $command.Parameters.Values) {
            if ($parameter.SwitchParameter -or $parameter.Name -in [System.Management.Automation.PSCmdlet]::CommonParameters) { continue }
            @{ Line = "$($command.Name) -$($parameter.Name) "; TakesFile = $parameter.Name -match '^(Literal|Schema|Definition)?Path$|File$|^FailedItem$' }
        }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $place = (Get-Item $TestDrive).FullName
    Push-Location $place
    Set-Content "$place/schema.graphql" @'
type Query { "All companies." companies(take: Int, where: Filter, like: String @deprecated): Companies search(text: String): [Found] oldest: Company @deprecated(reason: "Use search.") }
type Mutation { rename(id: ID!, name: String): Company }
type Companies { items: [Company!] totalCount: Int }
"A company." type Company { company_number: String "Where it is." registered_address: Address directors(first: Int): [Director!] company_no: String @deprecated }
type Address { postcode: String line_1: String }
type Director { name: String }
union Found = Company | Director
input Filter { status: Status name: String }
enum Status { ACTIVE CLOSED }
'@
    Set-Content "$place/query.graphql" 'query One($a: Int!, $b: Int) { x: companies(take: $a) { items { company_number } } } query Two { search { __typename } }'
    # Read before: a key press waits 300 ms at most, which a machine with other work may need for the first file of a process.
    $null = Get-RfaSchema -SchemaPath "$place/schema.graphql"
    $PSDefaultParameterValues['New-RfaQuery:SchemaPath'] = "$place/schema.graphql"
    function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches }
}

AfterAll {
    # The table is the whole process's.
    $PSDefaultParameterValues.Remove('New-RfaQuery:SchemaPath')
    Pop-Location
    Get-RfaSession | Disconnect-RfaApi
}

Describe 'Completion of fields and arguments' {
    It 'offers queries, or mutations' {
        (Complete 'New-RfaQuery -SchemaPath schema.graphql ').CompletionText | Should -Be 'companies', 'search', 'oldest'
        (Complete 'New-RfaQuery -SchemaPath schema.graphql -Mutation -Name ').CompletionText | Should -Be 'rename'
    }

    It 'shows descriptions as tooltips, and deprecated names last and marked' {
        $found = Complete 'New-RfaQuery -SchemaPath schema.graphql '
        $found[0].ToolTip | Should -BeExactly "companies(take: Int, where: Filter, like: String): Companies`nAll companies."
        $found[-1].ListItemText | Should -BeExactly 'oldest (deprecated)'
        $found[-1].ToolTip | Should -Match 'Deprecated: Use search\.'
    }

    It 'completes level by level, through the fields around the items' {
        (Complete 'New-RfaQuery -SchemaPath schema.graphql companies -Field ').CompletionText | Should -Be 'company_number', 'registered_address', 'directors', 'items', 'totalCount', 'company_no'
        (Complete 'New-RfaQuery -SchemaPath schema.graphql companies -Field company_number, registered_address.').CompletionText | Should -Be 'registered_address.postcode', 'registered_address.line_1'
        (Complete 'New-RfaQuery -SchemaPath schema.graphql companies -Field reg').CompletionText | Should -Be 'registered_address'
        (Complete 'New-RfaQuery -SchemaPath schema.graphql search -Field ').CompletionText | Should -Be 'type:Company', 'type:Director'
        (Complete 'New-RfaQuery -SchemaPath schema.graphql search -Field type:Company.reg').CompletionText | Should -Be 'type:Company.registered_address'
    }

    It 'offers the arguments of each level' {
        (Complete 'New-RfaQuery -SchemaPath schema.graphql companies -Argument ').CompletionText | Should -Be 'take', 'where', 'like'
        (Complete 'New-RfaQuery -SchemaPath schema.graphql companies -Argument directors.').CompletionText | Should -Be 'directors.first'
    }
}

Describe 'A word that a list has already' {
    It 'is not offered again' {
        (Complete 'New-RfaQuery companies -Field company_number, items, totalCount, ').CompletionText | Should -Be 'registered_address', 'directors', 'company_no'
        (Complete 'New-RfaQuery companies -Field registered_address.postcode, registered_address.').CompletionText | Should -Be 'registered_address.line_1'
        (Complete 'New-RfaQuery companies -Argument take, ').CompletionText | Should -Be 'where', 'like'
        (Complete 'Get-RfaSchema -SchemaPath schema.graphql Company, Address, Dir').CompletionText | Should -Be 'Director'
        # The word itself can be a name that is whole, and then it stays.
        (Complete 'New-RfaQuery companies -Field items, directors').CompletionText | Should -Be 'directors'
    }
}

Describe 'Names of parameters' {
    It 'come in the order of their use: <Command>' -ForEach @(
        @{ Command = 'Connect-RfaApi'; First = '-Credential'; Others = '-Endpoint', '-TimeoutSec' }
        @{ Command = 'Invoke-RfaGraphQL'; First = '-Query'; Others = '-All', '-OutFile' }
    ) {
        $found = (Complete "$Command -").CompletionText
        $found[0] | Should -Be $First
        $found.IndexOf($Others[0]) | Should -BeLessThan $found.IndexOf($Others[1])
    }
}

Describe 'The reason why there is nothing to offer' {
    It 'is the tip: no session, no file, no such field' {
        $saved = $PSDefaultParameterValues.Clone()
        $PSDefaultParameterValues.Clear()
        try {
            (Complete 'New-RfaQuery ').ToolTip | Should -Be 'There is no session, and so no schema. Run Connect-RfaApi first.'
            (Complete 'New-RfaQuery -SchemaPath nothing.graphql ').ToolTip | Should -Be 'There is no such file as -SchemaPath says.'
            Set-Content "$place/notaschema.graphql" 'type Query {'
            (Complete 'New-RfaQuery -SchemaPath notaschema.graphql ').ToolTip | Should -Be 'The schema cannot be read. Get-RfaSchema shows the error.'
            (Complete 'New-RfaQuery -SchemaPath schema.graphql zzz').ToolTip | Should -Be 'Nothing is known to fit here.'
        }
        finally {
            Remove-Item "$place/notaschema.graphql" -ErrorAction Ignore
            foreach ($key in $saved.Keys) { $PSDefaultParameterValues[$key] = $saved[$key] }
        }
    }
}

Describe 'Default values of the user' {
    BeforeAll {
        Set-Content "$place/other.graphql" 'type Query { other: Int } type Mutation { change: Int }'
        $null = Get-RfaSchema -SchemaPath "$place/other.graphql"
        $before = $PSDefaultParameterValues.Clone()
    }

    BeforeEach { $PSDefaultParameterValues.Clear() }

    AfterAll {
        $PSDefaultParameterValues.Clear()
        foreach ($key in $before.Keys) { $PSDefaultParameterValues[$key] = $before[$key] }
        Get-RfaSession | Disconnect-RfaApi
    }

    It 'are used by the completion: <Key>' -ForEach @(
        @{ Key = 'New-RfaQuery:SchemaPath' }
        @{ Key = '*-Rfa*:SchemaPath' }
        @{ Key = "'new-rfaquery' : Schema*" }
    ) {
        $PSDefaultParameterValues[$Key] = 'other.graphql'
        (Complete 'New-RfaQuery ').CompletionText | Should -Be 'other'
        # What is typed stands.
        (Complete 'New-RfaQuery -SchemaPath schema.graphql se').CompletionText | Should -Be 'search'
    }

    It 'are not used if they are of another command, turned off, or code' {
        $nothing = ' '
        $PSDefaultParameterValues['Get-RfaSchema:SchemaPath'] = 'other.graphql'
        (Complete 'New-RfaQuery ').CompletionText | Should -Be $nothing
        (Complete 'Get-RfaSchema -Query ').CompletionText | Should -Be 'other'
        $PSDefaultParameterValues['Disabled'] = $true
        (Complete 'Get-RfaSchema -Query ').CompletionText | Should -Be $nothing
        $PSDefaultParameterValues.Clear()
        $PSDefaultParameterValues['New-RfaQuery:SchemaPath'] = { 'other.graphql' }
        (Complete 'New-RfaQuery ').CompletionText | Should -Be $nothing
    }

    It 'are used for switches, documents and sessions' {
        $PSDefaultParameterValues['*:SchemaPath'] = 'other.graphql'
        $PSDefaultParameterValues['New-RfaQuery:Mutation'] = $true
        (Complete 'New-RfaQuery ').CompletionText | Should -Be 'change'
        $PSDefaultParameterValues['Invoke-RfaGraphQL:Path'] = 'query.graphql'
        (Complete 'Invoke-RfaGraphQL -OperationName ').CompletionText | Should -Be 'One', 'Two'
        $PSDefaultParameterValues.Clear()
        # Two sessions: the one that is named is asked, and not the default one.
        $servers = 1..2 | ForEach-Object { Start-ScriptedServer }
        try {
            foreach ($index in 0, 1) {
                Add-ScriptedAnswer $servers[$index] ('{"data":{"__schema":{"queryType":{"name":"Query"},"types":[{"kind":"OBJECT","name":"Query","fields":[{"name":"of_' + $index + '","args":[],"type":{"kind":"SCALAR","name":"Int"}}]}]}}}')
                Connect-RfaApi -Endpoint $servers[$index].Endpoint -Credential (New-Credential) -Name "session$index"
                $null = Get-RfaSchema
            }
            (Complete 'New-RfaQuery ').CompletionText | Should -Be 'of_1'
            $PSDefaultParameterValues['*-Rfa*:Session'] = 'session0'
            (Complete 'New-RfaQuery ').CompletionText | Should -Be 'of_0'
            (Complete 'New-RfaQuery -Session session1 ').CompletionText | Should -Be 'of_1'
            $PSDefaultParameterValues['*-Rfa*:Session'] = Get-RfaSession session0
            (Complete "Invoke-RfaGraphQL '{ o").ListItemText | Should -Be 'of_0'
        }
        finally {
            $servers | ForEach-Object { Stop-ScriptedServer $_ }
        }
    }
}

Describe 'Completion from the typed document' {
    It 'offers its paths, operations and variables, from text and from a file' {
        (Complete "Invoke-RfaGraphQL 'query(`$n: Int) { x: companies { items { company_number } } }' -DataPath x.").CompletionText | Should -Be 'x.items'
        (Complete 'Invoke-RfaGraphQL -Path query.graphql -OperationName ').CompletionText | Should -Be 'One', 'Two'
        (Complete 'Invoke-RfaGraphQL -Path query.graphql -OperationName Two -DataPath ').CompletionText | Should -Be 'search'
        (Complete 'Invoke-RfaGraphQL -Path query.graphql -Variables ').CompletionText | Should -Be '@{ a = }', '@{ a = ; b = }'
    }
}

Describe 'Completion of a value that cannot be known' {
    It 'offers no file: <Line>' -ForEach $ofOwn {
        foreach ($match in Complete $Line) { Test-Path $match.CompletionText.Trim("'") | Should -BeFalse -Because $match.CompletionText }
    }
}

Describe 'Completion of each parameter' {
    It 'offers no file without a parameter name, unless a file is meant: <_>' -ForEach (Get-Command -Module RfaAuth).Name {
        $found = @(Complete "$_ ")
        if ($_ -eq 'Test-RfaQuery') { $found.ListItemText | Should -Contain 'schema.graphql' }
        else { $found.ListItemText | Should -Not -Contain 'schema.graphql' }
    }

    It 'offers files only if a file is meant: <Line>' -ForEach $all {
        $found = @(Complete $Line)
        if ($TakesFile) {
            $found.ListItemText | Should -Contain 'schema.graphql'
            return
        }
        $found | Should -Not -BeNullOrEmpty
        foreach ($match in $found) {
            $match.ResultType | Should -Not -BeIn 'ProviderItem', 'ProviderContainer'
            $match.ListItemText | Should -Not -BeIn 'schema.graphql', 'query.graphql'
        }
        # A word that fits nothing stays as it is, and brings no files either.
        foreach ($match in Complete "${Line}query.gra") { $match.CompletionText | Should -Not -Match 'query\.graphql' }
    }
}

Describe 'Completion inside the text of -Query' {
    BeforeAll {
        $server = Start-ScriptedServer
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0
        $schema = '{"data":{"__schema":{"queryType":{"name":"Query"},"types":[{"kind":"OBJECT","name":"Query","fields":[{"name":"companies","args":[{"name":"take","type":{"kind":"SCALAR","name":"Int"}}],"type":{"kind":"OBJECT","name":"Company"}}]},{"kind":"OBJECT","name":"Company","fields":[{"name":"company_name","args":[],"type":{"kind":"SCALAR","name":"String"}},{"name":"company_no","isDeprecated":true,"args":[],"type":{"kind":"SCALAR","name":"String"}}]}]}}}'
    }

    BeforeEach {
        Invoke-Internal RfaAuth.State.SchemaCache Clear @()
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server $schema
    }

    AfterAll { Stop-ScriptedServer $server }

    It 'offers the names that fit the place, and keeps the rest of the text' {
        $null = Get-RfaSchema
        (Complete "Invoke-RfaGraphQL 'query { comp").CompletionText | Should -Be "'query { companies'"
        (Complete "Invoke-RfaGraphQL 'query { companies(").ListItemText | Should -Be 'take'
        (Complete "Invoke-RfaGraphQL -Query 'query { companies { ").ListItemText | Should -Be 'company_name', '__typename', 'company_no (deprecated)'
        (Complete "Invoke-RfaGraphQL -Query 'query { companies { company_na } }'").CompletionText | Should -Be "'query { companies { company_name } }'"
        (Complete "Test-RfaQuery -Query '{ comp").CompletionText | Should -Be "'{ companies'"
        (Complete "Invoke-RfaGraphQL '").CompletionText | Should -Be "'{ '", "'query'", "'mutation'", "'fragment'"
        (Complete "Invoke-RfaGraphQL 'query Name ").CompletionText | Should -Be "'query Name { '"
        (Complete "Invoke-RfaGraphQL -Query `"query { comp").CompletionText | Should -Be '"query { companies"'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
    }

    It 'reads the schema at the first key press, once' {
        $line = "Invoke-RfaGraphQL 'query { comp"
        Wait-Until { (Complete $line).CompletionText -eq "'query { companies'" }
        $null = Complete $line
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
    }

    It 'does not wait for a service that is slow' {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server $schema -Hang
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $null = Complete "Invoke-RfaGraphQL 'query { comp"
        $null = Complete "Invoke-RfaGraphQL 'query { comp"
        $watch.ElapsedMilliseconds | Should -BeLessThan 3000
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
        Get-RfaSession | Disconnect-RfaApi
    }

    It 'uses a preloaded schema at the first key press' {
        Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -PreloadSchema
        Wait-Until { @(Get-ScriptedRequest $server -Calls).Count -eq 1 }
        Wait-Until { $null -ne (Invoke-Internal RfaAuth.State.SchemaCache Find @("$($server.Endpoint)")) }
    }
}
