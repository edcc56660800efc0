#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -Headers @{ 'X-Tenant' = 'acme' } -RetryIntervalSec 1 -PassThru
    $query = '{ ping }'
    $list = 'query ($skip: Int, $take: Int) { things(skip: $skip, take: $take) { items { a } pageInfo { hasNextPage } } }'
    $shown = @{ 'X-Request-Id' = 'req-1'; 'Set-Cookie' = 'sid=cookie-secret'; 'X-RateLimit-Remaining' = '7'; 'X-Powered-By' = 'hamsters' }

    function Get-Sent { param([string] $Name) @(Get-ScriptedRequest $server -Calls | ForEach-Object { $_.Headers[$Name] }) }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'Headers of one call' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'go with each attempt beside those of the session, and not with the next call' {
        Add-ScriptedAnswer $server '' 503
        Add-ScriptedAnswer $server '{"errors":[{"message":"Unauthorized"}]}'
        $null = Invoke-RfaGraphQL $query -Headers @{ 'Idempotency-Key' = [guid] '5f5e1000-0000-4000-8000-000000000001'; 'X-Number' = 7 }
        $null = Invoke-RfaGraphQL $query
        Get-Sent Idempotency-Key | Should -Be @(1..3 | ForEach-Object { '5f5e1000-0000-4000-8000-000000000001' }; $null)
        Get-Sent X-Number | Should -Be '7', '7', '7', $null
        Get-Sent X-Tenant | Should -Be 'acme', 'acme', 'acme', 'acme'
        @(Get-ScriptedRequest $server | Where-Object Text -Match 'signInRefresh')[0].Headers['Idempotency-Key'] | Should -BeNullOrEmpty
    }

    It 'go with each page of a list and each input of a batch' {
        Add-ScriptedAnswer $server '{"data":{"things":{"items":[{"a":1}],"pageInfo":{"hasNextPage":true}}}}'
        Add-ScriptedAnswer $server '{"data":{"things":{"items":[{"a":2}],"pageInfo":{"hasNextPage":false}}}}'
        (Invoke-RfaGraphQL $list -All -PageSize 1 -Headers @{ 'X-Run' = 'one' }).a | Should -Be 1, 2
        $null = 1..2 | Invoke-RfaGraphQL 'query ($n: Int!) { ping }' -Headers @{ 'X-Run' = 'two' } -WarningVariable warnings
        Get-Sent X-Run | Should -Be 'one', 'one', 'two', 'two'
        $warnings | Should -BeNullOrEmpty
    }

    It 'lead to a warning if all mutations of a batch have one idempotency key' {
        $null = 1..2 | Invoke-RfaGraphQL 'mutation ($n: Int!) { ping }' -Headers @{ 'Idempotency-Key' = 'k' } -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
        "$warnings" | Should -Match "^The header 'Idempotency-Key' is the same for each input"
    }

    It 'are refused, with no value shown and nothing sent: <Why>' -ForEach @(
        @{ Why = 'the token'; Headers = @{ authorization = 'hunter2' } }
        @{ Why = 'the session sends it'; Headers = @{ 'x-tenant' = 'hunter2' } }
        @{ Why = 'the body'; Headers = @{ 'Content-Type' = 'hunter2' } }
        @{ Why = 'two lines'; Headers = @{ 'X-A' = "hunter2`r`nX-B: 1" } }
        @{ Why = 'null'; Headers = @{ 'Idempotency-Key' = $null } }
        @{ Why = 'an object'; Headers = @{ 'X-A' = @{ hunter2 = 1 } } }
        @{ Why = 'bytes'; Headers = @{ 'X-A' = [byte[]] (1, 2) } }
        @{ Why = 'a name that is no text'; Headers = @{ 7 = 'hunter2' } }
    ) {
        foreach ($call in { Invoke-RfaGraphQL $query -Headers $Headers }, { 1..2 | Invoke-RfaGraphQL 'query ($n: Int!) { ping }' -Headers $Headers }) {
            $record = Get-ThrownError $call
            $record | Get-ErrorCode | Should -Be 'InvalidHeader'
            "$record" | Should -Not -Match 'hunter2'
        }
        Get-ScriptedRequest $server -Calls | Should -BeNullOrEmpty
    }

    It 'are hidden in answers if they are secret: <Why>' -ForEach @(
        @{ Why = 'by the name'; Header = { @{ 'X-Api-Key' = 'Canary-key-4711' } } }
        @{ Why = 'by the type'; Header = { @{ 'X-Thing' = ConvertTo-Secret 'Canary-key-4711' } } }
    ) {
        Add-ScriptedAnswer $server '{"errors":[{"message":"not this: Canary-key-4711"}]}'
        $record = Get-ThrownError { Invoke-RfaGraphQL $query -Headers (& $Header) -Verbose 4>&1 }
        "$record" | Should -Match 'not this: \(hidden\)'
        "$(Get-Sent 'X-Api-Key')$(Get-Sent 'X-Thing')" | Should -Be 'Canary-key-4711'
    }
}

