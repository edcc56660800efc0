#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module "$PSScriptRoot/TestSupport.psm1"
    Import-Module (Get-ModuleManifestPath)
    $cmdlets = Get-Command -Module RfaAuth | ForEach-Object { @{ Name = $_.Name; Cmdlet = $_ } }
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1"
    $root = Split-Path (Get-ModuleManifestPath)
    Import-Module (Get-ModuleManifestPath)
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters + 'UseTransaction'
}

Describe 'Get-Help <Name>' -ForEach $cmdlets {
    BeforeAll { $help = Get-Help $Name -Full }

    It 'has a synopsis and a description' {
        $help.Synopsis.Trim() | Should -Match '^[A-Z].{10,}\.$'
        $help.Description.Text | Should -Not -BeNullOrEmpty
    }

    It 'describes each parameter, and no other' {
        $parameters = $Cmdlet.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object
        $help.parameters.parameter.name | Sort-Object | Should -Be $parameters
        foreach ($parameter in $help.parameters.parameter) {
            ($parameter.description.Text -join ' ').Length | Should -BeGreaterThan 10 -Because $parameter.name
        }
    }

    It 'has the syntax that the cmdlet has' {
        @($help.syntax.syntaxItem).Count | Should -Be $Cmdlet.ParameterSets.Count
    }

    It 'has two examples or more, which PowerShell can read and this cmdlet can bind' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        foreach ($example in $help.examples.example) {
            $problems = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($example.code, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty
            $calls = $tree.FindAll({ param($node) $node -is [System.Management.Automation.Language.CommandAst] -and $node.GetCommandName() -match '-Rfa' }, $true)
            foreach ($call in $calls) {
                $command = Get-Command $call.GetCommandName() -Module RfaAuth
                foreach ($parameter in $call.CommandElements | Where-Object { $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                    $command.Parameters.Keys | Should -Contain $parameter.ParameterName -Because $example.code
                }
            }
        }
    }

    It 'says what it returns and where to read on' {
        $help.returnValues.returnValue | Should -Not -BeNullOrEmpty
        $help.relatedLinks.navigationLink.linkText | Should -Contain 'about_RfaAuth'
    }
}

Describe 'The help files' {
    It 'are made from the pages in docs/cmdlets, which have the syntax and the facts of the cmdlets' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $pages = "$(Get-RepositoryPath)/docs/cmdlets"
        Copy-Item $pages "$TestDrive/cmdlets" -Recurse
        & "$(Get-RepositoryPath)/docs/Export-Help.ps1" -Pages "$TestDrive/cmdlets" -Path "$TestDrive/help.xml" -Module (Get-ModuleManifestPath)
        $read = { param($path) [System.IO.File]::ReadAllText($path).Replace("`r`n", "`n") }
        $because = 'build.ps1 -Task Build writes them anew'
        (Get-ChildItem $pages -Filter *.md).Name | Should -Be ((Get-Command -Module RfaAuth).Name | Sort-Object | ForEach-Object { "$_.md" })
        foreach ($page in Get-ChildItem $pages -Filter *.md) { & $read "$TestDrive/cmdlets/$($page.Name)" | Should -BeExactly (& $read $page.FullName) -Because $because }
        & $read "$TestDrive/help.xml" | Should -BeExactly (& $read "$root/en-US/RfaAuth.dll-Help.xml") -Because $because
    }

    It 'have the topic about_RfaAuth, which names each cmdlet' {
        $topic = Get-Help about_RfaAuth | Out-String
        foreach ($name in (Get-Command -Module RfaAuth).Name) { $topic | Should -Match $name }
    }
}
