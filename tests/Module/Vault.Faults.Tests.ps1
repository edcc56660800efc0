#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Vaults that fail, in every way that an extension or a home can: a typed error at once or a warning, and nothing of what they say.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Needs.psm1"
    $vaults = Get-Need SecretStore
}

Describe 'A vault that fails' @vaults {
    BeforeAll {
        Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/VaultSupport.psm1"
        $sandbox = Start-Sandbox
        $vaultHome = New-VaultHome
        $process = Start-VaultProcess $vaultHome
        Initialize-Vault $process
        $canary = @{ extension = 'Canary-extension-5be1' }
        $connect = {
            param($endpoint, $credential, $secret)
            Connect-RfaApi -Endpoint $endpoint -Credential $credential -TokenSecret $secret -Vault Faulty -PassThru -Verbose -Debug
        }
        $credential = Get-SandboxCredential
    }

    AfterAll {
        Stop-VaultProcess $process
        Stop-Sandbox $sandbox
        Remove-VaultHome $vaultHome
    }

    BeforeEach {
        Reset-Sandbox $sandbox
        'Get-Secret', 'Set-Secret', 'Remove-Secret' | ForEach-Object { Set-VaultFault $process $_ }
        # What an earlier case left in the vault is not this one's.
        $secret = "tokens-$([guid]::NewGuid())"
        (Invoke-VaultProcess $process $connect $sandbox.Rfa, $credential, $secret).Message | Should -BeNullOrEmpty
        $null = Invoke-VaultProcess $process { $global:Error.Clear() }
    }

    AfterEach {
        Find-VaultLeak $process $canary | Should -BeNullOrEmpty
        'Get-Secret', 'Set-Secret', 'Remove-Secret' | ForEach-Object { Set-VaultFault $process $_ }
        $null = Invoke-VaultProcess $process { Get-RfaSession | Disconnect-RfaApi }
    }

    It 'is <Code> for the fault <Fault>' -ForEach @(
        @{ Fault = 'throw'; Code = 'VaultFailed' }
        @{ Fault = 'error'; Code = 'VaultFailed' }
        @{ Fault = 'error id'; Code = 'VaultFailed' }
        @{ Fault = 'error and value'; Code = 'VaultFailed' }
        # SecretManagement passes on the first object alone.
        @{ Fault = 'two'; Code = 'SecretAmbiguous|SecretWrongType' }
        @{ Fault = 'noise'; Code = 'SecretAmbiguous|SecretWrongType' }
        @{ Fault = 'number'; Code = 'VaultFailed|SecretWrongType' }
        @{ Fault = 'text'; Code = 'SecretWrongType' }
        @{ Fault = 'table'; Code = 'SecretWrongType' }
        @{ Fault = 'bytes'; Code = 'SecretWrongType' }
        @{ Fault = 'credential'; Code = 'SecretWrongType' }
        @{ Fault = 'disposed'; Code = 'VaultFailed' }
        @{ Fault = 'disposed credential'; Code = 'VaultFailed' }
        @{ Fault = 'empty'; Code = 'SecretWrongType' }
        @{ Fault = 'ask'; Code = 'VaultLocked|VaultFailed' }
    ) {
        Set-VaultFault $process Get-Secret $Fault
        $run = Invoke-VaultProcess $process {
            param($endpoint, $credential, $secret)
            try { Connect-RfaApi -Endpoint $endpoint -Credential $credential -TokenSecret $secret -Vault Faulty -Verbose -Debug }
            catch { $_.FullyQualifiedErrorId; $global:Error.Count }
        } $sandbox.Rfa, $credential, $secret
        $run.Output[0] | Should -Match "^($Code),RfaAuth"
        $run.Output[1] | Should -Be 1
        # Text that is not what was written last may be a copy that is behind: it gets 12 seconds to catch up.
        $run.Seconds | Should -BeLessThan 20
        $run.Extra | Should -BeNullOrEmpty
    }

    It 'shows no output of its extension' {
        Set-VaultFault $process Get-Secret loud
        Set-VaultFault $process Set-Secret loud
        $run = Invoke-VaultProcess $process {
            param($endpoint, $secret)
            Connect-RfaApi -Endpoint $endpoint -TokenSecret $secret -Vault Faulty -Verbose -Debug
            Update-RfaToken -Verbose -Debug
            $global:Error.Count
        } $sandbox.Rfa, $secret
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be 0
        $run.Warnings | Should -BeNullOrEmpty
        $run.Extra | Should -BeNullOrEmpty
    }

    It 'leads to one warning if it does not write, and the session goes on: <_>' -ForEach 'throw', 'refuse', 'forget', 'other' {
        Set-VaultFault $process Set-Secret $_
        $run = Invoke-VaultProcess $process {
            Update-RfaToken
            Update-RfaToken
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName
            $global:Error.Count
        }
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be @('demo', 0)
        $run.Warnings | Should -HaveCount 1
        $run.Warnings | Should -Match 'could not be stored'
        (Get-SandboxLedger $sandbox).refreshes.outcome | Select-Object -Unique | Should -Be 'Accepted'
    }

    It 'that cannot remove is an error, and the session is disconnected' {
        Set-VaultFault $process Remove-Secret throw
        $run = Invoke-VaultProcess $process {
            $session = Get-RfaSession
            Disconnect-RfaApi -RemoveStored -ErrorAction SilentlyContinue -ErrorVariable failure
            $failure[0].FullyQualifiedErrorId
            $session.State
        }
        $run.Output | Should -Be @('VaultFailed,RfaAuth.Commands.DisconnectRfaApiCommand', 'Disconnected')
    }

    It 'that hangs ends with a stop within a second, or with its time limit, and so do the calls behind it' {
        Set-VaultFault $process Get-Secret hang
        $call = Start-VaultCall $process $connect $sandbox.Rfa, $credential, $secret
        # It is in the vault when nothing more happens; a stop at any earlier moment has to be as quick.
        $null = $call.Running.AsyncWaitHandle.WaitOne(1500)
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $call.Shell.Stop()
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 1
        $call.Shell.Dispose()
        # The call that was left still occupies SecretManagement: this one waits behind it.
        $run = Invoke-VaultProcess $process $connect $sandbox.Rfa, $credential, $secret
        $run.Code | Should -Be 'VaultFailed'
        $run.Seconds | Should -BeGreaterThan 29
        $run.Seconds | Should -BeLessThan 35
        # And the renewal of a session that runs goes on in memory.
        Set-VaultFault $process Get-Secret
        $run = Invoke-VaultProcess $process { Update-RfaToken; Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName }
        $run.Output | Should -Be 'demo'
    }

    It 'that hangs in a write leads to a warning, and the session goes on' {
        Set-VaultFault $process Set-Secret hang
        $run = Invoke-VaultProcess $process { Update-RfaToken; Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName }
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be 'demo'
        $run.Warnings | Should -HaveCount 1
        # One call's time: what is read back after it is not tried.
        $run.Seconds | Should -BeLessThan 35
    }
}

