#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
    $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
}

AfterAll { Stop-Sandbox $sandbox -Disconnect }

Describe 'Get-RfaAccessToken' {
    It 'returns a SecureString' {
        Get-RfaAccessToken | Should -BeOfType [securestring]
    }

    It 'returns text with -AsPlainText, which other tools can use' {
        $token = Get-RfaAccessToken -AsPlainText
        $token | Should -BeOfType [string]
        $body = '{"query":"{ viewer { userName } }"}'
        $answer = Invoke-RestMethod $sandbox.Rfa -Method Post -Body $body -ContentType application/json -Headers @{ Authorization = "Bearer $token" }
        $answer.data.viewer.userName | Should -Be 'demo'
    }

    It 'returns the same token as SecureString and as text, by -Session and from the pipeline' {
        $plain = Get-RfaAccessToken -AsPlainText -Session $session
        $secret = $session | Get-RfaAccessToken
        [System.Net.NetworkCredential]::new('', $secret).Password | Should -BeExactly $plain
    }

    It 'renews the token first if it has ended' {
        Set-SandboxOption $sandbox @{ tokenLifetime = 1 }
        Update-RfaToken
        $short = Get-RfaAccessToken -AsPlainText
        Set-SandboxOption $sandbox @{ tokenLifetime = 3600 }
        Wait-Until { (Get-RfaSession).TimeLeft -eq [timespan]::Zero }
        Get-RfaAccessToken -AsPlainText | Should -Not -Be $short
    }

    It 'needs a session that is connected' {
        $other = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -Name other -PassThru
        Disconnect-RfaApi -Session $other
        Get-ThrownError { Get-RfaAccessToken -Session $other } | Get-ErrorCode | Should -Be 'SessionDisconnected'
    }
}
