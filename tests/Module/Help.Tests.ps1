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
        $shown = $help.syntax.syntaxItem | ForEach-Object { ($_.parameter.name | Sort-Object) -join ' ' } | Sort-Object
        $shown | Should -Be ($Cmdlet.ParameterSets | ForEach-Object { ($_.Parameters.Name | Where-Object { $_ -notin $common } | Sort-Object) -join ' ' } | Sort-Object)
    }

    It 'has the facts of each parameter, with the default of each optional one' {
        foreach ($parameter in $help.parameters.parameter) {
            $real = $Cmdlet.Parameters[$parameter.name]
            $sets = @($real.ParameterSets.Values)
            $parameter.required | Should -Be "$([bool] ($sets | Where-Object IsMandatory))" -Because $parameter.name
            $parameter.position | Should -Be $(if ($sets[0].Position -ge 0) { "$($sets[0].Position)" } else { 'named' }) -Because $parameter.name
            $parameter.pipelineInput -match 'ByValue' | Should -Be ([bool] ($sets | Where-Object ValueFromPipeline)) -Because $parameter.name
            $parameter.pipelineInput -match 'ByPropertyName' | Should -Be ([bool] ($sets | Where-Object ValueFromPipelineByPropertyName)) -Because $parameter.name
            $parameter.aliases | Should -Be $(if ($real.Aliases) { $real.Aliases -join ', ' } else { 'none' }) -Because $parameter.name
            if ($parameter.required -eq 'False') { $parameter.defaultValue | Should -Not -BeNullOrEmpty -Because $parameter.name }
        }
    }

    It 'has three examples or more, which PowerShell can read and this cmdlet can bind' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
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

    It 'keeps the columns in the output of an example' {
        $page = [System.IO.File]::ReadAllText("$(Get-RepositoryPath)/docs/cmdlets/$Name.md").Replace("`r", '')
        $shown = ((Get-Help $Name -Examples | Out-String -Width 120) -split '\r?\n').TrimEnd() -join "`n"
        foreach ($output in [regex]::Matches($page, '(?s)```text\n(.*?)\n```')) {
            $lines = $output.Groups[1].Value -split '\n'
            $shown.Contains(($lines.ForEach{ "    $_".TrimEnd() } -join "`n")) | Should -BeTrue -Because $lines[0]
        }
    }

    It 'says what it returns and where to read on' {
        $help.returnValues.returnValue | Should -Not -BeNullOrEmpty
        $help.relatedLinks.navigationLink.linkText | Should -Contain 'about_RfaAuth'
    }
}

Describe 'The help files' {
    It 'are made from the pages in docs, which have the syntax and the facts of the cmdlets' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        $docs = "$(Get-RepositoryPath)/docs"
        Copy-Item $docs "$TestDrive/docs" -Recurse
        & "$docs/Export-Help.ps1" -Pages "$TestDrive/docs" -Path "$TestDrive/en-US" -Module (Get-ModuleManifestPath)
        $read = { param($path) [System.IO.File]::ReadAllText($path).Replace("`r`n", "`n") }
        $because = 'build.ps1 -Task Build writes them anew'
        (Get-ChildItem "$docs/cmdlets").Name | Should -Be ((Get-Command -Module RfaAuth).Name | Sort-Object | ForEach-Object { "$_.md" })
        foreach ($page in Get-ChildItem $docs -Filter *.md -Recurse) { & $read "$TestDrive/docs$($page.FullName.Substring((Get-Item $docs).FullName.Length))" | Should -BeExactly (& $read $page.FullName) -Because $because }
        (Get-ChildItem "$TestDrive/en-US").Name | Should -Be (Get-ChildItem "$(Get-RepositoryPath)/en-US").Name -Because $because
        foreach ($file in Get-ChildItem "$TestDrive/en-US") { & $read $file.FullName | Should -BeExactly (& $read "$(Get-RepositoryPath)/en-US/$($file.Name)") -Because $because }
    }

    It 'lead to the web if the project has an address' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
        Copy-Item "$(Get-RepositoryPath)/docs" "$TestDrive/online" -Recurse
        & "$(Get-RepositoryPath)/docs/Export-Help.ps1" -Pages "$TestDrive/online" -Path "$TestDrive/online-US" -Module (Get-ModuleManifestPath) -ProjectUri https://example.com/rfa/
        [xml] $written = Get-Content "$TestDrive/online-US/RfaAuth.dll-Help.xml" -Raw
        $commands = $written.DocumentElement.SelectNodes('*')
        $commands.Count | Should -Be @(Get-Command -Module RfaAuth).Count
        foreach ($command in $commands) { $command.relatedLinks.navigationLink[0].uri | Should -Be "https://example.com/rfa/blob/HEAD/docs/cmdlets/$($command.details.name).md" }
    }

    It 'have the topic about_RfaAuth, which names each cmdlet and each other topic' {
        $topic = Get-Help about_RfaAuth | Out-String
        foreach ($name in (Get-Command -Module RfaAuth).Name) { $topic | Should -Match $name }
        foreach ($file in Get-ChildItem "$root/en-US" -Filter about_*) { $topic | Should -Match ($file.Name -replace '\.help\.txt$') }
    }
}
