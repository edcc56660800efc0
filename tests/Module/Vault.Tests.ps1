#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Sessions whose tokens are kept in a vault: a real SecretStore, in processes with a home of their own.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Needs.psm1"
    $vaults = Get-Need SecretStore
}

Describe 'Tokens in a vault' @vaults {
    BeforeAll {
        Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/VaultSupport.psm1"
        $sandbox = Start-Sandbox
        $password = 'Canary-password-7f3a "x\'
        Set-SandboxPassword $sandbox user1 $password
        $credential = New-Credential user1 $password
        $vaultHome = New-VaultHome
        $process = Start-VaultProcess $vaultHome
        Initialize-Vault $process
        $null = Invoke-VaultProcess $process { param($credential) Set-Secret User $credential } $credential

        # Connects with both secrets, verbosely, and returns the session as users see it.
        $connect = {
            param($endpoint, $secret, $api = 'RedFlagAlert')
            Connect-RfaApi -Api $api -Endpoint $endpoint -CredentialSecret User -TokenSecret $secret -PassThru -Verbose -Debug
        }
        # What is stored under a name, without the tokens.
        $stored = { param($secret) Get-Secret $secret -AsPlainText | ConvertFrom-Json | Select-Object user, obtainedAt, expiresAt }
        # Nothing went wrong in a run, and each of its refreshes was with a token that had not been used.
        function Assert-EachRefreshedOnce {
            param($Run, [int] $Count)
            $Run.Message | Should -BeNullOrEmpty
            $Run.Errors | Should -BeNullOrEmpty
            $Run.Warnings | Should -BeNullOrEmpty
            $refreshes = (Get-SandboxLedger $sandbox).refreshes
            $refreshes.Count | Should -Be $Count
            $refreshes.outcome | Select-Object -Unique | Should -Be 'Accepted'
        }

        # Runs a script in another process with the same home.
        function Invoke-OtherProcess {
            param([scriptblock] $Script, [object[]] $Argument)
            $other = Start-VaultProcess $vaultHome
            try {
                Invoke-VaultProcess $other $Script $Argument
                Find-VaultLeak $other @{ password = $password } | Should -BeNullOrEmpty
            }
            finally { Stop-VaultProcess $other }
        }
    }

    AfterAll {
        Stop-VaultProcess $process
        Stop-Sandbox $sandbox
        Remove-VaultHome $vaultHome
    }

    BeforeEach {
        Reset-Sandbox $sandbox
        Set-SandboxPassword $sandbox user1 $password
    }

    AfterEach {
        Find-VaultLeak $process @{ password = $password } | Should -BeNullOrEmpty
        $null = Invoke-VaultProcess $process { Get-RfaSession | Disconnect-RfaApi }
    }

    It 'are stored by the first run, and the second sends no sign-in' {
        $first = Invoke-VaultProcess $process $connect $sandbox.Rfa, first
        $first.Message | Should -BeNullOrEmpty
        $first.Warnings | Should -BeNullOrEmpty
        $first.Output.StoredAs | Should -Be 'Store/first'
        $first.Verbose | Should -Contain "No tokens are stored as 'first' yet: signing in to $($sandbox.Rfa)."
        $second = Invoke-OtherProcess {
            param($endpoint, $secret)
            Connect-RfaApi -Endpoint $endpoint -TokenSecret $secret -PassThru
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName
        } $sandbox.Rfa, first
        $second.Message | Should -BeNullOrEmpty
        $second.Output[0].UserName | Should -Be 'user1'
        $second.Output[1] | Should -Be 'user1'
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
        Get-SandboxRequestCount $sandbox Refresh | Should -Be 0
    }

    It 'say the service and the address if no parameter does' {
        $null = Invoke-VaultProcess $process $connect $sandbox.Toggle, alone, Toggle
        $run = Invoke-OtherProcess {
            Connect-RfaApi -TokenSecret alone -PassThru
            Invoke-RfaGraphQL '{ me { username } }' -DataPath me.username
        }
        $run.Message | Should -BeNullOrEmpty
        $run.Output[0].Api | Should -Be 'Toggle'
        "$($run.Output[0].Endpoint)" | Should -Be $sandbox.Toggle
        $run.Output[1] | Should -Be 'user1'
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
    }

    It 'keep a rejected password from being tried again in any process, until it changes or -Force is given' {
        $null = Invoke-VaultProcess $process $connect $sandbox.Rfa, rejected
        Revoke-SandboxToken $sandbox all
        Set-SandboxPassword $sandbox user1 'another one'
        $script = {
            param($endpoint, $force)
            Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret rejected -Force:$force
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName
        }
        1..3 | ForEach-Object { (Invoke-OtherProcess $script $sandbox.Rfa, $false).Code | Should -Be 'CredentialRejected' }
        # The one that stored them, and the first after it.
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 2
        (Invoke-OtherProcess $script $sandbox.Rfa, $true).Code | Should -Be 'CredentialRejected'
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 3
        # The account works again, which nobody here can know.
        Set-SandboxPassword $sandbox user1 $password
        (Invoke-OtherProcess $script $sandbox.Rfa, $false).Code | Should -Be 'CredentialRejected'
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 3
        (Invoke-OtherProcess $script $sandbox.Rfa, $true).Output | Should -Be 'user1'
        (Invoke-OtherProcess $script $sandbox.Rfa, $false).Output | Should -Be 'user1'
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 4
    }

    It 'are stored only on request' {
        $run = Invoke-VaultProcess $process {
            param($endpoint)
            $before = @(Get-SecretInfo).Count
            Connect-RfaApi -Endpoint $endpoint -CredentialSecret User
            Update-RfaToken
            @(Get-SecretInfo).Count - $before
            "stored as '$((Get-RfaSession).StoredAs)'"
        } $sandbox.Rfa
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be @(0, "stored as ''")
    }

    It 'are used with a credential that is passed' {
        $run = Invoke-VaultProcess $process {
            param($endpoint, $credential)
            Connect-RfaApi -Endpoint $endpoint -Credential $credential -TokenSecret passed -PassThru
            Connect-RfaApi -Endpoint $endpoint -Credential $credential -TokenSecret passed -PassThru
        } $sandbox.Rfa, $credential
        $run.Message | Should -BeNullOrEmpty
        $run.Output.StoredAs | Should -Be @('Store/passed', 'Store/passed')
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
    }

    It 'are stored before the call that renewed them returns' {
        $run = Invoke-VaultProcess $process {
            param($endpoint)
            Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret rotated
            foreach ($i in 1..5) {
                Update-RfaToken -Verbose -Debug
                (Get-Secret rotated -AsPlainText | ConvertFrom-Json).accessToken -ceq (Get-RfaAccessToken -AsPlainText)
            }
        } $sandbox.Rfa
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be (@($true) * 5)
        (Get-SandboxLedger $sandbox).refreshes.outcome | Should -Be (@('Accepted') * 5)
    }

    It 'are stored each time that Toggle sends one, also in a batch' {
        Set-SandboxOption $sandbox @{ tokenRotation = 'EveryAnswer' }
        try {
            $run = Invoke-VaultProcess $process {
                param($endpoint)
                Connect-RfaApi -Api Toggle -Endpoint $endpoint -CredentialSecret User -TokenSecret toggle
                foreach ($i in 1..3) {
                    $null = Invoke-RfaGraphQL '{ me { id } }' -Verbose -Debug
                    (Get-Secret toggle -AsPlainText | ConvertFrom-Json).accessToken -ceq (Get-RfaAccessToken -AsPlainText)
                }
                $null = 1..20 | ForEach-Object { @{ n = $_ } } | Invoke-RfaGraphQL 'query($n: Int) { me { id } }' -ThrottleLimit 5 -ErrorAction SilentlyContinue
                (Get-Secret toggle -AsPlainText | ConvertFrom-Json).accessToken -ceq (Get-RfaAccessToken -AsPlainText)
                (Get-RfaSession).RenewalCount
            } $sandbox.Toggle
        }
        finally { Set-SandboxOption $sandbox @{ tokenRotation = 'WhenHalfSpent' } }
        $run.Message | Should -BeNullOrEmpty
        $run.Output[0..3] | Should -Be (@($true) * 4)
        $run.Output[4] | Should -BeGreaterThan 3
    }

    It 'keep their place when the session is connected again' {
        $run = Invoke-VaultProcess $process {
            param($endpoint, $credential)
            $session = Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret again -PassThru
            (Connect-RfaApi -Session $session -Credential $credential -PassThru).StoredAs
            (Connect-RfaApi -Session $session -CredentialSecret User -PassThru).StoredAs
        } $sandbox.Rfa, $credential
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be @('Store/again', 'Store/again')
    }

    It 'are refused if they are of another <What>, and not changed' -ForEach @(
        @{ What = 'endpoint'; Script = { param($endpoint) Connect-RfaApi -Endpoint ($endpoint + '?x=1') -CredentialSecret User -TokenSecret bound } }
        @{ What = 'service'; Script = { param($endpoint) Connect-RfaApi -Api Toggle -Endpoint $endpoint -CredentialSecret User -TokenSecret bound } }
        @{ What = 'user'; Script = { param($endpoint, $other) Connect-RfaApi -Endpoint $endpoint -Credential $other -TokenSecret bound } }
    ) {
        $null = Invoke-VaultProcess $process $connect $sandbox.Rfa, bound
        $run = Invoke-VaultProcess $process $Script $sandbox.Rfa, (Get-SandboxCredential demo)
        $run.Code | Should -Be 'StoredTokenMismatch'
        $run.Seconds | Should -BeLessThan 10
        (Invoke-VaultProcess $process $stored bound).Output.user | Should -Be 'user1'
        Get-SandboxRequestCount $sandbox SignIn | Should -BeLessOrEqual 1
    }

    It 'need a credential that is not <Kind>' -ForEach @(
        @{ Kind = 'text'; Secret = 'Canary-text-1'; Code = 'SecretWrongType' }
        @{ Kind = 'a table'; Secret = @{ a = 'Canary-text-1' }; Code = 'SecretWrongType' }
        @{ Kind = 'bytes'; Secret = [byte[]] (1, 2, 3); Code = 'SecretWrongType' }
        @{ Kind = 'nothing'; Secret = $null; Code = 'SecretNotFound' }
    ) {
        $run = Invoke-VaultProcess $process {
            param($endpoint, $secret)
            $name = if ($null -eq $secret) { 'Missing' } else { Set-Secret Wrong $secret; 'Wrong' }
            $global:Error.Clear()
            try { Connect-RfaApi -Endpoint $endpoint -CredentialSecret $name -Verbose -Debug } catch { $_.FullyQualifiedErrorId; $_.CategoryInfo.Category; $global:Error.Count }
        } $sandbox.Rfa, $Secret
        $run.Output[0] | Should -Be "$Code,RfaAuth.Commands.ConnectRfaApiCommand"
        $run.Output[2] | Should -Be 1
        Find-VaultLeak $process @{ text = 'Canary-text-1' } | Where-Object { $_ -notlike 'the files*' } | Should -BeNullOrEmpty
    }

    It 'cannot be <Kind>, which is not changed' -ForEach @(
        @{ Kind = 'a credential'; Make = { New-Credential x 'Canary-text-1' } }
        @{ Kind = 'other text'; Make = { 'Canary-text-1' } }
    ) {
        $run = Invoke-VaultProcess $process {
            param($endpoint, $secret)
            Set-Secret Wrong $secret
            try { Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret Wrong } catch { $_.FullyQualifiedErrorId }
        } $sandbox.Rfa, (& $Make)
        $run.Message | Should -BeNullOrEmpty
        $run.Output[0] | Should -Match '^SecretWrongType,'
        Find-VaultLeak $process @{ text = 'Canary-text-1' } | Where-Object { $_ -notlike 'the files*' } | Should -BeNullOrEmpty
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 0
    }

    It 'are SecretNotFound if there are none and no credential' {
        (Invoke-VaultProcess $process { param($endpoint) Connect-RfaApi -Endpoint $endpoint -TokenSecret Missing } $sandbox.Rfa).Code | Should -Be 'SecretNotFound'
    }

    It 'can have unusual names: <Name>' -ForEach @(
        'a b', "it's", 'a/b', '..', 'a"b', 'ключ', '$(throw)', '{0}', '-x', ("long" * 50) | ForEach-Object { @{ Name = $_ } }
    ) {
        $run = Invoke-VaultProcess $process {
            param($endpoint, $secret)
            Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret $secret
            Update-RfaToken
            (Connect-RfaApi -Endpoint $endpoint -TokenSecret $secret -PassThru).StoredAs
            Disconnect-RfaApi -RemoveStored
        } $sandbox.Rfa, $Name
        $run.Message | Should -BeNullOrEmpty
        $run.Warnings | Should -BeNullOrEmpty
        $run.Output | Should -Be "Store/$Name"
    }

    It 'cannot have names with wildcards: <_>' -ForEach '*', 'a?', '[a]' {
        (Invoke-VaultProcess $process { param($endpoint, $secret) Connect-RfaApi -Endpoint $endpoint -TokenSecret $secret } $sandbox.Rfa, $_).Code |
            Should -Be 'ParameterArgumentValidationError'
    }

    It 'are removed with -RemoveStored, which is no error for a second time' {
        $run = Invoke-VaultProcess $process {
            param($endpoint)
            $session = Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret removed -PassThru
            $session | Disconnect-RfaApi -RemoveStored
            @(Get-SecretInfo removed).Count
            $session | Disconnect-RfaApi -RemoveStored
        } $sandbox.Rfa
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be 0
    }

    It 'are not removed if another secret is in their place' {
        $run = Invoke-VaultProcess $process {
            param($endpoint)
            $session = Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret replaced -PassThru
            Set-Secret replaced 'mine'
            $session | Disconnect-RfaApi -RemoveStored -ErrorAction SilentlyContinue -ErrorVariable failure
            $failure[0].FullyQualifiedErrorId
            $session.State
            Get-Secret replaced -AsPlainText
        } $sandbox.Rfa
        $run.Output | Should -Be @('SecretWrongType,RfaAuth.Commands.DisconnectRfaApiCommand', 'Disconnected', 'mine')
    }

    It 'are stored whatever functions, defaults and preferences the caller has' {
        $run = Invoke-VaultProcess $process {
            param($endpoint)
            function global:Get-Secret { 'planted' }
            function global:Set-Secret { throw 'planted' }
            Set-Alias Get-SecretVault Get-Date -Scope global
            $global:PSDefaultParameterValues = @{ '*:Vault' = 'Faulty'; '*-Secret*:WhatIf' = $true; '*-Secret:AsPlainText' = $true }
            $global:WhatIfPreference = $true
            $global:ConfirmPreference = 'Low'
            try {
                Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret settings -Vault Store
                Update-RfaToken
                (Get-RfaSession).StoredAs
            }
            finally {
                $global:PSDefaultParameterValues = @{}
                $global:WhatIfPreference = $false
                $global:ConfirmPreference = 'High'
                Remove-Item function:Get-Secret, function:Set-Secret, alias:Get-SecretVault
            }
            (Get-Secret settings -AsPlainText | ConvertFrom-Json).user
        } $sandbox.Rfa
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be @('Store/settings', 'user1')
    }

    It 'are read from the vault that was named, else the default one, and no other' {
        $run = Invoke-VaultProcess $process {
            param($endpoint, $planted)
            Set-Secret OnlyThere -Vault Faulty -Secret $planted
            Set-Secret User -Vault Faulty -Secret $planted
            try { Connect-RfaApi -Endpoint $endpoint -CredentialSecret OnlyThere } catch { $_.FullyQualifiedErrorId }
            (Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -PassThru).UserName
            (Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -Vault faulty -TokenSecret there -PassThru).StoredAs
            try { Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -Vault Nowhere } catch { $_.FullyQualifiedErrorId; "$_" }
            Set-SecretVaultDefault -ClearDefault
            try { Connect-RfaApi -Endpoint $endpoint -CredentialSecret User } catch { $_.FullyQualifiedErrorId }
            finally { Set-SecretVaultDefault Store }
        } $sandbox.Rfa, (Get-SandboxCredential demo)
        $run.Output[0] | Should -Match '^SecretNotFound,'
        $run.Output[1] | Should -Be 'user1'
        $run.Output[2] | Should -Be 'Faulty/there'
        $run.Output[3] | Should -Match '^VaultNotFound,'
        $run.Output[4] | Should -Match 'Faulty, Store|Store, Faulty'
        $run.Output[5] | Should -Match '^VaultNotFound,'
    }

    It 'are shared by sessions in runspaces of one process, and no refresh token is sent twice' {
        $run = Invoke-VaultProcess $process {
            param($endpoint, $manifest)
            Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret shared
            1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:manifest
                $session = Connect-RfaApi -Endpoint $using:endpoint -CredentialSecret User -TokenSecret shared -PassThru
                foreach ($i in 1..5) { Update-RfaToken -Session $session }
                $session | Disconnect-RfaApi
            }
        } $sandbox.Rfa, (Get-ModuleManifestPath)
        Assert-EachRefreshedOnce $run 20
    }

    It 'are the same under each name of a SecretStore, and no refresh token is sent twice' {
        $before = @(Get-ChildItem "$vaultHome/.local/share/RfaAuth" -ErrorAction Ignore).Count
        $run = Invoke-VaultProcess $process {
            param($endpoint, $manifest)
            Register-SecretVault -Name Second -ModuleName Microsoft.PowerShell.SecretStore
            try {
                Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret twice
                1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                    Import-Module $using:manifest
                    $vault = if ($_ % 2) { 'Store' } else { 'Second' }
                    $session = Connect-RfaApi -Endpoint $using:endpoint -CredentialSecret User -TokenSecret twice -Vault $vault -PassThru
                    foreach ($i in 1..5) { Update-RfaToken -Session $session }
                    $session | Disconnect-RfaApi
                }
            }
            finally { Unregister-SecretVault Second }
        } $sandbox.Rfa, (Get-ModuleManifestPath)
        Assert-EachRefreshedOnce $run 20
        @(Get-ChildItem "$vaultHome/.local/share/RfaAuth").Count | Should -Be ($before + 1)
    }

    It 'are stored from another runspace than the one that connected, with -Session' {
        $run = Invoke-VaultProcess $process {
            param($endpoint, $manifest)
            $session = Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret carried -PassThru
            1..3 | ForEach-Object -Parallel { Import-Module $using:manifest; Update-RfaToken -Session $using:session }
            (Get-Secret carried -AsPlainText | ConvertFrom-Json).accessToken -ceq (Get-RfaAccessToken -AsPlainText)
        } $sandbox.Rfa, (Get-ModuleManifestPath)
        $run.Message | Should -BeNullOrEmpty
        $run.Output | Should -Be $true
    }
}
