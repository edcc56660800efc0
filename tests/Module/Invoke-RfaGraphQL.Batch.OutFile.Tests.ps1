#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -PassThru
    $query = 'query Get($n: Int!) { thing(n: $n) { id at { town } } }'
    $mutation = 'mutation Pay($n: Int!) { pay(n: $n) { id } }'
    $list = 'query List($n: Int, $skip: Int, $take: Int) { entries(n: $n, skip: $skip, take: $take) { items { id } pageInfo { hasNextPage } } }'
    $no = '{"data":{"pay":null},"errors":[{"message":"not now","path":["pay"],"extensions":{"code":"LATER"}}]}'
    $refused = '{"errors":[{"message":"not \"now\"","extensions":{"code":"LATER"}}]}'

    function Add-Answer { param([string[]] $Body) foreach ($one in $Body) { Add-ScriptedAnswer $server $one } }
    function Get-Thing { param([int[]] $Id) foreach ($one in $Id) { '{"data": {"thing": {"id": ' + $one + '.0, "at": {"town": "T' + $one + '"}}}}' } }
    function Get-Payment { param([int[]] $Id) foreach ($one in $Id) { '{"data":{"pay":{"id":' + $one + '}}}' } }
    function Get-PageBody { param([int[]] $Id, [switch] $More) '{"data":{"entries":{"items":[' + (@($Id | ForEach-Object { '{"id":' + $_ + '}' }) -join ',') + '],"pageInfo":{"hasNextPage":' + "$More".ToLowerInvariant() + '}}}}' }
    function Get-SentNumber { @(Get-ScriptedRequest $server -Calls | ForEach-Object { $_.Text -replace '.*"n":(\d+).*', '$1' }) }
    # The bytes of a file as text: Get-Content would take a byte order mark and the last line end away.
    function Get-FileText { param([string] $Path) [System.Text.Encoding]::UTF8.GetString([System.IO.File]::ReadAllBytes("$folder/$Path")) }
    function Get-Record { Get-Content a.jsonl.resume -Raw | ConvertFrom-Json }

    # Stops a batch when so many calls hang: as Ctrl+C does.
    function Stop-Batch {
        param([string] $Parameters, [int] $Hanging = 1, [string] $FirstAnswer)
        $powershell = New-Script "`$input = 1..4; Set-Location `$extra[1]; `$input | Invoke-RfaGraphQL `$extra[0] -Session `$session $Parameters" $session, @($document, "$folder")
        try {
            $running = $powershell.BeginInvoke()
            if ($FirstAnswer) {
                Wait-Until { $server.State.Held.ToArray().Text -match '"n":1' }
                Complete-ScriptedAnswer $server '"n":1' $FirstAnswer
            }
            Wait-Until { $server.State.Held.Count -eq $Hanging }
            $powershell.Stop()
            try { $null = $powershell.EndInvoke($running) } catch { $null = $_ }
        }
        finally { $powershell.Dispose() }
        Clear-ScriptedServer $server
    }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'A batch with -OutFile' {
    BeforeEach {
        Clear-ScriptedServer $server
        $folder = New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())"
        Push-Location $folder
    }

    AfterEach { Pop-Location }

    It 'writes the results in the order of the inputs, as the service wrote them, without output: <Name> <Parameters>' -ForEach @(
        @{ Name = 'a.jsonl'; Parameters = @{}; Text = "{`"thing`":{`"id`":1.0,`"at`":{`"town`":`"T1`"}}}`n{`"thing`":{`"id`":2.0,`"at`":{`"town`":`"T2`"}}}`n" }
        @{ Name = 'a.ndjson'; Parameters = @{ DataPath = 'thing' }; Text = "{`"id`":1.0,`"at`":{`"town`":`"T1`"}}`n{`"id`":2.0,`"at`":{`"town`":`"T2`"}}`n" }
        @{ Name = 'a.json'; Parameters = @{ DataPath = 'thing.id' }; Text = "[`n1.0,`n2.0`n]`n" }
        @{ Name = 'a.csv'; Parameters = @{ DataPath = 'thing' }; Text = "id,at.town`r`n1.0,T1`r`n2.0,T2`r`n" }
        @{ Name = 'a.csv'; Parameters = @{ DataPath = 'thing'; Flatten = $true }; Text = "id,at.town`r`n1.0,T1`r`n2.0,T2`r`n" }
        @{ Name = 'a.txt'; Parameters = @{ DataPath = 'thing.id'; As = 'jsonl' }; Text = "1.0`n2.0`n" }
        @{ Name = 'a.jsonl'; Parameters = @{ DataPath = 'thing.id'; IncludeInput = $true }; Text = "{`"Index`":0,`"Input`":1,`"Data`":1.0,`"Errors`":[]}`n{`"Index`":1,`"Input`":2,`"Data`":2.0,`"Errors`":[]}`n" }
    ) {
        Add-Answer (Get-Thing 1, 2)
        1, 2 | Invoke-RfaGraphQL $query -OutFile $Name @Parameters | Should -BeNullOrEmpty
        Get-FileText $Name | Should -BeExactly $Text
        (Get-ChildItem $folder).Name | Should -Be $Name
    }

    It 'writes a slow answer before the quick ones of later inputs' {
        1..3 | ForEach-Object { Add-ScriptedAnswer $server -Hang }
        $powershell = New-Script '1..3 | Invoke-RfaGraphQL $extra[0] -Session $session -OutFile $extra[1] -ThrottleLimit 3 -DataPath thing.id' $session, @($query, "$folder/a.jsonl")
        try {
            $running = $powershell.BeginInvoke()
            Wait-Until { $server.State.Held.Count -eq 3 }
            3..1 | ForEach-Object { Complete-ScriptedAnswer $server "`"n`":$_" ('{"data":{"thing":{"id":' + $_ + '}}}') }
            $null = $powershell.EndInvoke($running)
        }
        finally { $powershell.Dispose() }
        Get-FileText a.jsonl | Should -BeExactly "1`n2`n3`n"
    }

    It 'has no line for a failed input, or with -IncludeInput a line with its errors' {
        Add-Answer ((Get-Thing 1), $refused, '{"data":{"thing":{"id":3}},"errors":[{"message":"half"}]}')
        $rows = 1, 2, 'x', 3 | ForEach-Object { [pscustomobject]@{ n = $_; when = [datetime]::new(2025, 2, 3, 0, 0, 0, [System.DateTimeKind]::Utc); pass = ConvertTo-Secret 'hidden' } }
        $summary = $rows | Invoke-RfaGraphQL $query -OutFile a.jsonl -PassThru -ErrorAction SilentlyContinue -ErrorVariable errors
        Get-FileText a.jsonl | Should -BeExactly "{`"thing`":{`"id`":1.0,`"at`":{`"town`":`"T1`"}}}`n{`"thing`":{`"id`":3}}`n"
        $errors | Get-ErrorCode | Should -Be 'LATER', 'InvalidVariables', 'GraphQLError'
        $errors.TargetObject.n | Should -Be 2, 'x', 3
        $summary.Inputs, $summary.Failed, $summary.Unknown, $summary.Items, $summary.IsResumed | Should -Be 4, 3, 0, 2, $false

        Add-Answer ((Get-Thing 1), $refused, '{"data":{"thing":{"id":3}},"errors":[{"message":"half"}]}')
        $rows | Invoke-RfaGraphQL $query -OutFile b.jsonl -IncludeInput -DataPath thing -ErrorAction SilentlyContinue
        $lines = @(Get-Content b.jsonl | ConvertFrom-Json)
        $lines.Index | Should -Be 0, 1, 2, 3
        $lines.Input.n | Should -Be 1, 2, 'x', 3
        $lines[0].Data.id, $lines[1].Data | Should -Be 1, $null
        $lines[1].Errors | ConvertTo-Json -Compress | Should -BeExactly '{"ErrorCode":"LATER","Message":"not \"now\""}'
        $lines[0].Errors.Count, $lines[2].Errors.ErrorCode, $lines[3].Errors.ErrorCode | Should -Be 0, 'InvalidVariables', 'GraphQLError'
        Get-FileText b.jsonl | Should -Match '"when":"2025-02-03T00:00:00.0000000Z","pass":null'
        Get-FileText b.jsonl | Should -Not -Match 'hidden'
    }

    It 'follows the list of each input, on one line with -IncludeInput' {
        Add-Answer (Get-PageBody 1, 2 -More), (Get-PageBody 3), (Get-PageBody @()), (Get-PageBody 4)
        1..3 | Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile a.jsonl
        Get-FileText a.jsonl | Should -BeExactly "{`"id`":1}`n{`"id`":2}`n{`"id`":3}`n{`"id`":4}`n"
        Add-Answer (Get-PageBody 1, 2 -More), (Get-PageBody 3), (Get-PageBody @()), (Get-PageBody 4)
        1..3 | Invoke-RfaGraphQL $list -All -PageSize 2 -OutFile a.jsonl -IncludeInput
        @(Get-Content a.jsonl | ConvertFrom-Json | ForEach-Object { "$($_.Index):$($_.Data.id)" }) | Should -Be '0:1 2 3', '1:', '2:4'
    }

    It 'appends, keeps an existing file with -NoClobber, and makes an empty file without input' {
        Add-Answer (Get-Thing 1, 2)
        1, 2 | ForEach-Object { $_ | Invoke-RfaGraphQL $query -OutFile a.jsonl -DataPath thing.id -Append }
        Get-FileText a.jsonl | Should -BeExactly "1.0`n2.0`n"
        Get-ThrownError { 1 | Invoke-RfaGraphQL $query -OutFile a.jsonl -NoClobber } | Get-ErrorCode | Should -Be 'OutFileExists'
        @() | Invoke-RfaGraphQL $query -OutFile b.json
        Get-FileText b.json | Should -BeExactly "[]`n"
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 2
    }

    It 'refuses parameters that do not go together, before anything is sent: <Parameters>' -ForEach @(
        @{ Parameters = @{ OutFile = 'a.json'; Raw = $true } }
        @{ Parameters = @{ OutFile = 'a.json'; FullResponse = $true } }
        @{ Parameters = @{ OutFile = 'a.json'; AsRecord = $true } }
        @{ Parameters = @{ OutFile = 'a.csv'; IncludeInput = $true } }
        @{ Parameters = @{ OutFile = 'a.json'; Append = $true } }
        @{ Parameters = @{ Resume = $true } }
        @{ Parameters = @{ OutFile = 'a.csv'; FailedItem = './A.csv' } }
        @{ Parameters = @{ OutFile = 'a.jsonl'; FailedItem = 'a.jsonl.partial' } }
        @{ Parameters = @{ OutFile = 'a.jsonl'; FailedItem = 'a.jsonl.resume' } }
        @{ Parameters = @{ OutFile = 'a.csv.previous'; As = 'csv'; FailedItem = 'a.csv' } }
    ) {
        Get-ThrownError { 1 | Invoke-RfaGraphQL $query @Parameters } | Get-ErrorCode | Should -Be 'ParameterConflict'
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'writes nothing and sends nothing under -WhatIf' {
        1, 2 | Invoke-RfaGraphQL $query -OutFile a.jsonl -WhatIf -PassThru | Should -BeNullOrEmpty
        1, 2 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -WhatIf -FailedItem f.csv | Should -BeNullOrEmpty
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'leaves no file if no input fits' {
        Get-ThrownError { 1..12 | ForEach-Object { [pscustomobject]@{ other = $_ } } | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -ErrorAction SilentlyContinue } | Get-ErrorCode | Should -Be 'InvalidVariables'
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }
}

Describe 'A batch that broke off, with -Resume' {
    BeforeEach {
        Clear-ScriptedServer $server
        $folder = New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())"
        Push-Location $folder
    }

    AfterEach { Pop-Location }

    It 'goes on with the queries that are left: <Throttle> at once' -ForEach @{ Throttle = 1 }, @{ Throttle = 3 } {
        $document = $query
        Add-Answer (Get-Thing 1, 2)
        Add-ScriptedAnswer $server -Hang
        Stop-Batch '-OutFile a.jsonl -DataPath thing.id'
        Get-FileText a.jsonl.partial | Should -BeExactly "1.0`n2.0`n"
        Add-Answer (Get-Thing 3, 3)
        $summary = 1..4 | Invoke-RfaGraphQL $query -OutFile a.jsonl -DataPath thing.id -Resume -PassThru -ThrottleLimit $Throttle
        Get-SentNumber | Sort-Object | Should -Be 3, 4
        Get-FileText a.jsonl | Should -BeExactly "1.0`n2.0`n3.0`n3.0`n"
        $summary.Inputs, $summary.Items, $summary.IsResumed | Should -Be 4, 4, $true
        (Get-ChildItem $folder).Name | Should -Be 'a.jsonl'
    }

    It 'does not send a mutation that was in flight, says so, and goes on' {
        $document = $mutation
        # Which of two calls arrives first, nobody knows.
        1..3 | ForEach-Object { Add-ScriptedAnswer $server -Hang }
        Stop-Batch '-OutFile a.jsonl -DataPath pay -ThrottleLimit 2 -FailedItem f.csv -IncludeInput' -Hanging 3 -FirstAnswer (Get-Payment 1)
        (Get-Record).batch.inputs | Should -Be 1
        (Get-Record).batch.inFlight.PSObject.Properties.Name | Should -Be '1', '2'

        Add-Answer (Get-Payment 4)
        $summary = 1..4 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -DataPath pay -ThrottleLimit 2 -FailedItem f.csv -IncludeInput -Resume -PassThru -ErrorAction SilentlyContinue -ErrorVariable errors
        Get-SentNumber | Should -Be 4
        $errors | Get-ErrorCode | Should -Be 'OutcomeUnknown', 'OutcomeUnknown'
        $errors.TargetObject | Should -Be 2, 3
        $errors[0].Exception.OutcomeUnknown | Should -BeTrue
        $summary.Inputs, $summary.Failed, $summary.Unknown | Should -Be 4, 2, 2
        $lines = @(Get-Content a.jsonl | ConvertFrom-Json)
        $lines.Index | Should -Be 0, 1, 2, 3
        $lines.Data.id | Should -Be 1, 4
        $lines[1].Errors.ErrorCode | Should -Be 'OutcomeUnknown'
        $rows = @(Import-Csv f.csv)
        $rows.n | Should -Be 2, 3
        $rows.MayHaveRun | Should -Be 'true', 'true'
        # The list of these does not send them either, until somebody has looked.
        $null = Import-Csv f.csv | Invoke-RfaGraphQL $mutation -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors | Get-ErrorCode | Should -Be 'OutcomeUnknown', 'OutcomeUnknown'
    }

    It 'lists no mutation that waits before it is sent' {
        $other = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -PassThru -Name other
        $powershell = New-Script '1..4 | Invoke-RfaGraphQL $extra[0] -Session $session -OutFile $extra[1] -TimeoutSec 600 -Verbose' $other, @($mutation, "$folder/a.jsonl")
        try {
            Add-ScriptedAnswer $server '{"errors":[{"message":"slow down"}]}' -Status 429 -Headers @{ 'Retry-After' = '300' }
            Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Session $other -TimeoutSec 1 } | Get-ErrorCode | Should -Be 'TooManyRequests'
            $null = $powershell.BeginInvoke()
            Wait-Until { @($powershell.Streams.Verbose) -match 'waiting' }
            $powershell.Stop()
        }
        finally {
            $powershell.Dispose()
            Disconnect-RfaApi -Session $other
            $null = Select-RfaSession $session.Name
        }
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'begins with the input whose error ended the command, if it may run again' {
        Add-Answer ((Get-Payment 1), $refused)
        Get-ThrownError { 1..3 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -DataPath pay.id -FailedItem f.csv -ErrorAction Stop } | Get-ErrorCode | Should -Be 'LATER'
        (Get-Record).batch.inputs | Should -Be 1
        Clear-ScriptedServer $server
        Add-Answer (Get-Payment 2, 3)
        1..3 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -DataPath pay.id -FailedItem f.csv -Resume
        Get-SentNumber | Should -Be 2, 3
        Get-FileText a.jsonl | Should -BeExactly "1`n2`n3`n"
        Test-Path f.csv | Should -BeFalse
    }

    It 'goes on after the input whose error ended the command, if it may not run again' {
        Add-Answer (Get-Payment 1)
        Add-ScriptedAnswer $server 'gone' -Status 502
        Get-ThrownError { 1..3 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -DataPath pay.id -ErrorAction Stop } | Get-ErrorCode | Should -Be 'OutcomeUnknown'
        Clear-ScriptedServer $server
        Add-Answer (Get-Payment 3)
        (1..3 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -DataPath pay.id -Resume -PassThru -ErrorAction Stop).Unknown | Should -Be 1
        Get-SentNumber | Should -Be 3
        Get-FileText a.jsonl | Should -BeExactly "1`n3`n"
    }

    It 'keeps each earlier failed input once' {
        $document = $mutation
        Add-Answer ($no, $no)
        Add-ScriptedAnswer $server -Hang
        Stop-Batch '-OutFile a.jsonl -FailedItem f.csv -ErrorAction SilentlyContinue'
        # That of the stopped one as well, which the record does not count.
        (Import-Csv f.csv).n | Should -Be 1, 2, 3
        Add-Answer $no
        1..4 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -FailedItem f.csv -Resume -ErrorAction SilentlyContinue
        (Import-Csv f.csv).n | Should -Be 1, 2, 3, 4
        (Import-Csv f.csv).ErrorId | Should -Be 'LATER', 'LATER', 'OutcomeUnknown', 'LATER'
        Get-ChildItem f.csv* | Should -HaveCount 1
    }

    It 'is an error with other inputs, and sends nothing: <Inputs>' -ForEach @(
        @{ Inputs = 9, 2, 3, 4 }, @{ Inputs = 1, 2, 9, 4 }, @{ Inputs = @(1) }, @{ Inputs = 1, 2 }
    ) {
        $document = $mutation
        Add-Answer (Get-Payment 1, 2)
        Add-ScriptedAnswer $server -Hang
        Stop-Batch '-OutFile a.jsonl'
        $record = Get-Content a.jsonl.resume -Raw
        $thrown = Get-ThrownError { $Inputs | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -Resume -ErrorAction SilentlyContinue -WarningVariable warnings }
        $thrown | Get-ErrorCode | Should -Be 'InvalidResume'
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
        Get-Content a.jsonl.resume -Raw | Should -Be $record
    }

    It 'is an error with another command: <Parameters>' -ForEach @(
        @{ Parameters = @{ DataPath = 'pay' }; Names = '-DataPath' }, @{ Parameters = @{ IncludeInput = $true }; Names = '-IncludeInput' }, @{ Parameters = @{ Variables = @{ n = 1 } }; Names = 'variables' }
    ) {
        $document = $mutation
        Add-Answer (Get-Payment 1)
        Add-ScriptedAnswer $server -Hang
        Stop-Batch '-OutFile a.jsonl'
        $record = Get-ThrownError { 1..4 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -Resume @Parameters -ErrorAction SilentlyContinue }
        $record | Get-ErrorCode | Should -Be 'InvalidResume'
        $record.Exception.Message | Should -BeLike "*with other values of: $Names."
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
    }

    It 'is needed for mutations, and sends none of a complete file again' {
        $document = $mutation
        Add-Answer (Get-Payment 1)
        Add-ScriptedAnswer $server -Hang
        Stop-Batch '-OutFile a.jsonl'
        Get-ThrownError { 1..4 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl } | Get-ErrorCode | Should -Be 'OutFileExists'
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
        1..4 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -Resume -ErrorAction SilentlyContinue
        Get-SentNumber | Should -Be 3, 4
        Get-ThrownError { 1..4 | Invoke-RfaGraphQL $mutation -OutFile a.jsonl -Resume } | Get-ErrorCode | Should -Be 'OutFileExists'
        Get-SentNumber | Should -Be 3, 4
    }

    It 'recognises inputs in any order of their keys, also in another process' {
        $document = $query
        Add-Answer (Get-Thing 1)
        Add-ScriptedAnswer $server -Hang
        $powershell = New-Script '@{ n = 1; a = 2; b = @{ c = 3; d = 4 } }, @{ n = 2 } | Invoke-RfaGraphQL $extra[0] -Session $session -OutFile $extra[1]' $session, @($query, "$folder/a.jsonl")
        $running = $powershell.BeginInvoke()
        Wait-Until { $server.State.Held.Count -eq 1 }
        $powershell.Stop()
        $powershell.Dispose()
        Clear-ScriptedServer $server
        [ordered]@{ b = [ordered]@{ d = 4; c = 3 }; a = 2; n = 1 }, @{ n = 2 } | Invoke-RfaGraphQL $query -OutFile a.jsonl -Resume
        Get-SentNumber | Should -Be 2
    }
}
