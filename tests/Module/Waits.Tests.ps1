#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox '--option', 'listSize=20'
    $whoAmI = '{ viewer { userName } }'
    $list = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { number } pageInfo { hasNextPage } } }'
    $busy = 'status=429,none:1@query', 'retry-after=3:1@query'

    # Runs a script in a runspace of its own and returns its output, its progress records and its verbose lines.
    function Invoke-Watched {
        param([string] $Script, [object[]] $Arguments)
        $powershell = New-Script $Script $Arguments
        try {
            $output = $powershell.Invoke()
            [pscustomobject]@{
                Output  = $output
                Records = @($powershell.Streams.Progress)
                Waits   = @($powershell.Streams.Progress | Where-Object Activity -Like '* is waiting')
                Verbose = @($powershell.Streams.Verbose.Message)
                Errors  = @($powershell.Streams.Error)
            }
        }
        finally { $powershell.Dispose() }
    }

    # The record of a wait, and that it was taken away.
    function Assert-Wait {
        param($Watched, [string] $Command, [string] $Reason)
        $Watched.Errors | Should -BeNullOrEmpty
        $Watched.Waits.Count | Should -BeGreaterThan 1
        $Watched.Waits[0].Activity | Should -Be "$Command is waiting"
        $Watched.Waits[0].StatusDescription | Should -Match "^$($Reason): \d+ seconds, until \d\d:\d\d:\d\d`$"
        $Watched.Waits[-1].RecordType | Should -Be 'Completed'
    }
}

AfterAll { Stop-Sandbox $sandbox }

Describe 'A wait of more than two seconds' {
    BeforeAll {
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -PassThru
    }

    AfterAll { Disconnect-RfaApi -Session $session }

    BeforeEach { $null = Invoke-SandboxAdministration $sandbox DELETE faults }

    It 'shows a progress record in a single call, a list and a batch: <Why>' -ForEach @(
        @{ Why = 'a call'; Script = 'Invoke-RfaGraphQL $extra[0] -Session $session' }
        @{ Why = 'a list'; Script = 'Invoke-RfaGraphQL $extra[1] -All -PageSize 10 -Session $session' }
        @{ Why = 'a batch'; Script = '0, 5 | Invoke-RfaGraphQL ($extra[1] -replace "skip: Int, .take: Int", "skip: Int" -replace "take: .take", "take: 2") -ThrottleLimit 2 -Session $session' }
    ) {
        Add-SandboxFault $sandbox $busy
        $watched = Invoke-Watched $Script $session, @($whoAmI, $list)
        $watched.Output.Count | Should -BeGreaterThan 0
        Assert-Wait $watched 'Invoke-RfaGraphQL' 'The service asked for fewer requests'
    }

    It 'shows a progress record for a sign-in and a refresh' {
        Add-SandboxFault $sandbox 'status=429,none:1@sign-in', 'retry-after=3:1@sign-in'
        $watched = Invoke-Watched 'Connect-RfaApi -Endpoint $session -Credential $extra -PassThru | ForEach-Object State' $sandbox.Rfa, (Get-SandboxCredential)
        $watched.Output | Should -Be 'Connected'
        Assert-Wait $watched 'Connect-RfaApi' 'The service asked for fewer requests'

        Add-SandboxFault $sandbox 'status=429,none:1@refresh', 'retry-after=3:1@refresh'
        $watched = Invoke-Watched 'Update-RfaToken -Session $session' $session
        Assert-Wait $watched 'Update-RfaToken' 'The service asked for fewer requests'
    }

    It 'shows a progress record while another call renews the token' {
        $other = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -Name other -PassThru
        Revoke-SandboxToken $sandbox access
        Add-SandboxFault $sandbox 'status=429,none:1@refresh', 'retry-after=3:1@refresh'
        $watched = Invoke-Watched '1..2 | ForEach-Object { $_ } | Invoke-RfaGraphQL ''query One($n: Int = 0) { companies(skip: $n, take: 1) { items { company_number } } }'' -ThrottleLimit 2 -Session $session' $other
        $watched.Output.Count | Should -Be 2
        Assert-Wait $watched 'Invoke-RfaGraphQL' 'The service asked for fewer requests'
        Disconnect-RfaApi -Session $other
    }

    It 'shows a progress record for a late answer, with the time limit' {
        Add-SandboxFault $sandbox 'delay=2600:1@query'
        $watched = Invoke-Watched 'Invoke-RfaGraphQL $extra -Session $session' $session, $whoAmI
        $watched.Waits[0].StatusDescription | Should -Match '^The service has not answered yet: at most 100 seconds, until \d\d:\d\d:\d\d$'
        $watched.Waits[-1].RecordType | Should -Be 'Completed'
    }

    It 'is named by -Verbose, like a shorter one' {
        Add-SandboxFault $sandbox 'status=429,none:1@query', 'retry-after=1:1@query'
        $watched = Invoke-Watched 'Invoke-RfaGraphQL $extra -Session $session -Verbose' $session, $whoAmI
        $watched.Verbose -match '^The service asked for fewer requests: waiting 1\.0 seconds\.$' | Should -HaveCount 1
        $watched.Waits | Should -BeNullOrEmpty
    }

    It 'never ends a call under $ProgressPreference <_>' -ForEach 'Stop', 'Inquire', 'SilentlyContinue', 'Ignore' {
        Add-SandboxFault $sandbox $busy
        $watched = Invoke-Watched "`$ProgressPreference = '$_'; Invoke-RfaGraphQL `$extra -Session `$session -DataPath viewer.userName" $session, $whoAmI
        $watched.Output | Should -Be 'demo'
        $watched.Errors | Should -BeNullOrEmpty
    }

    It 'that ends in an error removes its record' {
        Add-SandboxFault $sandbox 'status=429,none@query', 'retry-after=3@query'
        $watched = Invoke-Watched 'try { Invoke-RfaGraphQL $extra -Session $session -TimeoutSec 5 } catch { $_.FullyQualifiedErrorId; $_.Exception.IsRetryable; $_.Exception.RetryAfter.TotalSeconds }' $session, $whoAmI
        $watched.Output[0] | Should -BeLike 'TooManyRequests,*'
        $watched.Output[1] | Should -BeTrue
        $watched.Output[2] | Should -Be 3
        $watched.Waits[-1].RecordType | Should -Be 'Completed'
        # The pause is the session's: it is over before the next test.
        $null = Invoke-SandboxAdministration $sandbox DELETE faults
        $null = Invoke-RfaGraphQL $whoAmI -Session $session
    }
}

