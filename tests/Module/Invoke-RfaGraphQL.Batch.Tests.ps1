#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/CanaryScan.psm1"
    Import-Module (Get-ModuleManifestPath)
    if (-not ('AskingHost' -as [type])) { Add-Type -Path "$PSScriptRoot/AskingHost.cs" }
    $server = Start-ScriptedServer
    $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -Name shop -PassThru
    $query = 'query Q($number: String!, $take: Int, $flag: Boolean) { ping }'
    $byNumber = 'query ($n: Int!) { ping }'
    $pay = 'mutation Pay($n: Int!) { ping }'

    function Get-AllSentVariable {
        foreach ($call in @(Get-ScriptedRequest $server -Calls)) { ($call.Text | ConvertFrom-Json).variables | ConvertTo-Json -Compress }
    }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'The variables that an input fills' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'come from a CSV file with unusual values' {
        $path = "$TestDrive/odd.csv"
        [System.IO.File]::WriteAllText($path, "number,Take,FLAG,company name,extra`r`n01234567, 12 ,TRUE,A Ltd,1`r`n`"a `"`"b`"`", c`",,,B,2`r`n007,-3,false`r`n", [System.Text.UTF8Encoding]::new($true))
        (Import-Csv $path | Invoke-RfaGraphQL $query).ping | Should -Be 'pong', 'pong', 'pong'
        Get-AllSentVariable | Should -Be '{"number":"01234567","take":12,"flag":true}', '{"number":"a \"b\", c","take":null,"flag":null}', '{"number":"007","take":-3,"flag":false}'
    }

    It 'lead to an error for each row without a column or a fitting value, and the batch goes on' {
        $rows = 'number,take', 'a,1', 'b,yes', 'c,3' | ConvertFrom-Csv
        $all = @($rows) + [pscustomobject]@{ take = 1 }
        ($all | Invoke-RfaGraphQL $query -ErrorVariable errors -ErrorAction SilentlyContinue).ping | Should -Be 'pong', 'pong'
        $errors | Get-ErrorCode | Should -Be 'InvalidVariables', 'InvalidVariables'
        [object]::ReferenceEquals($errors[0].TargetObject, $rows[1]) | Should -BeTrue
        "$($errors[0])" | Should -Match '\$take .* no whole number'
        "$($errors[1])" | Should -Match "has no 'number'"
    }

    It 'are replaced by -Variables, whose text is not read as a number' {
        [pscustomobject]@{ number = 'a'; take = '7' } | Invoke-RfaGraphQL $query @{ take = 5 } | Out-Null
        Get-AllSentVariable | Should -Be '{"take":5,"number":"a"}'
        $record = Get-ThrownError { [pscustomobject]@{ number = 'a' } | Invoke-RfaGraphQL $query @{ take = '5' } -ErrorAction SilentlyContinue }
        $record | Get-ErrorCode | Should -Be 'InvalidVariables'
    }

    It 'are found by the exact name, or by another case if only one fits: <Json>' -ForEach @(
        @{ Keys = @('Number', 'number'); Json = '{"number":"number"}' }
        @{ Keys = @('NUMBER'); Json = '{"number":"NUMBER"}' }
        @{ Keys = @('NUMBER', 'Number'); Json = $null }
    ) {
        $row = [System.Collections.Specialized.OrderedDictionary]::new([System.StringComparer]::Ordinal)
        foreach ($key in $Keys) { $row.Add($key, $key) }
        $null = , $row | Invoke-RfaGraphQL $query -ErrorAction SilentlyContinue
        Get-AllSentVariable | Should -Be $Json
    }

    It 'are filled by a single value if only one is left' {
        'a', '007' | Invoke-RfaGraphQL $query @{ take = 1; flag = $true } | Out-Null
        @((Get-ScriptedRequest $server -Calls).Text | ForEach-Object { ($_ | ConvertFrom-Json).variables.number }) | Should -Be 'a', '007'
        $null = 'a' | Invoke-RfaGraphQL $query -ErrorVariable errors -ErrorAction SilentlyContinue
        "$errors" | Should -Match '\$number or \$take or \$flag'
    }

    It 'are read without the other properties' {
        $row = [pscustomobject]@{ number = 'a' }
        $row | Add-Member -MemberType ScriptProperty -Name other -Value { $script:isRead = $true }
        $script:isRead = $false
        $null = $row | Invoke-RfaGraphQL $query
        $script:isRead | Should -BeFalse
        $null = Get-Process -Id $PID | Invoke-RfaGraphQL 'query ($id: Int!) { ping }'
        Get-AllSentVariable | Select-Object -Last 1 | Should -Be "{`"id`":$PID}"
    }

    It 'lead to an error if no name fits, although all are optional: <Why>' -ForEach @(
        @{ Why = 'a wrong delimiter'; Query = 'query ($number: String, $take: Int) { ping }'; Csv = "number;take`n01;2"; Expected = 'The input has ''number;take''. None of these names a variable that is left for it: $number, $take.' }
        @{ Why = 'other columns'; Query = 'query ($number: String!) { ping }'; Csv = "no,name`n01,A"; Expected = 'The input has ''no'', ''name''. None of these names a variable that is left for it: $number.' }
        @{ Why = 'nothing declared'; Query = '{ ping }'; Csv = "no`n01"; Expected = 'The input has ''no'', and no variable of the operation is left for it.' }
    ) {
        $rows = $Csv | ConvertFrom-Csv
        $null = $rows | Invoke-RfaGraphQL $Query -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$errors" | Should -BeExactly $Expected
        [object]::ReferenceEquals($errors[0].TargetObject, $rows) | Should -BeTrue
        $null = [ordered]@{ no = 1 } | Invoke-RfaGraphQL $Query -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors | Get-ErrorCode | Should -Be 'InvalidVariables'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }

    It 'end the batch if none of the first ten inputs fits, with <ThrottleLimit> in flight' -ForEach @{ ThrottleLimit = 1 }, @{ ThrottleLimit = 8 } {
        $read = @{ Count = 0 }
        $ended = $null
        try {
            1..1000 | ForEach-Object { $read.Count++; [pscustomobject]@{ no = $_ } } |
                Invoke-RfaGraphQL 'query Q($n: Int) { ping }' -ThrottleLimit $ThrottleLimit -ErrorVariable errors -ErrorAction SilentlyContinue
        }
        catch { $ended = $_ }
        $ended | Get-ErrorCode | Should -Be 'InvalidVariables'
        "$ended" | Should -BeExactly "None of the first 10 inputs has anything for the variables of 'Q'. The batch ended here, and nothing was sent."
        @($errors | Where-Object { "$_" -like "The input has 'no'.*" }).Count | Should -Be 10
        $read.Count | Should -Be 10
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
        # Text has no names either.
        "$(Get-ThrownError { 1..1000 | Invoke-RfaGraphQL 'query ($a: Int, $b: Int) { ping }' -ErrorAction SilentlyContinue })" | Should -Match '^None of the first 10 inputs'
    }

    It 'do not end the batch if one of the first inputs fits or has another mistake' {
        $rows = @(1..9 | ForEach-Object { [pscustomobject]@{ no = $_ } }) + [pscustomobject]@{ n = 1 } + @(1..20 | ForEach-Object { [pscustomobject]@{ no = $_ } })
        @($rows | Invoke-RfaGraphQL 'query ($n: Int) { ping }' -ErrorVariable errors -ErrorAction SilentlyContinue).Count | Should -Be 1
        $errors.Count | Should -Be 29
        @(1..12 | ForEach-Object { [pscustomobject]@{ n = 'x' } }) | Invoke-RfaGraphQL 'query ($n: Int) { ping }' -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors.Count | Should -Be 12
    }

    It 'are listed in an error without reading a value' {
        $row = [pscustomobject]@{ a = 1 }
        $row | Add-Member -MemberType ScriptProperty -Name other -Value { throw 'read' }
        $null = $row | Invoke-RfaGraphQL 'query ($n: Int) { ping }' -ErrorVariable errors -ErrorAction SilentlyContinue
        "$errors" | Should -Match "has 'a', 'other'\."
    }

    It 'can be none for an object without properties' {
        ([pscustomobject]@{}, @{} | Invoke-RfaGraphQL 'query ($n: Int) { ping }').ping | Should -Be 'pong', 'pong'
    }

    It 'cannot come from null, which is an error, and the batch goes on' {
        $null = 'a', $null, 'b' | Invoke-RfaGraphQL 'query ($n: String) { ping }' -ErrorVariable errors -ErrorAction SilentlyContinue
        Get-AllSentVariable | Should -Be '{"n":"a"}', '{"n":"b"}'
        "$errors" | Should -BeExactly 'The input is null.'
        $errors | Get-ErrorCode | Should -Be 'InvalidVariables'
        Invoke-RfaGraphQL 'query ($n: String) { ping }' -InputObject $null -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$errors" | Should -BeExactly 'The input is null.'
    }

    It 'come from one object with -InputObject' {
        (Invoke-RfaGraphQL $query -InputObject @{ number = 'a' }).ping | Should -Be 'pong'
        Get-AllSentVariable | Should -Be '{"number":"a"}'
    }

    It 'are not needed if there is no input' {
        @() | Invoke-RfaGraphQL $query | Should -BeNullOrEmpty
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }
}

