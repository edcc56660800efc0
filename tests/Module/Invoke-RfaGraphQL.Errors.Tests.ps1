#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0

    $partial = '{"data":{"good":1,"bad":null},"errors":[{"message":"first","path":["bad"],"extensions":{"code":"ONE"}},{"message":"second","locations":[{"line":1,"column":3}]}]}'
    $nothing = '{"data":{"bad":null},"errors":[{"message":"first","path":["bad",0,"x"],"extensions":{"code":"ONE"}},{"message":"second"},{"message":"third"}]}'
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'Invoke-RfaGraphQL: errors beside data' {
    BeforeEach {
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server $partial
    }

    It 'outputs the data and writes each error' {
        $data = Invoke-RfaGraphQL 'query Both { good bad }' -ErrorVariable errors -ErrorAction SilentlyContinue
        $data.good | Should -Be 1
        $errors.Count | Should -Be 2
        $errors[0] | Get-ErrorCode | Should -Be 'ONE'
        $errors[0].FullyQualifiedErrorId | Should -Be 'ONE,RfaAuth.Commands.InvokeRfaGraphQLCommand'
        "$($errors[0])" | Should -Be 'first (at bad) (session: RedFlagAlert:demo@127.0.0.1)'
        $errors[1] | Get-ErrorCode | Should -Be 'GraphQLError'
        "$($errors[1])" | Should -Be 'second (line 1, column 3) (session: RedFlagAlert:demo@127.0.0.1)'
        $errors[0].TargetObject | Should -Be 'Both'
        $errors[0].CategoryInfo.Category | Should -Be 'InvalidResult'
        $errors[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'goes on under -ErrorAction Continue' {
        $all = Invoke-RfaGraphQL '{ good bad }' -ErrorAction Continue 2>&1
        @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).Count | Should -Be 2
        ($all | Where-Object { $_ -isnot [System.Management.Automation.ErrorRecord] }).good | Should -Be 1
    }

    It 'writes nothing under -ErrorAction Ignore' {
        $before = $global:Error.Count
        (Invoke-RfaGraphQL '{ good bad }' -ErrorAction Ignore).good | Should -Be 1
        $global:Error.Count | Should -Be $before
    }

    It 'outputs the data before -ErrorAction Stop ends it, and the exception has the answer' {
        $seen = [System.Collections.Generic.List[object]]::new()
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ good bad }' -ErrorAction Stop | ForEach-Object { $seen.Add($_) } }
        $record | Get-ErrorCode | Should -Be 'ONE'
        $seen.Count | Should -Be 1
        $seen[0].good | Should -Be 1
        $record.Exception.Response.Data.good | Should -Be 1
        $record.Exception.Response.Errors.Count | Should -Be 2
    }

    It 'writes the errors although -DataPath finds nothing' {
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ good bad }' -DataPath nowhere -ErrorVariable script:errors -ErrorAction SilentlyContinue }
        $record | Get-ErrorCode | Should -Be 'DataPathNotFound'
        @($errors | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] -and "$_" -match 'first|second' }).Count | Should -Be 2
    }
}

