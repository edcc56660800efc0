#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Log lines, warnings, progress and questions never end a call, whatever the preferences and the host; where PowerShell insists on an end,
# the outcome of a mutation is said.

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/NewPowerShell.psm1", "$PSScriptRoot/AskingHost.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -Name shop -PassThru
    $mutation = 'mutation Adjust { createBalanceAdjustment(value: 1) }'

    function Invoke-InHost {
        param([string] $Script, [string] $Behaviour = 'answer', [int] $Choice)
        $variables = @{ session = $session; mutation = $mutation; endpoint = $server.Endpoint; credential = New-Credential }
        Invoke-InAskingHost "try { $Script } catch { `$_ }" $variables $Behaviour $Choice
    }

    function Get-CallCount { @(Get-ScriptedRequest $server -Calls).Count }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'A log line if nobody can answer: <Behaviour>' -ForEach @(
    'throw', 'not implemented', 'null', 'nothing', 'deaf', 'default host' | ForEach-Object { @{ Behaviour = $_ } }
) {
    BeforeEach { Clear-ScriptedServer $server }

    It 'does not end a call: <_>' -ForEach @(
        '(Invoke-RfaGraphQL $mutation -Session $session -Debug).ping'
        '(Invoke-RfaGraphQL "{ ping }" -Session $session -Debug).ping'
        '$VerbosePreference = "Inquire"; (Invoke-RfaGraphQL $mutation -Session $session).ping'
        '$VerbosePreference = "Inquire"; ([pscustomobject]@{ a = 1 } | Invoke-RfaGraphQL ''mutation M($a: Int) { x(a: $a) }'' -Session $session).ping'
        '$VerbosePreference = $WarningPreference = $ProgressPreference = "Inquire"; (Invoke-RfaGraphQL $mutation -Session $session).ping'
        '(Update-RfaToken -Session $session -PassThru -Debug).Name -replace "shop", "pong"'
        '$s = Connect-RfaApi -Endpoint $endpoint -Credential $credential -SkipCertificateCheck -Name other -PassThru -Debug; Disconnect-RfaApi other -Debug; $s.State -replace "Disconnected", "pong"'
        '$s = Connect-RfaApi -Endpoint $endpoint -Credential $credential -SkipCertificateCheck -Name other -PassThru -WarningAction Inquire; Disconnect-RfaApi other; $s.State -replace "Disconnected", "pong"'
    ) {
        $run = Invoke-InHost $_ $Behaviour
        $run.Thrown | Should -BeNullOrEmpty
        $run.Errors | Should -BeNullOrEmpty
        $run.Output | Should -Be 'pong'
    }

    It 'does not change the id and answer of an error' {
        Add-ScriptedAnswer $server '{"data":{"ping":"pong"},"errors":[{"message":"Only half of it","extensions":{"code":"HALF"}}]}'
        $run = Invoke-InHost '(Invoke-RfaGraphQL $mutation -Session $session -ErrorAction Inquire).ping' $Behaviour
        $run.Thrown.FullyQualifiedErrorId | Should -Be 'HALF,RfaAuth.Commands.InvokeRfaGraphQLCommand'
        $run.Thrown.Exception.Response.Data.ping | Should -Be 'pong'
    }
}

Describe 'A log line after which the user is asked' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'is written after the answer to a mutation, so that a stop loses nothing' {
        # The third choice is "Halt Command".
        $run = Invoke-InHost 'Invoke-RfaGraphQL $mutation -Session $session -Debug -OutVariable out; $out.ping' -Choice 2
        $run.Asked | Should -Be 1
        $run.Output[0].ping | Should -Be 'pong'
        Get-CallCount | Should -Be 1
    }

    It 'asks about each line, and goes on after Yes' {
        $run = Invoke-InHost 'Invoke-RfaGraphQL $mutation -Session $session -Debug' -Choice 0
        $run.Asked | Should -Be 1
        $run.Verbose | Should -Match 'Adjust: HTTP 200'
        $run.Output.ping | Should -Be 'pong'
    }
}

