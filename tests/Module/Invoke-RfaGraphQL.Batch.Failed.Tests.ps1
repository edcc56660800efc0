#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/NewPowerShell.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -PassThru
    $query = 'query ($number: String!) { thing }'
    $mutation = 'mutation Pay($number: String!) { pay { id } }'
    $no = '{"data":{"pay":null},"errors":[{"message":"not now","path":["pay"],"extensions":{"code":"LATER"}}]}'
    $ok = '{"data":{"pay":{"id":1}}}'

    function Add-Answer { param([string[]] $Body) foreach ($one in $Body) { Add-ScriptedAnswer $server $one } }
    function Get-SentNumber { @(Get-ScriptedRequest $server -Calls | ForEach-Object { $_.Text -replace '.*"number":"?([^"}]*).*', '$1' }) }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'The failed inputs of a batch' {
    BeforeEach {
        Clear-ScriptedServer $server
        $file = "$TestDrive/failed-$([guid]::NewGuid()).csv"
        "number,note`n01,a`n02,`"b, `"`"quoted`"`"`"`n03,c`n04,d" | Set-Content "$TestDrive/rows.csv"
    }

    It 'are in a file with their own columns, which the same command runs again' {
        Add-Answer $ok, $no, $ok, $no
        $null = Import-Csv "$TestDrive/rows.csv" | Invoke-RfaGraphQL $mutation -FailedItem $file -ErrorAction SilentlyContinue
        (Get-Content $file)[0] | Should -Be '"number","note","Error","ErrorId","MayHaveRun"'
        $rows = @(Import-Csv $file)
        $rows.number | Should -Be '02', '04'
        $rows[0].note | Should -Be "b, `"quoted`""
        $rows[0].Error | Should -Match '^not now'
        $rows[0].ErrorId | Should -Be 'LATER'
        $rows[0].MayHaveRun | Should -Be 'false'

        Clear-ScriptedServer $server
        Add-Answer $no, $ok
        $null = Import-Csv $file | Invoke-RfaGraphQL $mutation -FailedItem $file -ErrorAction SilentlyContinue
        Get-SentNumber | Should -Be '02', '04'
        (Import-Csv $file).number | Should -Be '02'
        Test-Path "$file.previous" | Should -BeFalse

        Add-Answer $ok
        $null = Import-Csv $file | Invoke-RfaGraphQL $mutation -FailedItem $file
        Test-Path $file | Should -BeFalse
    }

    It 'are in a variable as objects with their own values, which run again' {
        Add-Answer $no, $ok
        $null = @{ number = '01'; when = [datetime] '2025-02-03' }, @{ number = '02' } | Invoke-RfaGraphQL $mutation -FailedVariable failed -ErrorAction SilentlyContinue
        $failed.Count | Should -Be 1
        $failed[0].when | Should -BeOfType [datetime]
        $failed[0].ErrorId | Should -Be 'LATER'
        $failed[0].MayHaveRun | Should -BeFalse
        Clear-ScriptedServer $server
        Add-Answer $ok
        $null = $failed | Invoke-RfaGraphQL $mutation -FailedVariable failed
        Get-SentNumber | Should -Be '01'
        $failed.Count | Should -Be 0
    }

    It 'are empty without input, also after an earlier command' {
        $failed = 'earlier'
        @() | Invoke-RfaGraphQL $query -FailedVariable failed -FailedItem $file
        $failed.Count | Should -Be 0
        Test-Path $file | Should -BeFalse
    }

    It 'include inputs that were not sent, that failed in part, or that lack the data path' {
        Add-Answer '{"data":{"thing":{"a":1}},"errors":[{"message":"half"},{"message":"more"}]}', '{"data":{"thing":{"a":1}}}', '{"data":{"thing":{"b":1}}}'
        $null = @{ number = '01' }, @{ other = 1 }, @{ number = '03' }, @{ number = '04' }, $null | Invoke-RfaGraphQL $query -DataPath thing.a -FailedItem $file -ErrorAction SilentlyContinue
        $rows = @(Import-Csv $file)
        $rows.ErrorId | Should -Be 'GraphQLError', 'InvalidVariables', 'DataPathNotFound', 'InvalidVariables'
        $rows[0].Error | Should -Match '^half.* \(and 1 more\)$'
        # A query changes nothing.
        $rows[0].PSObject.Properties['MayHaveRun'] | Should -BeNullOrEmpty
        # A column that came later stands behind the others.
        (Get-Content $file)[0] | Should -Be '"number","Error","ErrorId","other"'
        $rows[1].other | Should -Be '1'
    }

    It 'include inputs whose errors are in the output of -FullResponse and -IncludeInput' {
        Add-Answer '{"errors":[{"message":"no"}]}', '{"errors":[{"message":"no"}]}'
        $null = '01' | Invoke-RfaGraphQL $query -FullResponse -FailedVariable full
        $full.Error | Should -Be 'no'
        $null = '01' | Invoke-RfaGraphQL $query -IncludeInput -FailedVariable included -ErrorAction SilentlyContinue
        $included.number | Should -Be '01'
    }

    It 'have a single value under the name of its variable' {
        Add-Answer '{"errors":[{"message":"no"}]}'
        $null = '01', '02' | Invoke-RfaGraphQL $query -FailedItem $file -ErrorAction SilentlyContinue
        Clear-ScriptedServer $server
        $null = Import-Csv $file | Invoke-RfaGraphQL $query
        Get-SentNumber | Should -Be '01'
    }

    It 'are sent again as they were: <Declared> from <Why>' -ForEach @(
        @{ Why = 'a date'; Declared = 'DateTime!'; Value = [datetimeoffset] '2025-02-03T04:05:06+01:00' }
        @{ Why = 'a number'; Declared = 'Float!'; Value = 0.1d }
        @{ Why = 'a boolean'; Declared = 'Boolean!'; Value = $false }
        @{ Why = 'null'; Declared = 'String'; Value = $null }
        @{ Why = 'text'; Declared = 'String!'; Value = "two`nlines, `"quoted`", =1+1" }
        @{ Why = 'a list'; Declared = '[ID!]!'; Value = 'a', 'b' }
        @{ Why = 'an object'; Declared = 'CardInput!'; Value = @{ name = 'x'; tags = @('a'); more = @{ n = 12.50 } } }
        @{ Why = 'an enum'; Declared = 'String!'; Value = [System.DayOfWeek]::Monday }
    ) {
        Add-Answer '{"errors":[{"message":"no"}]}'
        $document = "query (`$number: String, `$v: $Declared) { thing }"
        $null = [pscustomobject]@{ number = '1'; v = $Value } | Invoke-RfaGraphQL $document -FailedItem $file -ErrorAction SilentlyContinue
        $first = Get-SentVariable $server
        $null = Import-Csv $file | Invoke-RfaGraphQL $document
        (Get-SentVariable $server | ConvertFrom-Json -AsHashtable | ConvertTo-Json -Depth 9) | Should -Be ($first | ConvertFrom-Json -AsHashtable | ConvertTo-Json -Depth 9)
    }

    It 'keep no secret in the file' {
        Add-Answer '{"errors":[{"message":"no"}]}'
        $null = [pscustomobject]@{ number = '1'; pin = ConvertTo-Secret 'Canary-4711'; user = New-Credential me 'Canary-4712' } |
            Invoke-RfaGraphQL 'query ($number: String!, $pin: String!) { thing }' -FailedItem $file -FailedVariable failed -ErrorAction SilentlyContinue
        Get-Content $file -Raw | Should -Not -Match 'Canary'
        (Import-Csv $file).user | Should -Match '"me"'
        $failed[0].pin | Should -BeOfType [securestring]
    }

    It 'are written at once, so that a killed process loses none' {
        1..3 | ForEach-Object { Add-Answer '{"errors":[{"message":"no"}]}' }
        Add-ScriptedAnswer $server -Hang
        $script = "Import-Module '$(Get-ModuleManifestPath)'; `$p = [securestring]::new(); 'x'.ToCharArray().ForEach{ `$p.AppendChar(`$_) }; Connect-RfaApi -Endpoint $($server.Endpoint) -Credential ([pscredential]::new('me', `$p)); '01', '02', '03', '04' | Invoke-RfaGraphQL '$query' -FailedItem '$file' -ErrorAction SilentlyContinue"
        $start = New-PowerShellStartInfo '-NoProfile', '-NonInteractive', '-EncodedCommand', ([Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($script)))
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [System.Diagnostics.Process]::Start($start)
        try { Wait-Until { $server.State.Held.Count -eq 1 } -Seconds 60 }
        finally { $process.Kill(); $process.WaitForExit() }
        (Import-Csv $file).number | Should -Be '01', '02', '03'
    }

    It 'are kept if a partial answer ends the command' {
        Add-Answer '{"data":{"thing":1},"errors":[{"message":"half"}]}'
        Get-ThrownError { '01', '02' | Invoke-RfaGraphQL $query -FailedItem $file -ErrorAction Stop } | Should -Not -BeNullOrEmpty
        (Import-Csv $file).number | Should -Be '01'
    }

    It 'leave the earlier file beside the new one if the command does not finish' {
        'number', '01', '02' | Set-Content $file
        Add-Answer '{"errors":[{"message":"no"}]}'
        $null = Get-ThrownError { Import-Csv $file | Invoke-RfaGraphQL $query -FailedItem $file -ErrorAction Stop }
        (Import-Csv $file).number | Should -Be '01'
        (Import-Csv "$file.previous").number | Should -Be '01', '02'
        # What was not worked off then is in no other file.
        Add-Answer '{"errors":[{"message":"no"}]}'
        $null = Import-Csv $file | Invoke-RfaGraphQL $query -FailedItem $file -ErrorAction SilentlyContinue
        (Import-Csv "$file.previous").number | Should -Be '01', '02'
        Test-Path "$file.previous.2" | Should -BeFalse
    }

    It 'make no file under -WhatIf' {
        'number', '01' | Set-Content $file
        $null = @{ other = 1 }, '01' | Invoke-RfaGraphQL $mutation -FailedItem $file -WhatIf -ErrorAction SilentlyContinue
        (Import-Csv $file).number | Should -Be '01'
    }

    It 'cannot be written to <Why>, which is an error before anything is sent' -ForEach @(
        @{ Why = 'a folder that is not there'; Path = { "$TestDrive/none/failed.csv" }; Code = 'FileUnwritable' }
        @{ Why = 'a folder'; Path = { "$TestDrive" }; Code = 'FileUnwritable' }
        @{ Why = 'another drive'; Path = { 'Env:/failed.csv' }; Code = 'FileUnwritable' }
        @{ Why = 'no drive'; Path = { 'nodrive:/failed.csv' }; Code = 'FileUnwritable' }
    ) {
        $path = & $Path
        Get-ThrownError { '01' | Invoke-RfaGraphQL $query -FailedItem $path } | Get-ErrorCode | Should -Be $Code
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
    }

    It 'are refused if their columns would fill a variable: <_>' -ForEach 'error', 'ErrorID', 'mayHaveRun' {
        Get-ThrownError { '01' | Invoke-RfaGraphQL "query (`$$_`: String) { thing }" -FailedVariable failed } | Get-ErrorCode | Should -Be 'ParameterConflict'
    }
}