Describe 'Errors of a batch' {
    BeforeEach {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"data":{"ping":1}}'
        Add-ScriptedAnswer $server '{"data":{"ping":2},"errors":[{"message":"half"}]}'
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"none","extensions":{"code":"NONE"}},{"message":"more"}]}'
        Add-ScriptedAnswer $server 'oops' -Status 502
        Add-ScriptedAnswer $server '{"data":{"ping":5}}'
    }

    It 'are written with their input, and the batch goes on: -ErrorAction <_>' -ForEach 'Continue', 'SilentlyContinue' {
        $all = 1..5 | Invoke-RfaGraphQL $pay -DataPath ping -ErrorAction $_ -ErrorVariable errors 2>&1
        @($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }) | Should -Be 1, 2, 5
        $errors | Get-ErrorCode | Should -Be 'GraphQLError', 'NONE', 'OutcomeUnknown'
        $errors.TargetObject | Should -Be 2, 3, 4
        "$($errors[1])" | Should -Match 'and 1 more'
        @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).Count | Should -Be @{ Continue = 3; SilentlyContinue = 0 }[$_]
    }

    It 'leave no trace under -ErrorAction Ignore' {
        $before = $global:Error.Count
        1..5 | Invoke-RfaGraphQL $pay -DataPath ping -ErrorAction Ignore | Should -Be 1, 2, 5
        $global:Error.Count | Should -Be $before
    }

    It 'end it under -ErrorAction Stop, after the data, and no further call is started' {
        $seen = [System.Collections.Generic.List[object]]::new()
        $record = Get-ThrownError { 1..5 | Invoke-RfaGraphQL $pay -DataPath ping -ErrorAction Stop | ForEach-Object { $seen.Add($_) } }
        $record.TargetObject | Should -Be 2
        $seen | Should -Be 1, 2
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 2
    }

    It 'end it before anything is sent if they concern all inputs: <Code>' -ForEach @(
        @{ Code = 'GraphQLSyntaxError'; Script = { 1..3 | Invoke-RfaGraphQL '{' -ErrorAction SilentlyContinue } }
        @{ Code = 'InvalidVariables'; Script = { 1..3 | Invoke-RfaGraphQL $byNumber @{ m = 1 } -ErrorAction SilentlyContinue } }
        @{ Code = 'ParameterConflict'; Script = { 1..3 | Invoke-RfaGraphQL $byNumber -Raw -FullResponse -ErrorAction SilentlyContinue } }
        @{ Code = 'FileUnreadable'; Script = { 1..3 | Invoke-RfaGraphQL -LiteralPath "$TestDrive/nowhere" -ErrorAction SilentlyContinue } }
        @{ Code = 'SessionNotFound'; Script = { 1..3 | Invoke-RfaGraphQL $byNumber -Session nobody -ErrorAction SilentlyContinue } }
    ) {
        Get-ThrownError $Script | Get-ErrorCode | Should -Be $Code
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }

    It 'are written for each input without a request if the session has ended' {
        $default = Get-RfaSession | Where-Object IsDefault
        $gone = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -Name gone -PassThru
        Disconnect-RfaApi -Session $gone
        Select-RfaSession $default
        $null = 1..3 | Invoke-RfaGraphQL $byNumber -Session $gone -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors | Get-ErrorCode | Should -Be 'SessionDisconnected', 'SessionDisconnected', 'SessionDisconnected'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 0
    }
}

