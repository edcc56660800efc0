#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
    Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
    Invoke-Internal RfaAuth.State.SchemaCache Clear @()
    function Get-Flat([string] $Text) { $Text -replace '\s+', ' ' }
}

AfterAll { Stop-Sandbox $sandbox -Disconnect }

Describe 'New-RfaQuery' {
    It 'writes a query that pages through a list when it is piped' {
        $query = New-RfaQuery companies -Field company_number, company_name, registered_address.postcode, directors.name -All
        Get-Flat $query | Should -BeExactly 'query companies($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { company_number company_name registered_address { postcode } directors { name } } pageInfo { hasNextPage } } }'
        $companies = @($query | Invoke-RfaGraphQL -All -PageSize 100)
        $companies.Count | Should -Be 300
        $companies[0].registered_address.postcode | Should -Not -BeNullOrEmpty
    }

    It 'gives arguments their values as defaults of variables, which can still be replaced' {
        $query = New-RfaQuery companies -Field company_name -Argument @{ take = 2 }
        Get-Flat $query | Should -BeLike 'query companies($take: Int = 2) { companies(take: $take) *'
        @($query | Invoke-RfaGraphQL -DataPath companies.items).Count | Should -Be 2
        @($query | Invoke-RfaGraphQL -Variables @{ take = 3 } -DataPath companies.items).Count | Should -Be 3
        @(New-RfaQuery companies -Field company_name -Argument take | Invoke-RfaGraphQL -Variables @{ take = 4 } -DataPath companies.items).Count | Should -Be 4
    }

    It 'selects all scalars that are not deprecated if no field is named' {
        $account = New-RfaQuery account | Invoke-RfaGraphQL -DataPath account
        $account.PSObject.Properties.Name | Should -Contain 'creditBalance'
        $query = New-RfaQuery companies
        $query | Should -Match '\bcompany_number\b'
        $query | Should -Not -Match 'company_no\b|registered_address'
        New-RfaQuery companies -Depth 2 | Should -Match 'registered_address \{\s+line_1'
    }

    It 'leaves the pipeline to the inputs if a document is passed' {
        $query = New-RfaQuery companies -Field company_name -Argument take
        $found = 1, 2 | Invoke-RfaGraphQL $query -DataPath companies.items
        @($found).Count | Should -Be 3
    }

    It 'names the required arguments' {
        $mutation = (Get-RfaSchema -Mutation *) | Where-Object { $_.Arguments | Where-Object { $_.Type -match '!$' -and $null -eq $_.DefaultValue } } | Select-Object -First 1
        $required = $mutation.Arguments | Where-Object { $_.Type -match '!$' -and $null -eq $_.DefaultValue } | Select-Object -First 1
        $text = New-RfaQuery $mutation.Name -Mutation
        $text | Should -Match ([regex]::Escape("`$$($required.Name): $($required.Type)"))
        $thrown = Get-ThrownError { $text | Invoke-RfaGraphQL -ErrorAction Stop }
        $thrown | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$thrown" | Should -Match $required.Name
    }

    It 'refuses arguments that do not fit' {
        Get-ThrownError { New-RfaQuery companyes } | Get-ErrorCode | Should -Be 'SchemaNameNotFound'
        Get-ThrownError { New-RfaQuery companies -Field nowhere } | Get-ErrorCode | Should -Be 'SchemaNameNotFound'
        Get-ThrownError { New-RfaQuery account -All } | Get-ErrorCode | Should -Be 'PagingNotPossible'
        Get-ThrownError { New-RfaQuery companies -Argument @{ take = 'many' } } | Get-ErrorCode | Should -Be 'InvalidQuery'
        Get-ThrownError { New-RfaQuery x -Mutation -All } | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-ThrownError { New-RfaQuery companies -Argument 5 } | Get-ErrorCode | Should -Be 'InvalidVariables'
    }

    It 'writes no secret into a text' {
        $thrown = Get-ThrownError { New-RfaQuery companies -Argument @{ take = (ConvertTo-Secret 'canary') } }
        $thrown | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$thrown" | Should -Not -Match 'canary'
    }
}