Describe 'A SecretStore that is locked' @vaults {
    BeforeAll {
        Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/VaultSupport.psm1"
    }

    It 'is VaultLocked at once, without a question: interaction <_>' -ForEach 'None', 'Prompt' {
        $vaultHome = New-VaultHome
        $process = Start-VaultProcess $vaultHome
        try {
            $null = Invoke-VaultProcess $process {
                param($interaction, $password)
                Reset-SecretStore -Authentication Password -Interaction $interaction -Password $password -Force -WarningAction SilentlyContinue
                Register-SecretVault -Name Store -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
                Unlock-SecretStore -Password $password
                Set-Secret User ([pscredential]::new('x', $password))
            } $_, (ConvertTo-Secret 'Canary-store-1')
            Stop-VaultProcess $process
            $process = Start-VaultProcess $vaultHome
            $run = Invoke-VaultProcess $process {
                param($secret)
                $global:Error.Clear()
                try { Connect-RfaApi -Endpoint https://localhost:1/ -CredentialSecret User } catch { $_.FullyQualifiedErrorId }
                try { Connect-RfaApi -Endpoint https://localhost:1/ -TokenSecret Tokens } catch { $_.FullyQualifiedErrorId }
                $global:Error.Count
            }
            $run.Output | Should -Be @('VaultLocked,RfaAuth.Commands.ConnectRfaApiCommand', 'VaultLocked,RfaAuth.Commands.ConnectRfaApiCommand', 2)
            $run.Seconds | Should -BeLessThan 15
            Find-VaultLeak $process @{ store = 'Canary-store-1' } | Should -BeNullOrEmpty
        }
        finally {
            Stop-VaultProcess $process
            Remove-VaultHome $vaultHome
        }
    }
}

Describe 'A home without vaults' @vaults {
    BeforeAll { Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/VaultSupport.psm1" }

    It 'says that none is registered, or that SecretManagement is missing' {
        $vaultHome = New-VaultHome
        $process = Start-VaultProcess $vaultHome
        try {
            $run = Invoke-VaultProcess $process {
                $modules = $env:PSModulePath
                $null = Get-Date | Out-String
                $env:PSModulePath = "$HOME/none"
                try { Connect-RfaApi -Endpoint https://localhost:1/ -TokenSecret x } catch { $_.FullyQualifiedErrorId; "$_" }
                finally { $env:PSModulePath = $modules }
                try { Connect-RfaApi -Endpoint https://localhost:1/ -TokenSecret x } catch { $_.FullyQualifiedErrorId }
            }
            $run.Output[0] | Should -Match '^SecretManagementRequired,'
            $run.Output[1] | Should -Match 'Microsoft.PowerShell.SecretManagement'
            $run.Output[2] | Should -Match '^VaultNotFound,'
            $run.Warnings | Should -BeNullOrEmpty
        }
        finally {
            Stop-VaultProcess $process
            Remove-VaultHome $vaultHome
        }
    }
}
