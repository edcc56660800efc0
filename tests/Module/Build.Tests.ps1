#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What build.ps1 answers where it has nothing to build.

BeforeAll {
    Import-Module "$PSScriptRoot/NewPowerShell.psm1", "$PSScriptRoot/TestSupport.psm1"
    function Invoke-Build { Invoke-PowerShell -NoProfile -NonInteractive -File "$(Get-RepositoryPath)/build.ps1" @args -ResultsDirectory "$TestDrive/results" 2>&1 | ForEach-Object { "$_" } }
}

Describe 'build.ps1' {
    It 'suggests the right name for <Arguments>' -ForEach @(
        @{ Arguments = @('Tset'); Answer = "There is no task 'Tset': did you mean Test? The tasks are: Build, Test, Pester, Framework, Demo, Bench, Package, Clean." }
        @{ Arguments = @('-Task', 'pack'); Answer = "There is no task 'pack': did you mean Package? The tasks are: Build, Test, Pester, Framework, Demo, Bench, Package, Clean." }
        @{ Arguments = @('-Task', 'Deploy'); Answer = "There is no task 'Deploy'. The tasks are: Build, Test, Pester, Framework, Demo, Bench, Package, Clean." }
        @{ Arguments = @('-Tsak', 'Demo'); Answer = "'-Tsak' is not a parameter: did you mean -Task?" }
        @{ Arguments = @('Test', '-Pestrversion', '6.2.0'); Answer = "'-Pestrversion' is not a parameter: did you mean -PesterVersion?" }
        @{ Arguments = @('-Quick'); Answer = "'-Quick' is not a parameter. The parameters are: -Task, -PesterVersion, -Suite, -Package, -Figure, -ProjectUri, -HelpInfoUri, -ResultsDirectory." }
        @{ Arguments = @('Demo', 'now'); Answer = "'now' is one argument too many. Lists are written with commas: -Suite Vault*,Help." }
    ) {
        Invoke-Build @Arguments | Should -Be $Answer
        $LASTEXITCODE | Should -Be 1
    }
}
