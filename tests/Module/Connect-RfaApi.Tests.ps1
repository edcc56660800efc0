#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
}

AfterAll { Stop-Sandbox $sandbox }

Describe 'Connect-RfaApi' {
    BeforeEach { Reset-Sandbox $sandbox }

    AfterEach { Get-RfaSession | Disconnect-RfaApi }

    Context 'Red Flag Alert' {
        It 'signs in with useManagementflow, and outputs nothing' {
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) | Should -BeNullOrEmpty
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'demo'
            Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
        }

        It 'signs in and refreshes without the argument under -SignInMode Legacy' {
            Set-SandboxOption $sandbox @{ requireManagementFlow = $false }
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -SignInMode Legacy
            Update-RfaToken
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'demo'
            (Get-SandboxLedger $sandbox).refreshes.outcome | Should -Be 'Accepted'
        }

        It 'fails with the wrong sign-in mode' {
            Set-SandboxOption $sandbox @{ requireManagementFlow = $false }
            Get-ThrownError { Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) } | Get-ErrorCode | Should -Be 'SignInFailed'
        }

        It 'sends a password with every kind of character' {
            $password = "p`"a\ss`n$([char]0xA3)$([char]0x65E5)$([char]0x672C)`$(x)'{}"
            Set-SandboxPassword $sandbox demo $password
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (New-Credential demo $password)
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'demo'
        }
    }

    Context 'Toggle' {
        It 'signs in by <By> as <User>' -ForEach @(
            @{ By = 'Auto'; User = 'demo' }
            @{ By = 'Auto'; User = 'demo@example.com' }
            @{ By = 'Email'; User = 'demo@example.com' }
            @{ By = 'UserName'; User = 'demo' }
        ) {
            $session = Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential (Get-SandboxCredential $User) -SignInBy $By -PassThru
            $session.Name | Should -Be "Toggle:${User}@127.0.0.1"
            Invoke-RfaGraphQL '{ me { username } }' -DataPath me.username | Should -Be 'demo'
        }

        It 'reads the token from the header: <_>' -ForEach 'Both', 'XAuthorization', 'Authorization' {
            Set-SandboxOption $sandbox @{ tokenHeaders = $_ }
            Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential (Get-SandboxCredential)
            Invoke-RfaGraphQL '{ me { username } }' -DataPath me.username | Should -Be 'demo'
        }

        It 'fails if the answer has no token header' {
            Add-SandboxFault $sandbox 'drop-token-header'
            Get-ThrownError { Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential (Get-SandboxCredential) } | Get-ErrorCode | Should -Be 'SignInFailed'
        }
    }

    Context 'tokens in place of a credential' {
        BeforeEach {
            $first = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
            $token = Get-RfaAccessToken -Session $first
            Reset-Sandbox $sandbox
        }

        It 'uses an access token without a sign-in' {
            Connect-RfaApi -Endpoint $sandbox.Rfa -AccessToken $token
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'demo'
            (Get-SandboxLedger $sandbox).requests.kind | Should -Be 'Query'
        }

        It 'ends in ReauthenticationRequired when that token dies' {
            Connect-RfaApi -Endpoint $sandbox.Rfa -AccessToken $token
            Revoke-SandboxToken $sandbox access
            Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' } | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
        }

        It 'names the session by service and host' {
            (Connect-RfaApi -Endpoint $sandbox.Rfa -AccessToken $token -PassThru).Name | Should -Be 'RedFlagAlert@127.0.0.1'
        }

        It 'refuses a token that <Why>, and does not show it' -ForEach @(
            @{ Why = 'is not ASCII'; Text = "hunter2$([char]0xA3)" }
            @{ Why = 'is empty'; Text = '' }
        ) {
            $record = Get-ThrownError { Connect-RfaApi -Endpoint $sandbox.Rfa -AccessToken (ConvertTo-Secret $Text) }
            $record | Get-ErrorCode | Should -Be 'InvalidToken'
            "$record" | Should -Not -Match 'hunter'
        }

        It 'refuses a refresh token for Toggle, which has no refresh' {
            Get-ThrownError { Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -RefreshToken $token } | Get-ErrorCode | Should -Be 'InvalidToken'
        }
    }

    Context 'names and defaults' {
        It 'names a session by service, user and host' {
            (Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru).Name | Should -Be 'RedFlagAlert:demo@127.0.0.1'
        }

        It 'makes the last one the default' {
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1)
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user2) -Name two
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'user2'
            (Get-RfaSession).Name | Should -Be 'RedFlagAlert:user1@127.0.0.1', 'two'
        }

        It 'replaces a session of the same name, and the old one can still be used' {
            $old = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -Name same -PassThru
            $new = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user2) -Name SAME -PassThru
            @(Get-RfaSession).Count | Should -Be 1
            Invoke-RfaGraphQL '{ viewer { userName } }' -Session $old -DataPath viewer.userName | Should -Be 'user1'
            Invoke-RfaGraphQL '{ viewer { userName } }' -Session $new -DataPath viewer.userName | Should -Be 'user2'
            Disconnect-RfaApi -Session $old
        }

        It 'does not change the sessions if it fails' {
            $good = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential user1) -Name same -PassThru
            $null = Get-ThrownError { Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (New-Credential user2 wrong) -Name same }
            Get-RfaSession | Should -Be $good
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'user1'
        }

        It 'connects a session again with -Session: the same service, name and settings' {
            $old = Connect-RfaApi -Api Toggle -Endpoint $sandbox.Toggle -Credential (Get-SandboxCredential user1) -Name mine -PassThru
            $new = Connect-RfaApi -Session $old -Credential (Get-SandboxCredential user2) -PassThru
            $new.Name, $new.Api, $new.UserName | Should -Be 'mine', 'Toggle', 'user2'
            $new.Endpoint | Should -Be $old.Endpoint
            @(Get-RfaSession).Count | Should -Be 1
            Disconnect-RfaApi -Session $old
        }

        It 'refuses another service together with -Session' {
            $old = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
            Get-ThrownError { Connect-RfaApi -Session $old -Endpoint $sandbox.Toggle -Credential (Get-SandboxCredential) } | Get-ErrorCode | Should -Be 'ParameterConflict'
        }
    }

    Context 'a sign-in that fails' {
        It 'is tried once: <Api>' -ForEach @{ Api = 'RedFlagAlert'; Address = 'Rfa' }, @{ Api = 'Toggle'; Address = 'Toggle' } {
            $record = Get-ThrownError { Connect-RfaApi -Api $Api -Endpoint $sandbox.$Address -Credential (New-Credential demo hunter2) }
            $record | Get-ErrorCode | Should -Be 'CredentialRejected'
            $record.CategoryInfo.Category | Should -Be 'AuthenticationError'
            $record.TargetObject | Should -Be "${Api}:demo@127.0.0.1"
            $record.ErrorDetails.RecommendedAction | Should -Match 'Connect-RfaApi again'
            "$record" | Should -Not -Match 'hunter2'
            Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
            Get-RfaSession | Should -BeNullOrEmpty
        }

        It 'follows no redirect' {
            Add-SandboxFault $sandbox 'redirect=307@sign-in'
            Get-ThrownError { Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) } | Get-ErrorCode | Should -Be 'RedirectRefused'
            (Get-SandboxLedger $sandbox).trapConnections | Should -Be 0
        }

        It 'ends in ConnectFailed if nobody listens at the port' {
            $record = Get-ThrownError { Connect-RfaApi -Endpoint 'http://127.0.0.1:1/graphql/' -Credential (Get-SandboxCredential) }
            $record | Get-ErrorCode | Should -Be 'ConnectFailed'
            $record.CategoryInfo.Category | Should -Be 'ConnectionError'
        }
    }

    Context 'parameters' {
        It 'refuses the endpoint <Endpoint>' -ForEach @(
            @{ Endpoint = 'http://example.com/graphql' }
            @{ Endpoint = 'https://user:hunter2@example.com/graphql' }
        ) {
            $record = Get-ThrownError { Connect-RfaApi -Endpoint $Endpoint -Credential (Get-SandboxCredential) }
            $record | Get-ErrorCode | Should -Be 'InvalidEndpoint'
            "$record" | Should -Not -Match 'hunter2'
        }

        It 'refuses the header <Header>' -ForEach @(
            @{ Header = 'Authorization'; Value = 'hunter2' }
            @{ Header = 5; Value = 'hunter2' }
        ) {
            $record = Get-ThrownError { Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -Headers @{ $Header = $Value } }
            $record | Get-ErrorCode | Should -Be 'InvalidHeader'
            "$record" | Should -Not -Match 'hunter2'
        }

        It 'refuses parameters that exclude each other: <Why>' -ForEach @(
            @{ Why = 'SignInBy for Red Flag Alert'; Arguments = @{ SignInBy = 'Email' } }
            @{ Why = 'SignInMode for Toggle'; Arguments = @{ Api = 'Toggle'; SignInMode = 'Legacy' } }
            @{ Why = 'a proxy and none'; Arguments = @{ Proxy = 'http://127.0.0.1:1'; NoProxy = $true } }
            @{ Why = 'default credentials without a proxy'; Arguments = @{ ProxyUseDefaultCredentials = $true } }
        ) {
            Get-ThrownError { Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) @Arguments } | Get-ErrorCode | Should -Be 'ParameterConflict'
        }

        It 'uses the proxy of -Proxy' {
            # Nobody listens there: that this fails shows that the proxy is asked.
            $record = Get-ThrownError { Connect-RfaApi -Endpoint 'https://127.0.0.1:2/graphql' -Credential (Get-SandboxCredential) -Proxy 'http://127.0.0.1:1' }
            $record | Get-ErrorCode | Should -BeIn 'ProxyError', 'ConnectFailed'
        }

        It 'does not send a password in the clear to a proxy' {
            Get-ThrownError { Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -Proxy 'http://127.0.0.1:1' } |
                Get-ErrorCode | Should -Be 'InvalidEndpoint'
            Get-SandboxRequestCount $sandbox SignIn | Should -Be 0
        }

        It 'warns of -SkipCertificateCheck' {
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -SkipCertificateCheck -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -Match 'SkipCertificateCheck'
        }

        It 'stops waiting after -TimeoutSec' {
            Add-SandboxFault $sandbox 'hang@sign-in'
            Get-ThrownError { Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -TimeoutSec 1 } | Get-ErrorCode | Should -Be 'RequestTimeout'
        }

        It 'repeats a query -MaximumRetryCount times' {
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -MaximumRetryCount 1 -RetryIntervalSec 1
            Add-SandboxFault $sandbox 'status=503,none@query'
            Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' } | Get-ErrorCode | Should -Be 'ServiceUnavailable'
            Get-SandboxRequestCount $sandbox Query | Should -Be 2
        }

        It 'refuses an answer larger than -MaximumResponseSize' {
            Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -MaximumResponseSize 2048
            Get-ThrownError { Invoke-RfaGraphQL '{ companies(take: 100) { items { company_name } } }' } | Get-ErrorCode | Should -Be 'ResponseTooLarge'
        }

        It 'accepts only the service by position' {
            $record = Get-ThrownError { Connect-RfaApi Toggle }
            $record | Get-ErrorCode | Should -Be 'EndpointRequired'
            $record.CategoryInfo.Category | Should -Be 'InvalidArgument'
            $record = Get-ThrownError { Connect-RfaApi Toggle secret }
            $record.FullyQualifiedErrorId | Should -Match '^PositionalParameterNotFound'
        }
    }
}