Describe 'Headers of an answer' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'are in the whole answer if they are about the call' {
        Add-ScriptedAnswer $server -Headers $shown
        $headers = (Invoke-RfaGraphQL $query -FullResponse).Headers
        $headers['x-request-id'] | Should -Be 'req-1'
        $headers.'X-RateLimit-Remaining' | Should -Be '7'
        $headers.ContainsKey('Date') | Should -BeTrue
        $headers.Keys | Should -Not -Contain 'X-Powered-By'
        $headers.Keys | Should -Not -Contain 'Set-Cookie'
    }

    It 'are all in -ResponseHeadersVariable, except those with a token' {
        Add-ScriptedAnswer $server -Headers $shown
        Invoke-RfaGraphQL $query -ResponseHeadersVariable headers | ForEach-Object { $headers.'X-Powered-By' } | Should -Be 'hamsters'
        $headers['Content-Type'] | Should -Be 'application/json; charset=utf-8'
        , $headers['X-Request-Id'] | Should -BeOfType [string[]]
        "$($headers.Keys)" | Should -Not -Match 'Cookie'
    }

    It 'are those of the last answer of a list or batch, or null without an answer' {
        1..3 | ForEach-Object { Add-ScriptedAnswer $server -Headers @{ 'X-Request-Id' = "req-$_" } }
        $null = 1..3 | Invoke-RfaGraphQL 'query ($n: Int!) { ping }' -RHV headers
        $headers['X-Request-Id'] | Should -Be 'req-3'
        Add-ScriptedAnswer $server '{"data":{"things":{"items":[{"a":1}],"pageInfo":{"hasNextPage":true}}}}' -Headers @{ 'X-Request-Id' = 'page-1' }
        Add-ScriptedAnswer $server '{"data":{"things":{"items":[{"a":2}],"pageInfo":{"hasNextPage":false}}}}' -Headers @{ 'X-Request-Id' = 'page-2' }
        $null = Invoke-RfaGraphQL $list -All -PageSize 1 -RHV headers
        $headers['X-Request-Id'] | Should -Be 'page-2'
        try { Invoke-RfaGraphQL $query @{ no = 1 } -RHV headers } catch { $_ | Get-ErrorCode | Should -Be 'InvalidVariables' }
        $headers | Should -BeNullOrEmpty
    }

    It 'are on an error, which shows the id of the request: <Why>' -ForEach @(
        @{ Why = 'of GraphQL'; Body = '{"errors":[{"message":"no"}]}'; Status = 200 }
        @{ Why = 'of HTTP'; Body = '<html>'; Status = 400 }
    ) {
        Add-ScriptedAnswer $server $Body $Status -Headers $shown
        # Not in a scope of its own: it sets a variable.
        $record = try { Invoke-RfaGraphQL $query -RHV headers } catch { $_ }
        "$record" | Should -Match 'request id: req-1\)$'
        $record.Exception.RequestId | Should -Be 'req-1'
        $record.Exception.Headers.'X-RateLimit-Remaining' | Should -Be '7'
        $record.Exception.Headers.Keys | Should -Not -Contain 'Set-Cookie'
        $headers['X-Request-Id'] | Should -Be 'req-1'
    }

    It 'are short in the view of an answer' {
        Add-ScriptedAnswer $server '{"errors":[{"message":"no"}]}' -Headers @{ 'X-Request-Id' = ('r' * 300) }
        "$(Get-ThrownError { Invoke-RfaGraphQL $query })".Length | Should -BeLessThan 200
    }
}
