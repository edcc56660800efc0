#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -PassThru
    $query = 'query ($n: Int!) { thing }'
    $list = 'query ($n: Int!, $skip: Int, $take: Int) { things(n: $n, skip: $skip, take: $take) { items { a } pageInfo { hasNextPage } } }'
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'A batch with -IncludeInput' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'outputs one object for each input in order, also if it failed, was not sent or is empty' {
        Add-ScriptedAnswer $server '{"data":{"thing":"one"}}'
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"no","extensions":{"code":"NO"}}]}'
        Add-ScriptedAnswer $server '{"data":{"thing":null}}'
        $rows = @{ n = 1 }, @{ n = 'x' }, [pscustomobject]@{ n = 3 }, @{ n = 4 }
        $results = @($rows | Invoke-RfaGraphQL $query -IncludeInput -ErrorVariable errors -ErrorAction SilentlyContinue)
        $results | Should -BeOfType [RfaAuth.RfaInputResult]
        $results.Index | Should -Be 0, 1, 2, 3
        foreach ($i in 0..3) { [object]::ReferenceEquals($results[$i].Input, $rows[$i]) | Should -BeTrue }
        $results[0].Data.thing | Should -Be 'one'
        $results[1].Data, $results[2].Data | Should -Be $null, $null
        $results[3].Data.PSObject.Properties['thing'].Value | Should -Be $null
        $results.ForEach{ $_.Errors.Count } | Should -Be 0, 1, 1, 0
        $results[1].Errors[0].ErrorCode | Should -Be 'InvalidVariables'
        $results[2].Errors.Message | Should -Be 'no'
        # And each is written, as without it.
        $errors | Get-ErrorCode | Should -Be 'InvalidVariables', 'NO'
        $errors[1].TargetObject.n | Should -Be 3
    }

    It 'pairs results with inputs for any number of calls in flight' {
        $rows = 1..40
        1..40 | ForEach-Object { Add-ScriptedAnswer $server -Hang }
        $powershell = New-Script '1..40 | Invoke-RfaGraphQL $extra -Session $session -IncludeInput -ThrottleLimit 8' $session, $query
        try {
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $powershell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            # The latest of those in flight is answered first.
            $answered = 0
            while ($answered -lt 40) {
                Wait-Until { $server.State.Held.Count -gt 0 }
                $held = [System.Collections.Generic.List[object]]::new()
                $next = $null
                while ($server.State.Held.TryDequeue([ref] $next)) { $held.Add($next) }
                $held.Reverse()
                foreach ($one in $held) {
                    $n = [int] ($one.Text -replace '.*"n":(\d+).*', '$1')
                    $bytes = [System.Text.Encoding]::UTF8.GetBytes('{"data":{"thing":' + $n * 10 + '}}')
                    $one.Context.Response.ContentType = 'application/json'
                    $one.Context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                    $one.Context.Response.Close()
                    $answered++
                }
            }
            $powershell.EndInvoke($running)
            $output.Input | Should -Be $rows
            $output.Index | Should -Be (0..39)
            $output.Data.thing | Should -Be ($rows | ForEach-Object { $_ * 10 })
        }
        finally { $powershell.Dispose() }
    }

    It 'has both data and errors of an answer' {
        Add-ScriptedAnswer $server '{"data":{"thing":1},"errors":[{"message":"a"},{"message":"b"}]}'
        $result = 7 | Invoke-RfaGraphQL $query -IncludeInput -ErrorAction SilentlyContinue
        $result.Data.thing | Should -Be 1
        $result.Errors.Message | Should -Be 'a', 'b'
    }

    It 'has the value at -DataPath: <Why>' -ForEach @(
        @{ Why = 'a value'; Answer = '{"list":{"a":5}}'; Path = 'list.a'; Data = 5; IsList = $false }
        @{ Why = 'a list of one'; Answer = '{"list":[5]}'; Path = 'list'; Data = 5; IsList = $true }
        @{ Why = 'an empty list'; Answer = '{"list":[]}'; Path = 'list'; Data = @(); IsList = $true }
        @{ Why = 'below a list'; Answer = '{"list":[{"a":1},{"a":2}]}'; Path = 'list.a'; Data = 1, 2; IsList = $true }
        @{ Why = 'nothing'; Answer = '{"list":null}'; Path = 'list.a'; Data = @(); IsList = $false }
    ) {
        Add-ScriptedAnswer $server ('{"data":' + $Answer + '}')
        $result = 7 | Invoke-RfaGraphQL $query -IncludeInput -DataPath $Path
        @($result.Data | Where-Object { $null -ne $_ }) | Should -Be $Data
        $result.Data -is [array] | Should -Be $IsList
    }

    It 'has the items of each list with -All, also those before an error' {
        Add-ScriptedAnswer $server '{"data":{"things":{"items":[{"a":1}],"pageInfo":{"hasNextPage":true}}}}'
        Add-ScriptedAnswer $server '{"data":{"things":{"items":[{"a":2}],"pageInfo":{"hasNextPage":false}}}}'
        Add-ScriptedAnswer $server '{"data":{"things":{"items":[],"pageInfo":{"hasNextPage":false}}}}'
        Add-ScriptedAnswer $server '{"data":{"things":{"items":[{"a":9}],"pageInfo":{"hasNextPage":true}}}}'
        Add-ScriptedAnswer $server '<html>' 400
        $results = @(1..3 | Invoke-RfaGraphQL $list -All -PageSize 1 -IncludeInput -ErrorAction SilentlyContinue)
        $results[0].Data.a | Should -Be 1, 2
        , $results[1].Data | Should -BeOfType [object[]]
        $results[1].Data.Count | Should -Be 0
        $results[2].Data.a | Should -Be 9
        $results[2].Errors[0].Resume | Should -Not -BeNullOrEmpty
    }

    It 'has the text with -Raw' {
        Add-ScriptedAnswer $server '{"data":{"thing":"x"}}'
        (7 | Invoke-RfaGraphQL $query -IncludeInput -Raw).Data | Should -Be '{"data":{"thing":"x"}}'
    }

    It 'outputs the object before the error that ends the command' {
        Add-ScriptedAnswer $server '{"data":{"thing":1},"errors":[{"message":"no"}]}'
        $seen = [System.Collections.Generic.List[object]]::new()
        $record = Get-ThrownError { 1..3 | Invoke-RfaGraphQL $query -IncludeInput -ErrorAction Stop | ForEach-Object { $seen.Add($_) } }
        "$record" | Should -Match '^no'
        $seen.Data.thing | Should -Be 1
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
    }

    It 'outputs no object for a mutation that is not run' {
        1..2 | Invoke-RfaGraphQL 'mutation ($n: Int!) { ping }' -IncludeInput -WhatIf | Should -BeNullOrEmpty
    }

    It 'survives a job, with its input' {
        Add-ScriptedAnswer $server '{"data":{"thing":{"a":{"b":{"c":1}}}}}'
        $result = [pscustomobject]@{ n = 7; nested = @{ deep = @{ er = 5 } } } | Invoke-RfaGraphQL $query -IncludeInput
        $result | Export-Clixml "$TestDrive/result.xml"
        $copy = Import-Clixml "$TestDrive/result.xml"
        $copy.Data.thing.a.b.c | Should -Be 1
        $copy.Input.nested.deep.er | Should -Be 5
    }

    It 'survives a job with its errors' {
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"no"}]}'
        7 | Invoke-RfaGraphQL $query -IncludeInput -ErrorAction SilentlyContinue | Export-Clixml "$TestDrive/failed.xml"
        (Import-Clixml "$TestDrive/failed.xml").Errors.Message | Should -Be 'no'
    }

    It 'shows no secret of the input in its view' {
        $result = @{ n = 7; pin = 'Canary-4711' } | Invoke-RfaGraphQL $query -IncludeInput
        $result | Out-String | Should -Not -Match 'Canary'
        $result | Out-String | Should -Match '"n":7'
        $result.Input.pin | Should -Be 'Canary-4711'
    }

    It 'is refused: <Why>' -ForEach @(
        @{ Why = 'without inputs'; Call = { Invoke-RfaGraphQL '{ ping }' -IncludeInput } }
        @{ Why = 'documents from the pipeline'; Call = { '{ ping }' | Invoke-RfaGraphQL -IncludeInput -ErrorAction Stop } }
        @{ Why = 'with the whole answer'; Call = { 1 | Invoke-RfaGraphQL $query -IncludeInput -FullResponse } }
        @{ Why = '-FailedVariable without inputs'; Call = { Invoke-RfaGraphQL '{ ping }' -FailedVariable failed } }
    ) {
        Get-ThrownError $Call | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
    }
}

Describe 'The whole answer of a batch' {
    It 'has its input in any order of the answers' {
        Clear-ScriptedServer $server
        $answers = @(1..20 | Invoke-RfaGraphQL $query -FullResponse -ThrottleLimit 8)
        $answers.InputObject | Should -Be (1..20)
        (Invoke-RfaGraphQL '{ ping }' -FullResponse).InputObject | Should -Be $null
    }
}
