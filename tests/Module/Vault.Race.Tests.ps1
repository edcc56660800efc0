#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Two processes on one stored token set, against refresh tokens that are good for one use. RFAAUTH_TEST_SCALE multiplies the numbers,
# RFAAUTH_TEST_SEED repeats the moments of the kills.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Needs.psm1"
    $vaults = Get-Need SecretStore
    $scale = if ($env:RFAAUTH_TEST_SCALE) { [double] $env:RFAAUTH_TEST_SCALE } else { 1 }
    $rotations = [int] (15 * $scale)
    $kills = [int] [math]::Max(2, 6 * $scale)
    $seed = if ($env:RFAAUTH_TEST_SEED) { [int] $env:RFAAUTH_TEST_SEED } else { Get-Random -Maximum 1000000 }
}

Describe 'Two processes on one stored token set' @vaults {
    BeforeAll {
        Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/VaultSupport.psm1"
        # Renews, and says how that ended; goes on after an error.
        $rotate = {
            param($endpoint, $count)
            foreach ($i in 1..$count) {
                try {
                    if (-not (Get-RfaSession)) { Connect-RfaApi -Endpoint $endpoint -CredentialSecret User -TokenSecret shared }
                    Update-RfaToken
                    'renewed'
                }
                catch { ($_.FullyQualifiedErrorId -split ',')[0] }
            }
        }
    }

    BeforeEach {
        $sandbox = Start-Sandbox
        $vaultHome = New-VaultHome
        $processes = @((Start-VaultProcess $vaultHome), (Start-VaultProcess $vaultHome))
        Initialize-Vault $processes[0]
        $null = Invoke-VaultProcess $processes[0] { param($credential) Set-Secret User $credential } (Get-SandboxCredential)
    }

    AfterEach {
        $processes | ForEach-Object { Stop-VaultProcess $_ }
        Stop-Sandbox $sandbox
        Remove-VaultHome $vaultHome
    }

    It 'send no refresh token twice and lose none in <rotations> renewals each' -ForEach @{ rotations = $rotations } {
        # Once each before that: while one loads its modules, the other would be done with all of it.
        foreach ($process in $processes) { (Invoke-VaultProcess $process $rotate $sandbox.Rfa, 1).Output | Should -Be 'renewed' }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $calls = $processes | ForEach-Object { Start-VaultCall $_ $rotate $sandbox.Rfa, $rotations }
        $runs = $calls | ForEach-Object { Wait-VaultCall $_ -Seconds (60 + 2 * $rotations) }
        $runs.Output | Select-Object -Unique | Should -Be 'renewed'
        $runs.Warnings | Should -BeNullOrEmpty
        $ledger = Get-SandboxLedger $sandbox
        @($ledger.refreshes | Where-Object outcome -NE Accepted) | Should -BeNullOrEmpty
        @($ledger.refreshes | Group-Object refreshTokenId | Where-Object Count -GT 1) | Should -BeNullOrEmpty
        @($ledger.refreshes).Count | Should -Be (2 * $rotations + 2)
        @($ledger.signIns).Count | Should -Be 1
        foreach ($process in $processes) {
            (Invoke-VaultProcess $process { Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName }).Output | Should -Be 'demo'
            Find-VaultLeak $process | Should -BeNullOrEmpty
        }
        Write-Host "    $(2 * $rotations) renewals in $([int] $watch.Elapsed.TotalSeconds) s, $(@($ledger.refreshes).Count) refreshes, $(@($ledger.signIns).Count) sign-in"
    }

    It 'send no refresh token twice when one is killed <kills> times, and the other goes on (seed <seed>)' -ForEach @{ kills = $kills; seed = $seed } {
        $random = [random]::new($seed)
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $outcomes = [System.Collections.Generic.List[string]]::new()
        $longest = 0
        foreach ($kill in 1..$kills) {
            $victim = Start-VaultCall $processes[1] $rotate $sandbox.Rfa, 1000000
            $survivor = Start-VaultCall $processes[0] $rotate $sandbox.Rfa, 8
            $null = $victim.Running.AsyncWaitHandle.WaitOne($random.Next(200, 2500))
            Stop-VaultProcess $processes[1] -Kill
            $run = Wait-VaultCall $survivor -Seconds 200
            $longest = [math]::Max($longest, $run.Seconds)
            $run.Output | ForEach-Object { $outcomes.Add($_) }
            $processes[1] = Start-VaultProcess $vaultHome
        }
        $ledger = Get-SandboxLedger $sandbox
        @($ledger.refreshes | Where-Object outcome -EQ Reused) | Should -BeNullOrEmpty
        @($ledger.refreshes | Group-Object refreshTokenId | Where-Object Count -GT 1) | Should -BeNullOrEmpty
        $outcomes | Where-Object { $_ -notin 'renewed', 'VaultFailed', 'SecretNotFound', 'SecretWrongType', 'StoredTokenLocked' } | Should -BeNullOrEmpty
        $outcomes | Should -Contain 'renewed'
        # What the vault is like after that is SecretStore's; a session that holds its tokens goes on.
        $last = Invoke-VaultProcess $processes[0] { if (Get-RfaSession) { Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName } else { 'demo' } }
        $last.Output | Should -Be 'demo'
        Find-VaultLeak $processes[0] | Should -BeNullOrEmpty
        $counts = ($outcomes | Group-Object | ForEach-Object { "$($_.Name) $($_.Count)" }) -join ', '
        Write-Host "    $kills kills in $([int] $watch.Elapsed.TotalSeconds) s: the survivor's renewals: $counts; $(@($ledger.refreshes).Count) refreshes, $(@($ledger.signIns).Count) sign-ins; its longest eight took $([int] $longest) s"
    }
}
