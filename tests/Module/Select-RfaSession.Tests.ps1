#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
}

AfterAll { Stop-Sandbox $sandbox }

Describe 'Select-RfaSession' {
    BeforeEach {
        $one = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -Name one -PassThru
        $two = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user2) -Name two -PassThru
    }

    AfterEach { $one, $two | Disconnect-RfaApi }

    It 'makes a session the default: by <_>' -ForEach 'position', 'name', 'session', 'pipeline' {
        $two.IsDefault | Should -BeTrue
        switch ($_) {
            position { Select-RfaSession ONE }
            name { Select-RfaSession -Name one }
            session { Select-RfaSession -Session $one }
            pipeline { $one | Select-RfaSession }
        }
        $one.IsDefault | Should -BeTrue
        $two.IsDefault | Should -BeFalse
        Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'user1'
        (Get-RfaSession).Name | Should -Be 'one', 'two'
    }

    It 'returns nothing, or the session with -PassThru' {
        Select-RfaSession one | Should -BeNullOrEmpty
        Select-RfaSession one -PassThru | Should -Be $one
    }

    It 'sets a default after the default was disconnected' {
        Disconnect-RfaApi
        Select-RfaSession one
        Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'user1'
    }

    It 'completes the names' {
        (TabExpansion2 'Select-RfaSession t' 19).CompletionMatches.CompletionText | Should -Be 'two'
    }

    It 'is an error for <Why>, and the default stays' -ForEach @(
        @{ Why = 'a name that is not there'; Name = 'three'; Code = 'SessionNotFound' }
        @{ Why = 'a wildcard'; Name = 'o*'; Code = 'SessionNotFound' }
    ) {
        Get-ThrownError { Select-RfaSession $Name } | Get-ErrorCode | Should -Be $Code
        $two.IsDefault | Should -BeTrue
    }

    It 'is an error for a session that has ended' {
        Disconnect-RfaApi one
        $record = Get-ThrownError { Select-RfaSession -Session $one }
        $record | Get-ErrorCode | Should -Be 'SessionDisconnected'
        "$record" | Should -Match '\(session: one\)'
    }

    It 'is an error in another runspace' {
        $powershell = New-Script 'try { Select-RfaSession -Session $session } catch { $_.FullyQualifiedErrorId -replace ",.*" }; $session.IsDefault; (Get-RfaSession).Count' $two
        try { $powershell.Invoke() | Should -Be 'SessionNotFound', $false, 0 }
        finally { $powershell.Dispose() }
        $two.IsDefault | Should -BeTrue
        $two.State | Should -Be 'Connected'
    }

    It 'is an error for a session that was replaced by one of the same name' {
        $other = Connect-RfaApi -Session $two -Credential (Get-SandboxCredential user2) -PassThru
        Get-ThrownError { Select-RfaSession -Session $two } | Get-ErrorCode | Should -Be 'SessionNotFound'
        $other.IsDefault | Should -BeTrue
        Disconnect-RfaApi -Session $other
    }
}

Describe 'An error of a session' {
    BeforeAll { $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -MaximumRetryCount 0 -Name shop -PassThru }

    AfterAll { Disconnect-RfaApi -Session $session }

    AfterEach { Reset-Sandbox $sandbox }

    It 'names the session: <Why>' -ForEach @(
        @{ Why = 'of a call'; Fault = 'status=404,none@query'; Command = { Invoke-RfaGraphQL '{ viewer { userName } }' } }
        @{ Why = 'of a call with -Session'; Fault = 'status=404,none@query'; Command = { Invoke-RfaGraphQL '{ viewer { userName } }' -Session $session } }
        @{ Why = 'of the answer'; Fault = 'graphql-error=X|nothing@query'; Command = { Invoke-RfaGraphQL '{ viewer { userName } }' } }
        @{ Why = 'of a page'; Fault = 'status=404,none@query'; Command = { Invoke-RfaGraphQL 'query($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { number } } }' -All } }
        @{ Why = 'of a row'; Fault = 'status=404,none@query'; Command = { [pscustomobject]@{ a = 1 } | Invoke-RfaGraphQL 'query($a: Int) { viewer { userName } }' -ErrorAction Stop } }
        @{ Why = 'of a refresh'; Fault = 'status=503,none@refresh'; Command = { Update-RfaToken } }
        @{ Why = 'of the schema'; Fault = 'status=404,none@query'; Command = { Get-RfaSchema -Refresh } }
        @{ Why = 'of a sign-in'; Fault = 'status=404,none@sign-in'; Command = { Connect-RfaApi -Session $session -Credential (Get-SandboxCredential user1) } }
    ) {
        Add-SandboxFault $sandbox $Fault
        $record = Get-ThrownError $Command
        "$record" | Should -Match ' \(session: shop\)$'
        $record.Exception.SessionName | Should -Be 'shop'
    }

    It 'does not name the session if the input is wrong' {
        "$(Get-ThrownError { Invoke-RfaGraphQL '{ a' })" | Should -Not -Match 'session'
        "$(Get-ThrownError { Invoke-RfaGraphQL 'query($a: Int!) { a }' })" | Should -Not -Match 'session'
    }

    It 'names host and port if no connection can be made' {
        $bare = Connect-RfaApi -Endpoint http://127.0.0.1:1/ -AccessToken (ConvertTo-Secret a-token) -MaximumRetryCount 0 -Name bare -PassThru
        "$(Get-ThrownError { Invoke-RfaGraphQL '{ a }' -Session $bare })" | Should -Be 'No connection to 127.0.0.1:1 could be made (ConnectionRefused). (session: bare)'
        Disconnect-RfaApi -Session $bare
    }
}