Describe 'Connect-RfaApi: secrets of the wrong type' {
    It 'refuses text for -<Parameter>, and does not show it' -ForEach @{ Parameter = 'AccessToken' }, @{ Parameter = 'RefreshToken' } {
        $arguments = @{ $Parameter = 'hunter2' }
        $record = Get-ThrownError { Connect-RfaApi -Endpoint 'http://127.0.0.1:1/' @arguments }
        $record | Get-ErrorCode | Should -Be 'SecretTypeRequired'
        $record.CategoryInfo.Category | Should -Be 'InvalidType'
        ($record | Format-List * -Force | Out-String) | Should -Not -Match 'hunter2'
    }

    It 'refuses <Kind> for -<Parameter>, and does not show it' -ForEach @(
        @{ Parameter = 'Credential'; Kind = 'a number'; Value = 4711 }
        @{ Parameter = 'Credential'; Kind = 'a hashtable'; Value = @{ user = 'demo'; password = '4711' } }
        @{ Parameter = 'ProxyCredential'; Kind = 'a number'; Value = 4711 }
    ) {
        $arguments = @{ $Parameter = $Value }
        $record = Get-ThrownError { Connect-RfaApi -Endpoint 'http://127.0.0.1:1/' @arguments }
        $record | Get-ErrorCode | Should -Be 'SecretTypeRequired'
        ($record | Format-List * -Force | Out-String) | Should -Not -Match '4711'
    }
}

