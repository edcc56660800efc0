#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox
    $server = Start-ScriptedServer
    # A token of the sandbox, as a user would get it elsewhere.
    function Get-Token {
        $session = Connect-RfaApi -Endpoint $sandbox.Rfa -Credential (Get-SandboxCredential) -Name source -PassThru
        Get-RfaAccessToken -Session $session
        Disconnect-RfaApi source
    }
}

AfterAll {
    Stop-ScriptedServer $server
    Stop-Sandbox $sandbox
}

Describe 'Connect-RfaApi -Api GraphQL' {
    BeforeEach {
        Reset-Sandbox $sandbox
        Clear-ScriptedServer $server
    }

    AfterEach { Get-RfaSession | Disconnect-RfaApi }

    Context 'with a token' {
        It 'sends the token with each request, and does not sign in' {
            $token = Get-Token
            Reset-Sandbox $sandbox
            Connect-RfaApi -Api GraphQL -Endpoint $sandbox.Rfa -AccessToken $token
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'demo'
            Get-SandboxRequestCount $sandbox SignIn | Should -Be 0
        }

        It 'shows the session' {
            $session = Connect-RfaApi -Api graphql -Endpoint $sandbox.Rfa -AccessToken (Get-Token) -PassThru
            $session.Name | Should -Be 'GraphQL@127.0.0.1'
            $session.Api | Should -BeExactly 'GraphQL'
            $session.State | Should -Be 'Connected'
            $session.CanRenew | Should -BeFalse
            $session.UserName | Should -BeNullOrEmpty
            $session.ExpiresAt | Should -BeGreaterThan ([datetimeoffset]::UtcNow)
            $session | Format-Table | Out-String | Should -Match 'GraphQL@127\.0\.0\.1'
            $session | Format-List | Out-String | Should -Match 'Connected'
        }

        It 'shows no expiry for a token without one, and returns the token' {
            $session = Connect-RfaApi -Api GraphQL -Endpoint $server.Endpoint -AccessToken (ConvertTo-Secret 'opaque-token') -PassThru
            $session.ExpiresAt | Should -BeNullOrEmpty
            $session.TimeLeftText | Should -BeNullOrEmpty
            Get-RfaAccessToken -AsPlainText | Should -BeExactly 'opaque-token'
            $session.State | Should -Be 'Connected'
        }

        It 'ends in ReauthenticationRequired when the service refuses it, and goes on with a new one' {
            $session = Connect-RfaApi -Api GraphQL -Endpoint $sandbox.Rfa -AccessToken (Get-Token) -PassThru
            Revoke-SandboxToken $sandbox
            $record = Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' }
            $record | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
            $record.ErrorDetails.RecommendedAction | Should -Match '-AccessToken'
            $session.State | Should -Be 'ReauthenticationRequired'

            Connect-RfaApi -Session $session -AccessToken (Get-Token)
            Invoke-RfaGraphQL '{ viewer { userName } }' -DataPath viewer.userName | Should -Be 'demo'
            (Get-RfaSession).Name | Should -Be 'GraphQL@127.0.0.1'
        }

        It 'cannot renew the token' {
            Connect-RfaApi -Api GraphQL -Endpoint $sandbox.Rfa -AccessToken (Get-Token)
            Get-ThrownError { Update-RfaToken } | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
            { Update-RfaToken -IfExpiringWithin 0:10 } | Should -Not -Throw
        }

        It 'runs batches, lists and mutations, and reads the schema' {
            Connect-RfaApi -Api GraphQL -Endpoint $sandbox.Rfa -AccessToken (Get-Token)
            @(Invoke-RfaGraphQL 'query($skip: Int, $take: Int) { companies(skip: $skip, take: $take) { items { company_number } totalCount } }' -All -First 12).Count | Should -Be 12
            $names = 'demo', 'demo' | ForEach-Object { [pscustomobject]@{ x = $true } } | Invoke-RfaGraphQL 'query($x: Boolean!) { viewer @include(if: $x) { userName } }' -DataPath viewer.userName
            $names | Should -Be 'demo', 'demo'
            Get-RfaSchema | Should -Not -BeNullOrEmpty
            Invoke-RfaGraphQL 'mutation { createNote(text: "x") { id } }' -WhatIf
            Get-SandboxRequestCount $sandbox Mutation | Should -Be 0
        }

        It 'ends with Disconnect-RfaApi' {
            $session = Connect-RfaApi -Api GraphQL -Endpoint $sandbox.Rfa -AccessToken (Get-Token) -PassThru
            Disconnect-RfaApi
            $session.State | Should -Be 'Disconnected'
            Get-RfaSession | Should -BeNullOrEmpty
        }
    }

    Context 'without a token' {
        It 'sends no Authorization and asks for no credential' {
            Add-ScriptedAnswer $server
            Connect-RfaApi -Api GraphQL -Endpoint $server.Endpoint
            Invoke-RfaGraphQL '{ ping }' -DataPath ping | Should -Be 'pong'
            (Get-ScriptedRequest $server).Count | Should -Be 1
            (Get-ScriptedRequest $server).Authorization | Should -BeNullOrEmpty
        }

        It 'ends in Unauthorized if the service needs a token, and says how to pass it' {
            Connect-RfaApi -Api GraphQL -Endpoint $sandbox.Rfa
            $record = Get-ThrownError { Invoke-RfaGraphQL '{ viewer { userName } }' }
            $record | Get-ErrorCode | Should -Be 'Unauthorized'
            $record.ErrorDetails.RecommendedAction | Should -Match '-AccessToken'
            (Get-RfaSession).State | Should -Be 'Connected'
        }

        It 'has no token to return or to renew' {
            Connect-RfaApi -Api GraphQL -Endpoint $server.Endpoint
            Get-ThrownError { Get-RfaAccessToken } | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
            Get-ThrownError { Update-RfaToken } | Get-ErrorCode | Should -Be 'ReauthenticationRequired'
            @(Update-RfaToken -IfExpiringWithin 0:10 -Verbose 4>&1)[-1] | Should -Match 'has no access token'
        }
    }

    Context 'its parameters' {
        It 'refuses -<Name>' -ForEach @(
            @{ Name = 'Credential'; Value = { Get-SandboxCredential } }
            @{ Name = 'CredentialSecret'; Value = { 'secret' } }
            @{ Name = 'TokenSecret'; Value = { 'secret' } }
            @{ Name = 'Vault'; Value = { 'vault' } }
            @{ Name = 'Force'; Value = { $true } }
            @{ Name = 'RefreshToken'; Value = { ConvertTo-Secret 'R1' } }
            @{ Name = 'SignInBy'; Value = { 'Email' } }
            @{ Name = 'SignInMode'; Value = { 'Legacy' } }
        ) {
            $arguments = @{ $Name = & $Value }
            $record = Get-ThrownError { Connect-RfaApi -Api GraphQL -Endpoint $server.Endpoint @arguments }
            $record | Get-ErrorCode | Should -Be 'ParameterConflict'
            "$record" | Should -Match "-$Name\b"
            Get-RfaSession | Should -BeNullOrEmpty
        }

        It 'refuses a credential for a session that is connected again' {
            $session = Connect-RfaApi -Api GraphQL -Endpoint $server.Endpoint -PassThru
            Get-ThrownError { Connect-RfaApi -Session $session -Credential (Get-SandboxCredential) } | Get-ErrorCode | Should -Be 'ParameterConflict'
        }

        It 'needs an endpoint with https' {
            Get-ThrownError { Connect-RfaApi -Api GraphQL } | Get-ErrorCode | Should -Be 'EndpointRequired'
            Get-ThrownError { Connect-RfaApi -Api GraphQL -Endpoint http://service.example/graphql } | Get-ErrorCode | Should -Be 'InvalidEndpoint'
        }
    }
}

Describe 'Connect-RfaApi -Api' {
    BeforeAll { $names = (Get-Command Connect-RfaApi).Parameters.Api.Attributes.ValidValues }

    It 'accepts the names of the services and no other' {
        $record = Get-ThrownError { Connect-RfaApi -Api Nothing -Endpoint $server.Endpoint }
        $record.FullyQualifiedErrorId | Should -Be 'ParameterArgumentValidationError,RfaAuth.Commands.ConnectRfaApiCommand'
        "$record" | Should -Match ($names -join ', ')
    }

    It 'completes the names of the services' {
        $line = 'Connect-RfaApi -Api '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be $names
        $names | Should -Contain 'RedFlagAlert'
        $line = 'Connect-RfaApi -Api g'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'GraphQL'
    }
}