Describe 'A mutation that may have run' {
    BeforeEach {
        Clear-ScriptedServer $server
        $file = "$TestDrive/failed-$([guid]::NewGuid()).csv"
    }

    It 'is marked, and not sent again until the mark is removed: <Why>' -ForEach @(
        @{ Why = 'a lost answer'; Answer = '{"data":'; Id = 'OutcomeUnknown' }
        @{ Why = 'an error below the field'; Answer = '{"data":{"pay":{"id":null}},"errors":[{"message":"no","path":["pay","id"]}]}'; Id = 'GraphQLError' }
    ) {
        Add-Answer $Answer, $no
        $null = '01', '02' | Invoke-RfaGraphQL $mutation -FailedItem $file -ErrorAction SilentlyContinue
        $rows = @(Import-Csv $file)
        $rows[0].ErrorId | Should -Be $Id
        $rows.MayHaveRun | Should -Be 'true', 'false'

        Clear-ScriptedServer $server
        Add-Answer $ok
        $null = Import-Csv $file | Invoke-RfaGraphQL $mutation -FailedItem $file -ErrorVariable errors -ErrorAction SilentlyContinue
        Get-SentNumber | Should -Be '02'
        $errors | Get-ErrorCode | Should -Be 'OutcomeUnknown'
        $errors[0].ErrorDetails.RecommendedAction | Should -Match 'empty MayHaveRun'
        (Import-Csv $file).MayHaveRun | Should -Be 'true'

        # Somebody looked.
        $looked = Import-Csv $file | Select-Object * -ExcludeProperty MayHaveRun
        Clear-ScriptedServer $server
        $null = $looked | Invoke-RfaGraphQL $mutation
        Get-SentNumber | Should -Be '01'
    }

    It 'is sent if the operation has a variable of that name, and a query always is' {
        $null = @{ mayHaveRun = $true } | Invoke-RfaGraphQL 'mutation ($mayHaveRun: Boolean) { pay }'
        $null = @{ number = '01'; MayHaveRun = $true } | Invoke-RfaGraphQL $query
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 2
    }

    It 'is kept if the command is stopped while it runs: <Why>' -ForEach @(
        @{ Why = 'by the user'; Script = '"01", "02", "03" | Invoke-RfaGraphQL $extra[0] -Session $session -ThrottleLimit 2 -FailedItem $extra[1]' }
        @{ Why = 'by the user, between inputs'; Script = '& { "01", "02"; while ($true) { [System.Threading.Thread]::Sleep(10) } } | Invoke-RfaGraphQL $extra[0] -Session $session -ThrottleLimit 3 -FailedItem $extra[1]' }
    ) {
        1..3 | ForEach-Object { Add-ScriptedAnswer $server -Hang }
        $powershell = New-Script $Script $session, @($mutation, $file)
        try {
            $null = $powershell.BeginInvoke()
            Wait-Until { $server.State.Held.Count -eq 2 }
            $powershell.Stop()
        }
        finally { $powershell.Dispose() }
        Wait-Until { Test-Path $file }
        $rows = @(Import-Csv $file)
        $rows.number | Should -Be '01', '02'
        $rows.ErrorId | Should -Be 'OutcomeUnknown', 'OutcomeUnknown'
        $rows.MayHaveRun | Should -Be 'true', 'true'
    }

    It 'is kept if the error of another input ends the command' {
        Add-ScriptedAnswer $server -Hang
        Add-ScriptedAnswer $server -Hang
        $powershell = New-Script '"01", "02" | Invoke-RfaGraphQL $extra[0] -Session $session -ThrottleLimit 2 -FailedItem $extra[1] -ErrorAction Stop' $session, @($mutation, $file)
        try {
            $running = $powershell.BeginInvoke()
            Wait-Until { $server.State.Held.Count -eq 2 }
            Complete-ScriptedAnswer $server '"01"' $no
            $null = Get-ThrownError { $powershell.EndInvoke($running) }
        }
        finally { $powershell.Dispose() }
        $rows = @(Import-Csv $file)
        $rows.number | Should -Be '01', '02'
        $rows.ErrorId | Should -Be 'LATER', 'OutcomeUnknown'
    }
}