Describe 'Connect-RfaApi: a secret that was disposed of' {
    It 'is SecretTypeRequired for -<_>' -ForEach 'Credential', 'ProxyCredential', 'AccessToken', 'RefreshToken' {
        $text = ConvertTo-SecureString 'x' -AsPlainText -Force
        $arguments = @{ $_ = if ($_ -like '*Credential') { [pscredential]::new('demo', $text) } else { $text } }
        $text.Dispose()
        $record = Get-ThrownError { Connect-RfaApi -Endpoint 'http://127.0.0.1:1/' @arguments }
        $record | Get-ErrorCode | Should -Be 'SecretTypeRequired'
        "$record" | Should -Match 'was already disposed of'
    }
}

Describe 'Connect-RfaApi: asking for the credential' {
    It 'is an error if nobody can be asked: <_>' -ForEach '', '-Credential demo', '-Credential ([pscredential]::Empty)' {
        $output = Invoke-NewProcess "try { Connect-RfaApi -Endpoint http://127.0.0.1:1/ $_ } catch { `$_.FullyQualifiedErrorId }"
        $output | Should -Be 'CredentialRequired,RfaAuth.Commands.ConnectRfaApiCommand'
    }

    It 'is an error in a hosted runspace, a thread job and a runbook' {
        $powershell = [powershell]::Create()
        try {
            $null = $powershell.AddScript("Import-Module '$(Get-ModuleManifestPath)'; try { Connect-RfaApi } catch { `$Host.Name; `$_.FullyQualifiedErrorId }")
            $powershell.Invoke() | Should -Be 'Default Host', 'CredentialRequired,RfaAuth.Commands.ConnectRfaApiCommand'
        }
        finally { $powershell.Dispose() }
    }

    Context 'in a host with a user interface' {
        BeforeAll {
            # In a process of its own, started as interactive: this one may run without a user, and then the module does not
            # ask, whatever a host says. One line for each case: the case, what was output, and for whom it was asked.
            $output = Invoke-NewProcess -Arguments @() -Script @"
Add-Type -Path '$PSScriptRoot/AskingHost.cs'
function Test-Case([string] `$Name, [string] `$Behaviour, [string] `$Command) {
    `$asking = [AskingHost]::new()
    `$asking.UI.Behaviour = `$Behaviour
    `$runspace = [runspacefactory]::CreateRunspace(`$asking)
    `$runspace.Open()
    `$powershell = [powershell]::Create()
    `$powershell.Runspace = `$runspace
    `$script = "Import-Module '$(Get-ModuleManifestPath)'; try { `$Command } catch { ```$_.FullyQualifiedErrorId -replace ',.*'; ```$_.TargetObject }"
    "`${Name}: `$(`$powershell.AddScript(`$script).Invoke()); asked `$(`$asking.UI.Asked.Count) [`$(`$asking.UI.Asked)] `$(`$asking.UI.Messages)"
}
Test-Case both answer 'Connect-RfaApi -Endpoint http://127.0.0.1:1/'
Test-Case password answer 'Connect-RfaApi -Endpoint http://127.0.0.1:1/ -Credential given'
Test-Case parameters answer 'Connect-RfaApi -Api Toggle'
Test-Case address answer 'Connect-RfaApi -Endpoint http://example.com/graphql -Credential a'
Test-Case proxy answer 'Connect-RfaApi -Endpoint https://127.0.0.1:1/ -Proxy http://127.0.0.1:2 -ProxyCredential p -Credential a -MaximumRetryCount 0'
Test-Case cancel cancel 'Connect-RfaApi -Endpoint http://127.0.0.1:1/'
Test-Case throw throw 'Connect-RfaApi -Endpoint http://127.0.0.1:1/'
"@
            $cases = $output -split '\r?\n'
        }

        It 'asks for both' {
            $cases | Should -Contain 'both: ConnectFailed RedFlagAlert:typed@127.0.0.1; asked 1 [] User name and password for RedFlagAlert at 127.0.0.1'
        }

        It 'asks for the password of a user name' {
            $cases | Should -Contain 'password: ConnectFailed RedFlagAlert:given@127.0.0.1; asked 1 [given] User name and password for RedFlagAlert at 127.0.0.1'
        }

        It 'does not ask if another parameter is wrong' {
            $cases | Should -Contain 'parameters: EndpointRequired Connect-RfaApi; asked 0 [] '
            $cases | Should -Contain 'address: InvalidEndpoint Connect-RfaApi; asked 0 [] '
        }

        It 'asks for the password of a proxy, and names the proxy' {
            @($cases -like 'proxy:*') | Should -Match '^proxy: \w+ RedFlagAlert:a@127.0.0.1; asked 2 \[p a\] User name and password for the proxy 127.0.0.1:2 User name and password for RedFlagAlert at 127.0.0.1$'
        }

        It 'is an error if the user cancels' {
            $cases | Should -Contain 'cancel: CredentialRequired Connect-RfaApi; asked 1 [] User name and password for RedFlagAlert at 127.0.0.1'
        }

        It 'is an error if the host fails to ask' {
            $cases | Should -Contain 'throw: CredentialRequired Connect-RfaApi; asked 1 [] User name and password for RedFlagAlert at 127.0.0.1'
        }
    }

    It 'finds out whether somebody can be asked: <Why>, <Expected>' -ForEach @(
        @{ Why = 'a console'; HostName = 'ConsoleHost'; HasUI = $true; Interactive = $true; Line = @('pwsh', '-NoProfile'); Redirected = $false; Expected = $true }
        @{ Why = 'no user interface'; HostName = 'ConsoleHost'; HasUI = $false; Interactive = $true; Line = @('pwsh'); Redirected = $false; Expected = $false }
        @{ Why = 'a service'; HostName = 'ConsoleHost'; HasUI = $true; Interactive = $false; Line = @('pwsh'); Redirected = $false; Expected = $false }
        @{ Why = 'redirected input'; HostName = 'ConsoleHost'; HasUI = $true; Interactive = $true; Line = @('pwsh'); Redirected = $true; Expected = $false }
        @{ Why = 'an editor without a console'; HostName = 'Visual Studio Code Host'; HasUI = $true; Interactive = $true; Line = @('pwsh'); Redirected = $true; Expected = $true }
        @{ Why = 'a runbook'; HostName = 'Default Host'; HasUI = $true; Interactive = $true; Line = @('pwsh'); Redirected = $false; Expected = $false }
        @{ Why = 'a remote session'; HostName = 'ServerRemoteHost'; HasUI = $true; Interactive = $true; Line = @('pwsh'); Redirected = $false; Expected = $false }
        @{ Why = '-NonInteractive'; HostName = 'ConsoleHost'; HasUI = $true; Interactive = $true; Line = @('pwsh', '-NoProfile', '-NonInteractive', '-File', 'x.ps1'); Redirected = $false; Expected = $false }
        @{ Why = '/noni'; HostName = 'ConsoleHost'; HasUI = $true; Interactive = $true; Line = @('powershell.exe', '/noni'); Redirected = $false; Expected = $false }
        @{ Why = "a script's own switch"; HostName = 'ConsoleHost'; HasUI = $true; Interactive = $true; Line = @('pwsh', '-f', 'x.ps1', '-NonInteractive'); Redirected = $false; Expected = $true }
        @{ Why = "a command's own switch"; HostName = 'ConsoleHost'; HasUI = $true; Interactive = $true; Line = @('pwsh', '-Command', 'x -NonInteractive'); Redirected = $false; Expected = $true }
    ) {
        $isRedirected = [Func[bool]] { $Redirected }.GetNewClosure()
        Invoke-Internal RfaAuth.Input.HostInteraction CanPrompt @($HostName, $HasUI, $Interactive, [string[]] $Line, $isRedirected) | Should -Be $Expected
    }
}
