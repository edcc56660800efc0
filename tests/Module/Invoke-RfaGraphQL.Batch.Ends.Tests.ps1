#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
}

Describe 'A batch under -ErrorAction Stop with calls in flight' {
    BeforeAll {
        $server = Start-ScriptedServer
        $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -PassThru
    }

    AfterAll {
        Disconnect-RfaApi -Session $session
        Stop-ScriptedServer $server
    }

    It 'starts no further call, and lists each mutation in flight once' {
        1..4 | ForEach-Object { Add-ScriptedAnswer $server -Hang }
        $powershell = New-Script '1..10 | Invoke-RfaGraphQL $extra -Session $session -ThrottleLimit 4 -ErrorAction Stop' $session, 'mutation Pay($n: Int!) { ping }'
        try {
            $running = $powershell.BeginInvoke()
            Wait-Until { $server.State.Held.Count -eq 4 }
            $running.IsCompleted | Should -BeFalse
            Complete-ScriptedAnswer $server '"n":1\}' '{"data":null,"errors":[{"message":"no","extensions":{"code":"NO"}}]}'
            $thrown = Get-ThrownError { $powershell.EndInvoke($running) }
            $thrown.Exception.InnerException.ErrorRecord | Get-ErrorCode | Should -Be 'NO'
            $thrown.Exception.InnerException.ErrorRecord.TargetObject | Should -Be 1
        }
        finally { $powershell.Dispose() }
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 4
        $session.LastInterrupted.Operation | Should -Be 'Pay', 'Pay', 'Pay'
        (Invoke-RfaGraphQL '{ ping }' -Session $session).ping | Should -Be 'pong'
    }
}

Describe 'A batch whose session cannot sign in any more' {
    BeforeAll { $sandbox = Start-Sandbox }
    AfterAll { Stop-Sandbox $sandbox }
    AfterEach { Get-RfaSession | Disconnect-RfaApi }

    It 'has an error for each remaining input, and tries once to get a token: <Code>, <Throttle> at once' -ForEach @(
        @{ Code = 'CredentialRejected'; Throttle = 1 }, @{ Code = 'CredentialRejected'; Throttle = 4 }
        @{ Code = 'ReauthenticationRequired'; Throttle = 1 }, @{ Code = 'ReauthenticationRequired'; Throttle = 4 }
    ) {
        Reset-Sandbox $sandbox
        if ($Code -eq 'CredentialRejected') {
            Set-SandboxPassword $sandbox user1 'first-password-1'
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (New-Credential user1 'first-password-1') -MaximumRetryCount 0
            Set-SandboxPassword $sandbox user1 'second-password-2'
        }
        else {
            $from = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -Name from -PassThru
            Connect-RfaApi -Endpoint $sandbox.Rfa -AccessToken (Get-RfaAccessToken -Session $from) -RefreshToken (ConvertTo-Secret 'a-dead-refresh-token') -MaximumRetryCount 0
        }
        $signIns = Get-SandboxRequestCount $sandbox SignIn
        $seen = 0
        $names = 1..10 | Invoke-RfaGraphQL 'query ($n: Int) { companies(skip: $n, take: 1) { items { company_number } } }' -ThrottleLimit $Throttle -ErrorVariable errors -ErrorAction SilentlyContinue |
            ForEach-Object { if (++$seen -eq 1) { Revoke-SandboxToken $sandbox all }; $_ }
        @($names).Count + $errors.Count | Should -Be 10
        $errors.Count | Should -BeGreaterThan 1
        $errors | Get-ErrorCode | Select-Object -Unique | Should -Be $Code
        $errors.TargetObject | Should -Be ((11 - $errors.Count)..10)
        (Get-SandboxRequestCount $sandbox SignIn) - $signIns | Should -BeLessOrEqual 1
        Get-SandboxRequestCount $sandbox Refresh | Should -BeLessOrEqual 1
        # Those in flight find out; the rest is not sent.
        Get-SandboxRequestCount $sandbox Query | Should -BeLessOrEqual (@($names).Count + $Throttle)
    }
}