Describe 'A transient refusal' {
    BeforeAll {
        $server = Start-ScriptedServer
        $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -RetryIntervalSec 1 -PassThru
        $refused = '{"errors":[{"message":"x","extensions":{"code":"RATE_LIMITED","retryAfter":0.2}}]}'
    }

    AfterAll {
        Disconnect-RfaApi -Session $session
        Stop-ScriptedServer $server
    }

    BeforeEach { Clear-ScriptedServer $server }

    It 'loses no page of a list' {
        Add-ScriptedAnswer $server '{"data":{"entries":{"items":[{"number":1}],"pageInfo":{"hasNextPage":true}}}}'
        Add-ScriptedAnswer $server $refused
        Add-ScriptedAnswer $server '{"errors":[{"message":"x"}]}' -Status 503
        Add-ScriptedAnswer $server '{"data":{"entries":{"items":[{"number":2}],"pageInfo":{"hasNextPage":false}}}}'
        (Invoke-RfaGraphQL $list -All -PageSize 1 -Session $session).number | Should -Be 1, 2
    }

    It 'loses no row of a batch, and runs no mutation twice' {
        $mutation = 'mutation Add($n: Int!) { add(n: $n) }'
        Add-ScriptedAnswer $server '{"data":{"add":1}}'
        Add-ScriptedAnswer $server $refused
        Add-ScriptedAnswer $server '{"data":{"add":2}}'
        # This one may have run.
        Add-ScriptedAnswer $server '{"data":{"add":null},"errors":[{"message":"x","path":["add"],"extensions":{"code":"RATE_LIMITED"}}]}'
        Add-ScriptedAnswer $server '{"data":{"add":4}}'
        $added = 1..4 | Invoke-RfaGraphQL $mutation -Session $session -DataPath add -ErrorVariable errors -ErrorAction SilentlyContinue
        $added | Should -Be 1, 2, 4
        $errors | Get-ErrorCode | Should -Be 'TooManyRequests'
        $errors[0].Exception.IsRetryable | Should -BeFalse
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 5
    }

    It 'that does not end has an error id, a category and the wait' {
        1..3 | ForEach-Object { Add-ScriptedAnswer $server '{"errors":[{"message":"Too busy","extensions":{"http":{"status":503,"headers":{"retry-after":"0.1"}}}}]}' }
        $thrown = Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -Session $session }
        $thrown | Get-ErrorCode | Should -Be 'ServiceUnavailable'
        $thrown.CategoryInfo.Category | Should -Be 'ResourceUnavailable'
        $thrown.Exception.IsRetryable | Should -BeTrue
        $thrown.Exception.RetryAfter.TotalSeconds | Should -Be 0.1
        $thrown.ErrorDetails.RecommendedAction | Should -BeLike 'Try again later*'
    }
}

Describe 'A spent cost budget' {
    BeforeEach {
        $costly = Start-Sandbox '--option', 'costPerField=9000', '--option', 'costRefill=50000'
    }

    AfterEach {
        Get-RfaSession | Where-Object Api -EQ Toggle | Disconnect-RfaApi
        Stop-Sandbox $costly
    }

    It 'is waited for by a sign-in, by the query after it, and by another process' {
        $orders = 'query Orders { Orders(page: 1, limit: 1) { data { id } } }'
        $first = Connect-RfaApi -Api Toggle -Endpoint $costly.Toggle -Credential (Get-SandboxCredential) -CostReserve 5 -Name first -PassThru
        $first.ThrottleStatus.CurrentlyAvailable | Should -Be 0
        $null = Invoke-RfaGraphQL $orders -Session $first
        # Like another process: it does not know of the budget, and its sign-in and its query are refused at first.
        $second = Connect-RfaApi -Api Toggle -Endpoint $costly.Toggle -Credential (Get-SandboxCredential) -CostReserve 5 -Name second -PassThru
        $null = Invoke-RfaGraphQL $orders -Session $second
        $token = Get-RfaAccessToken -Session $second
        $third = Connect-RfaApi -Api Toggle -Endpoint $costly.Toggle -AccessToken $token -CostReserve 5 -Name third -PassThru
        $null = Invoke-RfaGraphQL $orders -Session $third
        $first.State, $second.State, $third.State | Should -Be 'Connected', 'Connected', 'Connected'
        "$($first.LastError)$($second.LastError)$($third.LastError)" | Should -BeNullOrEmpty
    }
}
