#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
}

AfterAll { Stop-Sandbox $sandbox }

Describe 'Disconnect-RfaApi' {
    BeforeEach {
        $one = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -Name one -PassThru
        $two = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user2) -Name two -PassThru
    }

    AfterEach { $one, $two | Disconnect-RfaApi }

    It 'ends the default session, and no other becomes the default' {
        Disconnect-RfaApi | Should -BeNullOrEmpty
        $two.State | Should -Be 'Disconnected'
        Get-RfaSession | Should -Be $one
        $one.IsDefault | Should -BeFalse
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' }
        $record | Get-ErrorCode | Should -Be 'SessionRequired'
        "$record" | Should -Match 'There are: one\.$'
        $record.ErrorDetails.RecommendedAction | Should -Match 'Select-RfaSession'
        Get-SandboxRequestCount $sandbox Query | Should -Be 0
    }

    It 'keeps the default session if another session ends' {
        Disconnect-RfaApi one
        $two.IsDefault | Should -BeTrue
        Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'user2'
        Reset-Sandbox $sandbox
    }

    It 'ends nothing without a default, and says which sessions there are' {
        Disconnect-RfaApi
        Disconnect-RfaApi -WarningVariable warnings -WarningAction SilentlyContinue
        $one.State | Should -Be 'Connected'
        "$warnings" | Should -Match 'none is disconnected. There are: one\.'
        Disconnect-RfaApi *
        $one.State | Should -Be 'Disconnected'
        Disconnect-RfaApi -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'ends sessions by name, by wildcard, by -Session and from the pipeline: <_>' -ForEach 'name', 'wildcard', 'session', 'session name', 'pipeline' {
        switch ($_) {
            'name' { Disconnect-RfaApi -Name ONE }
            'wildcard' { Disconnect-RfaApi on* }
            'session' { Disconnect-RfaApi -Session $one }
            'session name' { Disconnect-RfaApi -Session one }
            'pipeline' { $one | Disconnect-RfaApi }
        }
        $one.State | Should -Be 'Disconnected'
        $two.State | Should -Be 'Connected'
    }

    It 'is no error for a second time or without a session' {
        Disconnect-RfaApi -Session $one
        Disconnect-RfaApi -Session $one -ErrorAction Stop
        Disconnect-RfaApi -Name one -ErrorAction Stop
        Disconnect-RfaApi
        Disconnect-RfaApi -ErrorAction Stop
        Get-RfaSession | Should -BeNullOrEmpty
    }

    It 'leaves a session that no cmdlet can use' {
        Disconnect-RfaApi -Session $one
        foreach ($command in { Invoke-RfaGraphQL '{ a }' -Session $one }, { Update-RfaToken -Session $one }, { Get-RfaAccessToken -Session $one }) {
            $record = Get-ThrownError $command
            $record | Get-ErrorCode | Should -Be 'SessionDisconnected'
            $record.CategoryInfo.Category | Should -Be 'ConnectionError'
        }
    }

    It 'ends a call under way' {
        Add-SandboxFault $sandbox 'hang@query'
        $powershell = [powershell]::Create()
        try {
            $null = $powershell.AddScript('param($manifest, $session) Import-Module $manifest; try { Invoke-RfaGraphQL "{ viewer { userName } }" -Session $session } catch { $_.FullyQualifiedErrorId }')
            $null = $powershell.AddArgument((Get-ModuleManifestPath)).AddArgument($one)
            $running = $powershell.BeginInvoke()
            Wait-Until { Get-SandboxRequestCount $sandbox Query }
            Disconnect-RfaApi -Session $one
            $powershell.EndInvoke($running) | Should -Be 'SessionDisconnected,RfaAuth.Commands.InvokeRfaGraphQLCommand'
        }
        finally {
            $powershell.Dispose()
            Reset-Sandbox $sandbox
        }
    }
}
