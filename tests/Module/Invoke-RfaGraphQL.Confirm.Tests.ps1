#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1", "$PSScriptRoot/AskingHost.psm1"
    Import-Module (Get-ModuleManifestPath)
    $server = Start-ScriptedServer
    $session = Connect-RfaApi -Endpoint $server.Endpoint -Credential (New-Credential) -MaximumRetryCount 0 -Name shop -PassThru

    $mutation = 'mutation Adjust($value: Int!, $password: String) { first: createBalanceAdjustment(value: $value, password: $password) }'
    $values = @{ value = -1000 }

    function Invoke-InHost {
        param([string] $Script, [int] $Choice, [string] $Behaviour = 'answer', $Session = $session, [hashtable] $Values = $values)
        Invoke-InAskingHost $Script @{ session = $Session; mutation = $mutation; values = $Values } $Behaviour $Choice
    }

    function Get-CallCount { @(Get-ScriptedRequest $server -Calls).Count }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'Invoke-RfaGraphQL -WhatIf' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'names a mutation, its fields and its variables, and sends nothing' {
        $run = Invoke-InHost 'Invoke-RfaGraphQL $mutation $values -Session $session -WhatIf'
        $run.Errors.Count | Should -Be 0
        $run.Output.Count | Should -Be 0
        $run.Lines | Should -Be 'What if: Run the mutation Adjust (createBalanceAdjustment) in shop with value = -1000.'
        Get-CallCount | Should -Be 0
    }

    It 'hides secrets: <Why>' -ForEach @(
        @{ Why = 'a SecureString'; Make = { @{ value = 1; password = (ConvertTo-Secret 'hunter2') } } }
        @{ Why = 'text under the name of one'; Make = { @{ value = 1; password = 'hunter2' } } }
    ) {
        $run = Invoke-InHost 'Invoke-RfaGraphQL $mutation $values -Session $session -WhatIf' -Values (& $Make)
        $run.Lines | Should -Match 'password = \(hidden\)'
        $run.Lines | Should -Not -Match 'hunter2'
    }

    It 'works for <_>' -ForEach @(
        '$WhatIfPreference = $true; Invoke-RfaGraphQL $mutation $values -Session $session'
        'function Test { [CmdletBinding(SupportsShouldProcess)] param() Invoke-RfaGraphQL $mutation $values -Session $session }; Test -WhatIf'
        'Invoke-RfaGraphQL $mutation $values -Session $session -WhatIf -Verbose'
    ) {
        $run = Invoke-InHost $_
        $run.Lines | Should -Be 'What if: Run the mutation Adjust (createBalanceAdjustment) in shop with value = -1000.'
        Get-CallCount | Should -Be 0
    }

    It 'is turned off by -WhatIf:$false' {
        $run = Invoke-InHost '$WhatIfPreference = $true; Invoke-RfaGraphQL $mutation $values -Session $session -WhatIf:$false'
        $run.Lines.Count | Should -Be 0
        Get-CallCount | Should -Be 1
    }

    It 'obtains no token' {
        $bare = Connect-RfaApi -Endpoint $server.Endpoint -RefreshToken (ConvertTo-Secret 'a-refresh-token') -Name bare -PassThru
        try {
            (Invoke-InHost 'Invoke-RfaGraphQL $mutation $values -Session $session -WhatIf' -Session $bare).Lines.Count | Should -Be 1
            @(Get-ScriptedRequest $server).Count | Should -Be 0
            $null = Invoke-InHost 'Invoke-RfaGraphQL $mutation $values -Session $session' -Session $bare
            @(Get-ScriptedRequest $server).Count | Should -Be 2
        }
        finally { Disconnect-RfaApi -Session $bare }
    }

    It 'runs a query without a message' {
        $run = Invoke-InHost 'Invoke-RfaGraphQL "{ ping }" -Session $session -WhatIf'
        $run.Output.ping | Should -Be 'pong'
        $run.Lines.Count | Should -Be 0
        Get-CallCount | Should -Be 1
    }

    It 'still finds mistakes: <Code>' -ForEach @(
        @{ Code = 'InvalidVariables'; Script = 'Invoke-RfaGraphQL $mutation @{ value = "x" } -Session $session -WhatIf' }
        @{ Code = 'GraphQLSyntaxError'; Script = 'Invoke-RfaGraphQL "mutation {" -Session $session -WhatIf' }
    ) {
        $run = Invoke-InHost $Script
        $run.Errors | Get-ErrorCode | Should -Be $Code
        $run.Lines.Count | Should -Be 0
    }
}

Describe 'Invoke-RfaGraphQL -Confirm' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'asks before a mutation, naming it and its variables, and sends it after Yes' {
        $run = Invoke-InHost 'Invoke-RfaGraphQL $mutation $values -Session $session -Confirm' -Choice 0
        $run.Questions.Count | Should -Be 1
        $run.Questions[0] | Should -Match 'Are you sure you want to perform this action\?\s+Run the mutation Adjust \(createBalanceAdjustment\) in shop with value = -1000\.'
        $run.Output.ping | Should -Be 'pong'
        Get-CallCount | Should -Be 1
    }

    It 'sends nothing after No' {
        $run = Invoke-InHost 'Invoke-RfaGraphQL $mutation $values -Session $session -Confirm; "next"' -Choice 2
        $run.Questions.Count | Should -Be 1
        $run.Output | Should -Be 'next'
        Get-CallCount | Should -Be 0
    }

    It 'does not ask before a query' {
        (Invoke-InHost 'Invoke-RfaGraphQL "{ ping }" -Session $session -Confirm').Questions.Count | Should -Be 0
        Get-CallCount | Should -Be 1
    }

    It 'asks <Asked> times under $ConfirmPreference <Preference>' -ForEach @(
        @{ Preference = 'High'; Asked = 0 }
        @{ Preference = 'Medium'; Asked = 1 }
        @{ Preference = 'None'; Asked = 0 }
    ) {
        (Invoke-InHost "`$ConfirmPreference = '$Preference'; Invoke-RfaGraphQL `$mutation `$values -Session `$session").Questions.Count | Should -Be $Asked
        Get-CallCount | Should -Be 1
    }

    It 'is an error if nobody can be asked, and nothing is sent: <_>' -ForEach 'throw', 'not implemented', 'null', 'nothing' {
        $run = Invoke-InHost 'Invoke-RfaGraphQL $mutation $values -Session $session -Confirm' -Behaviour $_
        $run.Errors | Get-ErrorCode | Should -Be 'ConfirmationRequired'
        $run.Errors.TargetObject | Should -Be 'Adjust'
        Get-CallCount | Should -Be 0
    }
}

Describe 'Invoke-RfaGraphQL -Verbose' {
    BeforeEach { Clear-ScriptedServer $server }

    It 'names a mutation without its values' {
        $run = Invoke-InHost 'Invoke-RfaGraphQL $mutation $values -Session $session -Verbose'
        $run.Verbose | Should -Contain 'Run the mutation Adjust (createBalanceAdjustment) in shop.'
        "$($run.Verbose)" | Should -Not -Match '1000'
    }
}