Describe 'A mutation in a batch' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'is confirmed with its own variables, in order, and <Why>' -ForEach @(
        @{ Why = 'Yes sends each'; Choice = 0; Questions = 3; Calls = 3 }
        @{ Why = 'Yes to All asks once'; Choice = 1; Questions = 1; Calls = 3 }
        @{ Why = 'No sends nothing'; Choice = 2; Questions = 3; Calls = 0 }
        @{ Why = 'No to All asks once and sends nothing'; Choice = 3; Questions = 1; Calls = 0 }
    ) {
        $asking = [AskingHost]::new()
        $asking.UI.Choice = $Choice
        $runspace = [runspacefactory]::CreateRunspace($asking)
        $runspace.Open()
        $powershell = New-Script '1..3 | Invoke-RfaGraphQL $extra -Session $session -Confirm -ThrottleLimit 4' $session, $pay
        try {
            $powershell.Runspace = $runspace
            $null = $powershell.Invoke()
            $asking.UI.Questions.Count | Should -Be $Questions
            for ($i = 0; $i -lt $Questions; $i++) { $asking.UI.Questions[$i] | Should -Match "with n = $($i + 1)\." }
            @(Get-ScriptedRequest $server -Calls).Count | Should -Be $Calls
        }
        finally {
            $powershell.Dispose()
            $runspace.Dispose()
        }
    }

    It 'runs after the one before it has ended' {
        1..20 | Invoke-RfaGraphQL $pay | Out-Null
        @(Get-AllSentVariable) | Should -Be (1..20 | ForEach-Object { "{`"n`":$_}" })
    }
}

Describe 'Calls in flight' {
    BeforeAll {
        $sandbox = Start-Sandbox
        $remote = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -MaximumRetryCount 0 -Name remote -PassThru
        $companies = 'query One($n: Int!) { companies(skip: $n, take: 1) { items { company_number } } }'
    }

    AfterAll {
        Disconnect-RfaApi -Session $remote
        Stop-Sandbox $sandbox
    }

    BeforeEach { Reset-Sandbox $sandbox }

    It 'keep the order of the inputs although later answers come first' {
        $expected = 0..19 | ForEach-Object { Invoke-RfaGraphQL $companies @{ n = $_ } -DataPath companies.items -Session $remote } | ForEach-Object company_number
        Add-SandboxFault $sandbox 'delay=400:1@query,from=1', 'delay=200:1@query,from=5'
        (0..19 | Invoke-RfaGraphQL $companies -ThrottleLimit 8 -DataPath companies.items -Session $remote).company_number | Should -Be $expected
    }

    It 'stop within a second, and the next call works' {
        Add-SandboxFault $sandbox 'hang-after@mutation'
        $mutation = 'mutation Note($note: String!) { updateAccountNote(note: $note) { note } }'
        $powershell = New-Script '"a", "b", "c", "d", "e" | Invoke-RfaGraphQL $extra -Session $session -ThrottleLimit 4' $remote, $mutation
        try {
            $null = $powershell.BeginInvoke()
            Wait-Until { @((Get-SandboxLedger $sandbox).mutations).Count -eq 4 }
            $watch = [System.Diagnostics.Stopwatch]::StartNew()
            $powershell.Stop()
            $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
            $powershell.Streams.Error | Should -BeNullOrEmpty
        }
        finally { $powershell.Dispose() }
        $remote.LastInterrupted.Operation | Should -Be 'Note', 'Note', 'Note', 'Note'
        $null = Invoke-SandboxAdministration $sandbox DELETE faults
        Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName -Session $remote | Should -Be 'demo'
    }

    It 'list the mutations whose answers had come and were not output' {
        Reset-Sandbox $sandbox
        $fresh = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -Name fresh -PassThru
        Add-SandboxFault $sandbox 'hang-after:1@mutation'
        $mutation = 'mutation Note($note: String!) { updateAccountNote(note: $note) { note } }'
        # The first is on its way before the others start: it is the one that hangs.
        $gate = [System.Collections.Concurrent.ConcurrentQueue[int]]::new()
        $script = '& { "a"; while ($extra.Gate.Count -eq 0) { [System.Threading.Thread]::Sleep(10) }; "b"; "c" } | Invoke-RfaGraphQL $extra.Mutation -Session $session -ThrottleLimit 3'
        $powershell = New-Script $script $fresh, @{ Mutation = $mutation; Gate = $gate }
        try {
            $null = $powershell.BeginInvoke()
            Wait-Until { @((Get-SandboxLedger $sandbox).mutations).Count -eq 1 }
            $gate.Enqueue(1)
            Wait-Until { @((Get-SandboxLedger $sandbox).mutations).Count -eq 3 }
            $powershell.Stop()
            $powershell.Streams.Error | Should -BeNullOrEmpty
        }
        finally {
            $powershell.Dispose()
            Disconnect-RfaApi -Session $fresh
        }
        $fresh.LastInterrupted.Operation | Should -Be 'Note', 'Note', 'Note'
    }

    It 'stop for Select-Object -First' {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        # All but the first one: the others begin when that has arrived.
        $inputs = { 0; Wait-Until { Get-SandboxRequestCount $sandbox Query }; Add-SandboxFault $sandbox 'hang@query'; 1..9 }
        & $inputs | Invoke-RfaGraphQL $companies -ThrottleLimit 4 -Session $remote | Select-Object -First 1 | Should -HaveCount 1
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 5
        $null = Invoke-SandboxAdministration $sandbox DELETE faults
        Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName -Session $remote | Should -Be 'demo'
    }

    It 'show progress without values, and none for a single call' {
        Add-SandboxFault $sandbox 'delay=300@query'
        $powershell = New-Script '0..5 | Invoke-RfaGraphQL $extra -Session $session; Invoke-RfaGraphQL "{ viewer { userName } }" -Session $session' $remote, $companies
        try {
            $null = $powershell.Invoke()
            $records = @($powershell.Streams.Progress)
            $records.Count | Should -BeGreaterThan 1
            $records.Count | Should -BeLessThan 6
            $records.Activity | Select-Object -Unique | Should -Be 'Invoke-RfaGraphQL: One'
            $records[0].StatusDescription | Should -Match '^\d+ done, \d+ in flight, 0 with errors$'
            $records[-1].RecordType | Should -Be 'Completed'
        }
        finally { $powershell.Dispose() }
    }

    It 'work through two cmdlets of one pipeline' {
        $names = 0..5 | Invoke-RfaGraphQL $companies -ThrottleLimit 3 -DataPath companies.items -Session $remote |
            Invoke-RfaGraphQL 'query ($company_number: String!) { companies(where: { company_number: { eq: $company_number } }) { items { company_number } } }' -ThrottleLimit 3 -DataPath companies.items -Session $remote
        $names.company_number | Should -Be (0..5 | Invoke-RfaGraphQL $companies -DataPath companies.items -Session $remote).company_number
    }
}

Describe 'A batch of many inputs' {
    It 'runs in constant memory, with one connection for each call in flight' {
        Clear-ScriptedServer $server
        $row = 0
        $heap = @{}
        $requests = $session.RequestCount
        & { for ($n = 0; $n -lt 20000; $n++) { [pscustomobject]@{ n = $n; other = 'x' * 100 } } } |
            Invoke-RfaGraphQL 'query ($n: Int!) { ping }' -ThrottleLimit 8 -Session $session |
            & { process {
                $row++
                if ($row % 1000 -eq 0) {
                    # What the test's own server keeps does not count.
                    Clear-ScriptedServer $server
                    if ($row -in 2000, 20000) { $heap[$row] = [GC]::GetTotalMemory($true) }
                }
            } }
        $session.RequestCount - $requests | Should -Be 20000
        # 18,000 inputs that were kept would be some 20 MB.
        ($heap[20000] - $heap[2000]) / 1MB | Should -BeLessThan 5
    }
}

Describe 'A secret column of a batch' {
    It 'is in no output of the module' {
        Clear-ScriptedServer $server
        $canary = @{ column = 'Canary-column-5d1e' }
        1..2 | ForEach-Object { Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"no"}]}' }
        $powershell = New-Script '$VerbosePreference = $DebugPreference = "Continue"; [pscustomobject]@{ n = "1"; pin = $extra }, [pscustomobject]@{ n = "x"; pin = $extra } | Invoke-RfaGraphQL ''query ($n: Int!, $pin: String!) { ping }'' -Session $session' $session, $canary.column
        try {
            $null = $powershell.Invoke()
            $powershell.Streams.Error.Count | Should -Be 2
            Find-Canary (Get-PublicText $powershell.Streams.Verbose) $canary | Should -BeNullOrEmpty
            Find-Canary ($powershell.Streams.Error | ForEach-Object { "$_"; "$($_.CategoryInfo)"; $_ | Out-String } | Out-String) $canary | Should -BeNullOrEmpty
        }
        finally { $powershell.Dispose() }
    }

    It 'is not in the log of PowerShell for the parameter' {
        $value = [pscustomobject]@{ pin = 'Canary-column-5d1e' }
        $property = (Get-Command Invoke-RfaGraphQL).ImplementingType.GetProperty('InputObject')
        foreach ($attribute in $property.GetCustomAttributes([System.Management.Automation.ArgumentTransformationAttribute], $true)) {
            $value = $attribute.Transform($ExecutionContext, $value)
        }
        "$value" | Should -Be '(input)'
        Find-Canary (Get-PublicText $value) @{ column = 'Canary-column-5d1e' } | Should -BeNullOrEmpty
    }
}
