#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
}

AfterAll { Stop-Sandbox $sandbox }

Describe 'Update-RfaToken' {
    BeforeEach { Reset-Sandbox $sandbox }

    AfterEach { Get-RfaSession | Disconnect-RfaApi }

    It 'refreshes on Red Flag Alert, each time with the newest refresh token' {
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
        $before = Get-RfaAccessToken -AsPlainText
        Update-RfaToken | Should -BeNullOrEmpty
        Update-RfaToken
        Get-RfaAccessToken -AsPlainText | Should -Not -Be $before
        (Get-SandboxLedger $sandbox).refreshes.outcome | Should -Be 'Accepted', 'Accepted'
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
    }

    It 'signs in again on Toggle' {
        Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential (Get-SandboxCredential)
        Update-RfaToken
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 2
    }

    It 'signs in if the refresh token is dead' {
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
        Revoke-SandboxToken $sandbox all
        Update-RfaToken
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 2
        Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'demo'
    }

    It 'keeps a token that lives longer than -IfExpiringWithin' {
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
        $verbose = Update-RfaToken -IfExpiringWithin 0:30 -Verbose 4>&1
        "$verbose" | Should -Match 'keeps its access token'
        Get-SandboxRequestCount $sandbox Refresh | Should -Be 0
        Update-RfaToken -IfExpiringWithin 2:00:00
        Get-SandboxRequestCount $sandbox Refresh | Should -Be 1
    }

    It 'returns the session with -PassThru' {
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
        Update-RfaToken -PassThru | Should -Be $session
    }

    It 'accepts sessions by -Session and from the pipeline' {
        $one = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -PassThru
        $two = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user2) -PassThru
        Update-RfaToken -Session $one
        $one.RenewalCount, $two.RenewalCount | Should -Be 1, 0
        $one, $two | Update-RfaToken
        $one.RenewalCount, $two.RenewalCount | Should -Be 2, 1
    }

    It 'does nothing under -WhatIf, or under -Confirm if nobody can be asked' {
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
        Update-RfaToken -WhatIf
        $powershell = New-Script 'try { Update-RfaToken -Session $session -Confirm } catch { $_.FullyQualifiedErrorId -replace ",.*" }' $session
        try { $powershell.Invoke() | Should -Be 'ConfirmationRequired' } finally { $powershell.Dispose() }
        $session.RenewalCount | Should -Be 0
        Disconnect-RfaApi -WhatIf
        $session.State | Should -Be 'Connected'
        Disconnect-RfaApi -Session $session
    }

    It 'ends in ReauthenticationRequired if the session cannot renew' {
        Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential)
        $token = Get-RfaAccessToken
        Connect-RfaApi -Endpoint $sandbox.Rfa -AccessToken $token
        $record = Get-ThrownError { Update-RfaToken }
        $record | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
        $record.TargetObject | Should -Be 'RedFlagAlert@127.0.0.1'
    }

    It 'tries a rejected password once, and not again until Connect-RfaApi' {
        $old = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -PassThru
        Revoke-SandboxToken $sandbox all
        Set-SandboxPassword $sandbox user1 'a new one'
        Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' } | Get-ErrorCode | Should -Be 'CredentialRejected'
        Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' } | Get-ErrorCode | Should -Be 'CredentialRejected'
        Get-ThrownError { Update-RfaToken } | Get-ErrorCode | Should -Be 'CredentialRejected'
        $old.State | Should -Be 'CredentialRejected'
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 2
        Connect-RfaApi -Session $old -Credential (New-Credential user1 'a new one')
        Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'user1'
        Disconnect-RfaApi -Session $old
    }

    It 'goes on with the next session where one of several cannot be renewed' {
        $tokens = Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -AccessToken (ConvertTo-Secret 'abc') -Name tokens -PassThru
        $good = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
        $tokens, $good | Update-RfaToken -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
        $good.RenewalCount | Should -Be 1
    }
}
