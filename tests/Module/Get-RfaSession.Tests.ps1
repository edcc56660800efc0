#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
    $one = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -Name one -PassThru
    $two = Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential (Get-SandboxCredential user2) -Name two -PassThru
}

AfterAll { Stop-Sandbox $sandbox -Disconnect }

Describe 'Get-RfaSession' {
    It 'lists the sessions of this runspace, the default one last' {
        (Get-RfaSession).Name | Should -Be 'one', 'two'
    }

    It 'finds sessions by name, wildcard and position' {
        Get-RfaSession -Name ONE | Should -Be $one
        Get-RfaSession t* | Should -Be $two
        @(Get-RfaSession one, two).Count | Should -Be 2
    }

    It 'returns a session that is passed: <_>' -ForEach 'object', 'name', 'pipeline' {
        switch ($_) {
            object { Get-RfaSession -Session $one | Should -Be $one }
            name { Get-RfaSession -Session one | Should -Be $one }
            pipeline { $one, $two | Get-RfaSession | Should -Be $one, $two }
        }
    }

    It 'writes an error for an unknown name, and returns the others' {
        $found = Get-RfaSession none, one -ErrorVariable errors -ErrorAction SilentlyContinue
        $found | Should -Be $one
        $errors | Get-ErrorCode | Should -Be 'SessionNotFound'
        $errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        Get-RfaSession none* | Should -BeNullOrEmpty
    }

    It 'shows all members, and no secret' {
        Reset-Sandbox $sandbox
        $null = Invoke-RfaGraphQL '{ me { id } }' -Session $two
        $session = Get-RfaSession two
        $session | Should -BeOfType [RfaAuth.RfaSession]
        $session.Api | Should -Be 'Toggle'
        $session.Endpoint | Should -Be $sandbox.Toggle
        $session.UserName | Should -Be 'user2'
        $session.State | Should -Be 'Connected'
        $session.ExpiresAt.Offset | Should -Be ([timespan]::Zero)
        $session.TimeLeft.TotalMinutes | Should -BeGreaterThan 58
        $session.TimeLeft.TotalMinutes | Should -BeLessOrEqual 60
        $session.RequestCount | Should -Be 2
        $session.RenewalCount | Should -Be 0
        $session.RetryCount | Should -Be 0
        $session.PacingWait | Should -Be ([timespan]::Zero)
        $session.RetryWait | Should -Be ([timespan]::Zero)
        $session.BytesSent | Should -BeGreaterThan 50
        $session.BytesReceived | Should -BeGreaterThan 100
        $session.CostSpent | Should -BeGreaterThan 0
        $session.LastError | Should -BeNullOrEmpty
        $session.LastInterrupted | Should -BeNullOrEmpty
        $session.ThrottleStatus.MaximumAvailable | Should -Be 8000
        "$session" | Should -Be 'two'
    }

    It 'shows the state of a dead session, and whether a session can renew its token' {
        $two.CanRenew | Should -BeTrue
        $bare = Connect-RfaApi -Endpoint $sandbox.Rfa -AccessToken (Get-RfaAccessToken -Session $one) -Name bare -PassThru
        try {
            $bare.State, $bare.CanRenew | Should -Be 'Connected', $false
            Revoke-SandboxToken $sandbox access
            Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' -Session $bare } | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
            $shown = Get-RfaSession bare
            $shown.State, $shown.TimeLeft, $shown.ExpiresAt | Should -Be 'ReauthenticationRequired', ([timespan]::Zero), $null
            $before = Get-SandboxRequestCount $sandbox Query
            Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' -Session $bare } | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
            Get-SandboxRequestCount $sandbox Query | Should -Be $before
        }
        finally { Disconnect-RfaApi -Session $bare }
    }

    It 'counts refreshes and keeps the last error' {
        Update-RfaToken -Session $one
        $null = Get-ThrownError { Invoke-RfaGraphQL '{ nothing }' -Session $one }
        $one.RenewalCount | Should -Be 1
        $one.LastError | Should -Match 'nothing'
    }

    It 'is shown as a table, and as a list' {
        Select-RfaSession two
        $table = Get-RfaSession | Out-String -Width 80
        $table | Should -Match 'Name\s+State\s+TimeLeft'
        $table | Should -Match '(?m)^  one\s+Connected\s+5\d min\r?$'
        $table | Should -Match '(?m)^\* two\s+Connected\s+5\d min\r?$'
        Get-RfaSession one | Format-List | Out-String | Should -Match 'Endpoint\s+: http'
    }

    It 'fits 80 columns with the longest state and a name of the real services' {
        $long = Connect-RfaApi -Endpoint $sandbox.Rfa -AccessToken (ConvertTo-Secret 'dead-token') -Name 'RedFlagAlert:somebody@api2.redflagalert.net' -PassThru
        try {
            $null = Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' -Session $long }
            $lines = ($long | Out-String -Width 80) -split '\r?\n'
            "$lines" | Should -Match 'ReauthenticationRequired\s+none'
            "$lines" | Should -Match '\* RedFlagAlert:somebody@api2'
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        }
        finally {
            Disconnect-RfaApi -Session $long
            Select-RfaSession two
        }
    }

    It 'finds a name in each culture' {
        $titi = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -Name titi -PassThru
        $before = [System.Globalization.CultureInfo]::CurrentCulture
        try {
            [System.Globalization.CultureInfo]::CurrentCulture = 'tr-TR'
            Get-RfaSession TITI | Should -Be $titi
            Get-RfaSession TI* | Should -Be $titi
        }
        finally {
            [System.Globalization.CultureInfo]::CurrentCulture = $before
            Disconnect-RfaApi -Session $titi
            Select-RfaSession two
        }
    }

    It 'is shown the same in constrained language' {
        $powershell = New-Script '$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"; $session | Out-String -Width 80' $two
        try { "$($powershell.Invoke())" | Should -Match 'two\s+Connected\s+5\d min' }
        finally { $powershell.Dispose() }
    }

    It 'completes names for <_>' -ForEach 'Get-RfaSession -Name ', 'Get-RfaSession ', 'Invoke-RfaGraphQL "{ a }" -Session ', 'Disconnect-RfaApi -Name ', 'Update-RfaToken -Session ', 'Get-RfaAccessToken -Session ' {
        (TabExpansion2 "${_}o" ($_.Length + 1)).CompletionMatches.CompletionText | Should -Be 'one'
    }

    It 'completes the services' {
        (TabExpansion2 'Connect-RfaApi -Api T' 21).CompletionMatches.CompletionText | Should -Be 'Toggle'
    }
}