Describe 'The preference Stop' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'ends a mutation with an error that has its answer: <_>' -ForEach @(
        '$VerbosePreference = "Stop"; $x = Invoke-RfaGraphQL $mutation -Session $session'
        '$VerbosePreference = "Stop"; $x = [pscustomobject]@{ a = 1 } | Invoke-RfaGraphQL ''mutation Adjust($a: Int) { x(a: $a) }'' -Session $session'
    ) {
        $run = Invoke-InHost $_
        $run.Thrown | Get-ErrorCode | Should -Be 'ActionPreferenceStop'
        "$($run.Thrown)" | Should -Match "The mutation 'Adjust' was answered \(HTTP 200, 0 errors\).*Adjust: HTTP 200.*\(session: shop\)"
        $run.Thrown.Exception.Response.Data.ping | Should -Be 'pong'
        $run.Thrown.CategoryInfo.Category | Should -Be 'OperationStopped'
        Get-CallCount | Should -Be 1
    }

    It 'outputs the answer first' {
        $run = Invoke-InHost '$VerbosePreference = "Stop"; Invoke-RfaGraphQL $mutation -Session $session'
        $run.Output.ping | Should -Be 'pong'
        $run.Thrown.Count | Should -Be 1
    }

    It 'does not hide the error of a mutation' {
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"No","extensions":{"code":"NOT_TODAY"}}]}'
        (Invoke-InHost '$VerbosePreference = "Stop"; Invoke-RfaGraphQL $mutation -Session $session').Thrown | Get-ErrorCode | Should -Be 'NOT_TODAY'
    }

    It 'ends <Command> with PowerShell''s own error, after its work' -ForEach @(
        @{ Command = 'a query'; Script = '$VerbosePreference = "Stop"; Invoke-RfaGraphQL "{ ping }" -Session $session'; Test = { $run.Output.ping | Should -Be 'pong' } }
        @{ Command = 'Update-RfaToken'; Script = '$VerbosePreference = "Stop"; Update-RfaToken -Session $session -PassThru'; Test = { $run.Output.Name | Should -Be 'shop' } }
        @{ Command = 'Connect-RfaApi'; Script = '$VerbosePreference = "Stop"; Connect-RfaApi -Endpoint $endpoint -Credential $credential -Name other -PassThru'; Test = { $run.Output.Name | Should -Be 'other' } }
    ) {
        $run = Invoke-InHost $Script
        $run.Thrown | Get-ErrorCode | Should -Be 'ActionPreferenceStop'
        . $Test
    }

    It 'shows no progress' {
        # A second and a half: progress would be shown.
        $run = Invoke-InHost '$ProgressPreference = "Stop"; $rows = 1..3 | ForEach-Object { [System.Threading.Thread]::Sleep(500); [pscustomobject]@{ a = $_ } }; ($rows | Invoke-RfaGraphQL ''mutation M($a: Int) { x(a: $a) }'' -Session $session).Count'
        $run.Thrown | Should -BeNullOrEmpty
        $run.Output | Should -Be 3
    }
}

