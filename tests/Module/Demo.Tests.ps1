#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/NewPowerShell.psm1"
    function Invoke-Demo { Invoke-PowerShell -NoProfile -NonInteractive -File "$PSScriptRoot/Demo.ps1" @args 2>&1 | Out-String }
}

Describe 'The demo' {
    It 'succeeds, and shows no secret' {
        $output = Invoke-Demo
        $LASTEXITCODE | Should -Be 0 -Because $output
        $output | Should -Match 'All \d+ steps did what they say, in \d+ seconds'
        $output | Should -Not -Match 'Sandbox-demo-1|eyJ'
    }

    It 'ends with 1 and names step <Step> if that step fails' -ForEach @(
        @{ Step = 2; Fault = 'graphql-error=NO:1@query,rfa' }
        @{ Step = 7; Fault = 'graphql-error=NO@field=account' }
        @{ Step = 10; Fault = 'empty-body@toggle,mutation' }
    ) {
        $output = Invoke-Demo -Fault $Fault
        $LASTEXITCODE | Should -Be 1 -Because $output
        $output | Should -Match "(?m)^These of \d+ steps did not do what they say: $Step\b"
    }
}
