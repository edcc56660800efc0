#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $place = (Get-Item $TestDrive).FullName
    Set-Content "$place/schema.graphql" 'type Query { companies(take: Int): [Company!] } type Company { name: String old: Int @deprecated(reason: "Use name.") }'
    Set-Content "$place/good.graphql" 'query { companies { name } }'
    Set-Content "$place/bad.graphql" "query {`n  companies(tkae: 1) { nmae }`n}"
    Set-Content "$place/broken.graphql" 'query { companies { '
    Set-Content "$place/old.graphql" 'query { companies { old } }'
}

Describe 'Test-RfaQuery' {
    It 'outputs an object for each problem, with its place, and then one error' {
        $found = Get-ChildItem "$place/*.graphql" -Exclude schema.graphql | Test-RfaQuery -SchemaPath "$place/schema.graphql" -ErrorVariable problem -ErrorAction SilentlyContinue
        $found | ForEach-Object { "$(Split-Path $_.Path -Leaf) $($_.Line):$($_.Column) $($_.Severity) $($_.Rule)" } | Sort-Object | Should -Be @(
            'bad.graphql 2:13 Error KnownArgumentNames'
            'bad.graphql 2:24 Error FieldsOnCorrectType'
            'broken.graphql 2:1 Error Syntax'
            'old.graphql 1:21 Warning NoDeprecated'
        )
        ($found | Where-Object Rule -EQ FieldsOnCorrectType).Message | Should -BeExactly "The type 'Company' has no field 'nmae'. Did you mean 'name'?"
        ($found | Where-Object Rule -EQ FieldsOnCorrectType).Excerpt | Should -BeExactly "  companies(tkae: 1) { nmae }`n                       ^"
        @($problem).Count | Should -Be 1
        $problem | Get-ErrorCode | Should -Be 'InvalidQuery'
        "$problem" | Should -BeLike '2 of 4 documents do not fit the schema: bad.graphql (2), broken.graphql (1).'
    }

    It 'counts the errors of a single document' {
        $null = Test-RfaQuery "$place/bad.graphql" -SchemaPath "$place/schema.graphql" -ErrorVariable ofFile -ErrorAction SilentlyContinue
        "$ofFile" | Should -BeExactly 'bad.graphql does not fit the schema: 2 errors.'
        $null = '{ companies { nmae } }' | Test-RfaQuery -SchemaPath "$place/schema.graphql" -ErrorVariable ofText -ErrorAction SilentlyContinue
        "$ofText" | Should -BeExactly 'The document does not fit the schema: 1 error.'
    }

    It 'outputs nothing for a valid document' {
        Test-RfaQuery "$place/good.graphql" -SchemaPath "$place/schema.graphql" | Should -BeNullOrEmpty
        $? | Should -BeTrue
    }

    It 'says with -Quiet only whether all are valid' {
        Test-RfaQuery "$place/good.graphql", "$place/old.graphql" -SchemaPath "$place/schema.graphql" -Quiet -ErrorVariable problem | Should -BeTrue
        Test-RfaQuery "$place/*d.graphql" -SchemaPath "$place/schema.graphql" -Quiet -ErrorVariable problem | Should -BeFalse
        $problem | Should -BeNullOrEmpty
        Test-RfaQuery -Query '{ companies { name } }' -SchemaPath "$place/schema.graphql" -Quiet | Should -BeTrue
    }

    It 'accepts documents and names of files from the pipeline' {
        $schema = @{ SchemaPath = "$place/schema.graphql" }
        New-RfaQuery companies @schema | Test-RfaQuery @schema -Quiet | Should -BeTrue
        $texts = '{ companies { nmae } }', "# one`nquery { nothing }", 'query Name($a: Int) { companies(take: $b) { name } }', 'fragment F on Company { name }', '{ companies '
        foreach ($text in $texts) {
            $found = @($text, "$place/good.graphql" | Test-RfaQuery @schema -ErrorAction SilentlyContinue -ErrorVariable problem)
            $found.Path | Where-Object { $_ } | Should -BeNullOrEmpty -Because $text
            $found | Should -Not -BeNullOrEmpty -Because $text
            "$problem" | Should -BeLike '1 of 2 documents do not fit the schema: the document (*).'
        }
        # What only resembles a document is a file.
        foreach ($name in 'query.graphql', '{a}.graphql', 'query {1}.gql') {
            Copy-Item "$place/bad.graphql" "$place/$name"
            Push-Location $place
            ($name | Test-RfaQuery @schema -ErrorAction SilentlyContinue).Path | Select-Object -Unique | Split-Path -Leaf | Should -Be $name
            Pop-Location
            Remove-Item "$place/$name"
        }
    }

    It 'fails a job' {
        $output = Invoke-NewProcess -Script "Test-RfaQuery '$place/bad.graphql' -SchemaPath '$place/schema.graphql' -ErrorAction Stop; 'not reached'" 2>&1
        "$output" | Should -Not -Match 'not reached'
    }

    It 'goes on after a file that cannot be read, which counts as invalid' {
        $valid = Test-RfaQuery "$place/missing.graphql", "$place/good.graphql" -SchemaPath "$place/schema.graphql" -Quiet -ErrorVariable problem -ErrorAction SilentlyContinue
        $valid | Should -BeFalse
        $problem | Get-ErrorCode | Should -Be 'FileUnreadable'
    }

    It 'reports a mistake in the schema' {
        Set-Content "$place/wrong.graphql" "type Query {`n  a: Nothing`n}"
        $thrown = Get-ThrownError { Test-RfaQuery "$place/good.graphql" -SchemaPath "$place/wrong.graphql" }
        $thrown | Get-ErrorCode | Should -Be 'InvalidSchema'
        "$thrown" | Should -Match 'line 2, column 6'
        Get-ThrownError { Test-RfaQuery -Query '{ a }' -SchemaPath "$place/schema.graphql" -Session nobody } | Get-ErrorCode | Should -BeIn 'SessionNotFound', 'ParameterConflict'
    }

    It 'reads introspection JSON as well, and a file again after a change' {
        Set-Content "$place/schema.json" '{"data":{"__schema":{"queryType":{"name":"Query"},"types":[{"kind":"OBJECT","name":"Query","fields":[{"name":"a","args":[],"type":{"kind":"SCALAR","name":"Int"}}]},{"kind":"SCALAR","name":"Int"}]}}}'
        Test-RfaQuery -Query '{ a }' -SchemaPath "$place/schema.json" -Quiet | Should -BeTrue
        Set-Content "$place/schema.json" 'type Query { b: Int }'
        Test-RfaQuery -Query '{ a }' -SchemaPath "$place/schema.json" -Quiet | Should -BeFalse
    }
}