Describe 'A process whose standard input is no terminal' {
    BeforeAll {
        # Starts PowerShell without -NonInteractive, gives it lines as input, or leaves the input open, and returns the lines that it wrote.
        function Invoke-WithInput {
            param([string] $Script, [string] $Text, [switch] $Open)
            $file = Join-Path $TestDrive "$([guid]::NewGuid()).ps1"
            Set-Content $file @"
`$ProgressPreference = 'SilentlyContinue'
Import-Module '$(Get-ModuleManifestPath)'
Connect-RfaApi -Endpoint $($server.Endpoint) -AccessToken (ConvertTo-SecureString a-token -AsPlainText -Force)
`$mutation = '$mutation'
try { $Script } catch { (`$_.FullyQualifiedErrorId -split ',')[0] }
"@
            $start = New-PowerShellStartInfo '-NoProfile', '-File', $file
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $true
            $process = [System.Diagnostics.Process]::Start($start)
            try {
                if (-not $Open) {
                    $process.StandardInput.Write($Text)
                    $process.StandardInput.Close()
                }
                $output = $process.StandardOutput.ReadToEndAsync()
                if (-not $output.Wait(60000)) { throw 'It waits for an answer.' }
                $output.Result.Trim() -replace '\e\[[\d;]*m' -split '\r?\n'
            }
            finally {
                if (-not $process.HasExited) { $process.Kill() }
                $process.Dispose()
            }
        }
    }

    BeforeEach { Clear-ScriptedServer $server }

    It 'is not asked to confirm a mutation: <Why>' -ForEach @(
        @{ Why = 'input that is closed'; Script = 'Invoke-RfaGraphQL $mutation -Confirm'; With = @{} }
        @{ Why = 'input of something else'; Script = 'Invoke-RfaGraphQL $mutation -Confirm'; With = @{ Text = "1`n2`n" } }
        @{ Why = 'input that stays open'; Script = 'Invoke-RfaGraphQL $mutation -Confirm'; With = @{ Open = $true } }
        @{ Why = 'by $ConfirmPreference'; Script = '$ConfirmPreference = "Low"; Invoke-RfaGraphQL $mutation'; With = @{} }
    ) {
        Invoke-WithInput $Script @With | Should -Be 'ConfirmationRequired'
        Get-CallCount | Should -Be 0
    }

    It 'is not asked if nothing must be confirmed: <_>' -ForEach '-Confirm:$false', '-WhatIf', '' {
        $output = Invoke-WithInput "(Invoke-RfaGraphQL `$mutation $_).ping" -Open
        "$output" | Should -Match $(if ($_ -eq '-WhatIf') { '^What if: ' } else { '^pong$' })
    }

    It 'is not asked after a log line: <_>' -ForEach @(
        '(Invoke-RfaGraphQL $mutation -Debug).ping'
        '$VerbosePreference = "Inquire"; (Invoke-RfaGraphQL $mutation).ping'
        '$VerbosePreference = "Inquire"; (Invoke-RfaGraphQL "{ ping }").ping'
    ) {
        $output = Invoke-WithInput $_ -Open
        $output | Should -Contain 'pong'
        "$output" | Should -Match 'HTTP 200'
        "$output" | Should -Not -Match 'Continue with this operation'
    }
}

Describe 'Ctrl+C in a mutation' {
    It 'is followed by a warning that says where to look: <Why>' -ForEach @(
        @{ Why = 'a single one'; Script = 'Invoke-RfaGraphQL $mutation -Session $session'; Names = "'Adjust'" }
        @{ Why = 'one of a batch'; Script = '[pscustomobject]@{ a = 1 } | Invoke-RfaGraphQL ''mutation Row($a: Int) { x(a: $a) }'' -Session $session'; Names = "'Row'" }
        @{ Why = 'one of a batch that waits for its next input'; Script = '& { [pscustomobject]@{ a = 1 }; while ($true) { Start-Sleep -Milliseconds 10 } } | Invoke-RfaGraphQL ''mutation Row($a: Int) { x(a: $a) }'' -ThrottleLimit 2 -Session $session'; Names = "'Row'" }
        @{ Why = 'no warning where that is the preference'; Script = 'Invoke-RfaGraphQL $mutation -Session $session -WarningAction SilentlyContinue'; Names = $null }
        @{ Why = 'no warning after a query'; Script = 'Invoke-RfaGraphQL "{ ping }" -Session $session'; Names = $null }
    ) {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server -Hang
        $asking = [AskingHost]::new()
        $runspace = [runspacefactory]::CreateRunspace($asking)
        $runspace.Open()
        $powershell = [powershell]::Create()
        try {
            $powershell.Runspace = $runspace
            $null = $powershell.AddScript("param(`$session, `$mutation) Import-Module '$(Get-ModuleManifestPath)'; $Script").AddArgument($session).AddArgument($mutation)
            $null = $powershell.BeginInvoke()
            Wait-Until { Get-CallCount }
            $powershell.Stop()
        }
        finally {
            $powershell.Dispose()
            $runspace.Dispose()
        }
        $expected = if ($Names) { "The command was stopped while a mutation was under way ($Names): nobody knows whether it has run. (Get-RfaSession 'shop').LastInterrupted lists it." }
        @($asking.UI.Warnings) | Should -Be @($expected | Where-Object { $_ })
    }
}