Describe 'Invoke-RfaGraphQL: errors without data' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'terminates with the first error, which says how many more there are' {
        Add-ScriptedAnswer $server $nothing
        $seen = [System.Collections.Generic.List[object]]::new()
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ bad }' -ErrorAction SilentlyContinue | ForEach-Object { $seen.Add($_) } }
        $seen.Count | Should -Be 0
        $record | Get-ErrorCode | Should -Be 'ONE'
        "$record" | Should -Match '^first \(at bad\[0\]\.x\) \(and 2 more'
        $record.Exception.Response.Errors.Message | Should -Be 'first', 'second', 'third'
        $record.Exception.Extensions['code'] | Should -Be 'ONE'
    }

    It 'outputs the body with -Raw and writes each error' {
        Add-ScriptedAnswer $server $nothing
        $body = Invoke-RfaGraphQL '{ bad }' -Raw -ErrorVariable errors -ErrorAction SilentlyContinue
        $body | Should -BeExactly $nothing
        $errors.Count | Should -Be 3
    }

    It "spells Toggle's validation out" {
        Add-ScriptedAnswer $server '{"errors":[{"message":"validation","validation":{"currency":["This field is required"],"value":["too low","odd"]},"customer_facing":false}],"data":{"createBalanceAdjustment":null}}'
        $record = Get-ThrownError { Invoke-RfaGraphQL 'mutation { createBalanceAdjustment }' }
        $record | Get-ErrorCode | Should -Be 'GraphQLError'
        "$record" | Should -Match 'currency: This field is required; value: too low, odd'
        $record.Exception.Validation['currency'] | Should -Be 'This field is required'
        $record.TargetObject | Should -Be 'mutation'
    }

    It 'replaces characters that control a terminal, and keeps the original in the exception' {
        Add-ScriptedAnswer $server '{"errors":[{"message":"a\u001b[31m\u009b\u0007\u202eb\rc"}]}'
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ bad }' }
        "$record" | Should -Not -Match "[\x00-\x08\x0B-\x1F\x7F-\x9F\u202e]"
        "$record" | Should -Match '^a\u241b\[31m'
        ($record | Format-List * -Force | Out-String) | Should -Not -Match "\u009b"
        $record.Exception.Error.Message | Should -Match "\u001b"
    }

    It 'makes an id of any code of a service' {
        Add-ScriptedAnswer $server '{"errors":[{"message":"m","extensions":{"code":"odd, code\u001b"}}]}'
        (Get-ThrownError { Invoke-RfaGraphQL '{ bad }' }).FullyQualifiedErrorId | Should -Be 'odd__code_,RfaAuth.Commands.InvokeRfaGraphQLCommand'
    }

    It 'ends in OutcomeUnknown if the answer to a mutation is lost' {
        Add-ScriptedAnswer $server 'oops' -Status 502
        $record = Get-ThrownError { Invoke-RfaGraphQL 'mutation Pay { pay }' }
        $record | Get-ErrorCode | Should -Be 'OutcomeUnknown'
        $record.Exception.OutcomeUnknown | Should -BeTrue
        $record.TargetObject | Should -Be 'Pay'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
    }

    It 'ends in RequestTimeout after -TimeoutSec' {
        Add-ScriptedAnswer $server -Hang
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        Get-ThrownError { Invoke-RfaGraphQL '{ bad }' -TimeoutSec 1 } | Get-ErrorCode | Should -Be 'RequestTimeout'
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 4
    }

    It 'refuses a -TimeoutSec of <_>' -ForEach 0, -1, 2147483647 {
        { Invoke-RfaGraphQL '{ bad }' -TimeoutSec $_ } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

Describe 'Invoke-RfaGraphQL: a token that died' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'is renewed once, and the call sent again once' {
        Add-ScriptedAnswer $server '{"errors":[{"message":"Unauthorized","locations":[{"line":2,"column":3}],"customer_facing":false}]}'
        $response = Invoke-RfaGraphQL '{ ping }' -FullResponse
        $response.Data.ping | Should -Be 'pong'
        $response.Attempts | Should -Be 2
        $response.TokenRenewed | Should -BeTrue
        $calls = @(Get-ScriptedRequest $server -Calls)
        $calls.Count | Should -Be 2
        $calls[1].Authorization | Should -Not -Be $calls[0].Authorization
        @(Get-ScriptedRequest $server | Where-Object Text -Match 'signInRefresh').Count | Should -Be 1
    }

    It 'is an error with -NoAuthRetry' {
        Add-ScriptedAnswer $server '{"errors":[{"message":"x","extensions":{"code":"AUTH_NOT_AUTHENTICATED"}}]}'
        $record = Get-ThrownError { Invoke-RfaGraphQL '{ ping }' -NoAuthRetry }
        $record | Get-ErrorCode | Should -Be 'Unauthorized'
        $record.CategoryInfo.Category | Should -Be 'AuthenticationError'
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 1
    }

    It 'does not send a mutation again whose second field may have run, and says so' {
        Update-RfaToken
        Clear-ScriptedServer $server
        Add-ScriptedAnswer $server '{"data":null,"errors":[{"message":"Unauthorized","path":["first"]}]}' -Status 401
        $record = Get-ThrownError { Invoke-RfaGraphQL 'mutation { first second }' }
        $record | Get-ErrorCode | Should -Be 'Unauthorized'
        $record.Exception.Message | Should -BeLike "*The mutation was not sent again: 'first' was refused, 'second' may have run. The next call renews the token."
        $record.ErrorDetails.RecommendedAction | Should -BeLike 'Do not run the mutation again as it is. First look at the service *'
        @(Get-ScriptedRequest $server).Count | Should -Be 1
        $null = Invoke-RfaGraphQL '{ ping }'
        @(Get-ScriptedRequest $server | Where-Object Text -Match 'signInRefresh').Count | Should -Be 1
    }

    It 'is renewed once if the refusal can also mean a missing right' {
        Update-RfaToken
        Clear-ScriptedServer $server
        1..3 | ForEach-Object { Add-ScriptedAnswer $server '{"errors":[{"message":"no","extensions":{"code":"AUTH_NOT_AUTHORIZED"}}]}' }
        1..2 | ForEach-Object {
            $record = Get-ThrownError { Invoke-RfaGraphQL '{ ping }' }
            $record | Get-ErrorCode | Should -Be 'Forbidden'
            $record.CategoryInfo.Category | Should -Be 'PermissionDenied'
        }
        @(Get-ScriptedRequest $server -Calls).Count | Should -Be 3
        @(Get-ScriptedRequest $server | Where-Object Text -Match 'signInRefresh').Count | Should -Be 1
    }
}