Describe 'Validation against the schema of the sandbox' {
    BeforeAll {
        $sandbox = Start-Sandbox
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
        Invoke-Internal RfaAuth.State.SchemaCache Clear @()
    }

    AfterAll {
        Get-RfaSession | Disconnect-RfaApi
        Stop-Sandbox $sandbox
    }

    It 'uses the schema of the service' {
        $problem = Test-RfaQuery -Query 'query { companies { items { company_nmae } } }' -ErrorAction SilentlyContinue
        $problem.Message | Should -BeExactly "The type 'Company' has no field 'company_nmae'. Did you mean 'company_name'?"
    }

    It 'sends no invalid document under -Validate' {
        Reset-Sandbox $sandbox
        $thrown = Get-ThrownError { Invoke-RfaGraphQL 'mutation { craeteBalanceAdjustment { id } }' -Validate }
        $thrown | Get-ErrorCode | Should -Be 'InvalidQuery'
        $thrown.ErrorDetails.Message | Should -Match 'nothing was sent\. Line 1, column 12: '
        $thrown.ErrorDetails.RecommendedAction | Should -Match '\n {11}\^'
        $thrown.Exception.Problems[0].Rule | Should -Be 'FieldsOnCorrectType'
        (Get-SandboxLedger $sandbox | ConvertTo-Json -Depth 9) | Should -Not -Match 'craete'
    }

    It 'warns of deprecated fields, and runs' {
        $answer = Invoke-RfaGraphQL '{ companies(take: 1) { items { company_no } } }' -Validate -DataPath companies.items -WarningVariable warning -WarningAction SilentlyContinue
        $answer.company_no | Should -Not -BeNullOrEmpty
        "$warning" | Should -Match "'Company.company_no' is deprecated: Use company_number\."
    }

    It 'checks a batch before its first call' {
        $thrown = Get-ThrownError { 'a', 'b' | Invoke-RfaGraphQL 'query($n: String!) { companyy(number: $n) { company_name } }' -Validate }
        $thrown | Get-ErrorCode | Should -Be 'InvalidQuery'
    }
}
