#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# The recipes of the pages, run as they stand there, against the sandbox. Only what surrounds them is made here: the endpoint, a place
# for the module, and stand-ins for what Azure alone has.

BeforeDiscovery {
    Import-Module "$PSScriptRoot/Needs.psm1"
    $vaults = Get-Need SecretStore
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1"
    $root = [System.IO.Path]::GetDirectoryName((Get-ModuleManifestPath))
    $sandbox = Start-Sandbox

    # The recipes' home, their module path with the module in it, and where they run.
    $place = New-LinkFolder
    $null = New-Item -ItemType Directory "$place/modules", "$place/home"
    $null = New-Item -ItemType SymbolicLink "$place/modules/RfaAuth" -Target $root
    $null = New-Item -ItemType SymbolicLink "$place/RfaAuth" -Target $root

    # The first block of code after a heading that has a text in it.
    function Get-Recipe {
        param([string] $Heading, [string] $Containing, [string] $Page = 'docs/scheduled-jobs.md')
        $text = [System.IO.File]::ReadAllText("$root/$Page").Replace("`r`n", "`n")
        $section = [regex]::Match($text, "(?s)\n##+ $([regex]::Escape($Heading))\n(.*?)(\n## |$)").Groups[1].Value
        $found = [regex]::Matches($section, '(?s)```\w*\n(.*?)```') | Where-Object { $_.Groups[1].Value.Contains($Containing) } | Select-Object -First 1
        if (-not $found) { throw "$Page has no such block under '$Heading'." }
        $found.Groups[1].Value
    }

    # Runs a recipe as a scheduler would: a new process, nobody to ask, its input closed.
    function Invoke-Recipe {
        param([string] $Script, [string] $Before = '', [hashtable] $Environment = @{})
        $file = "$place/recipe.ps1"
        $setup = "`$PSDefaultParameterValues['Connect-RfaApi:Endpoint'] = '$($sandbox.Rfa)'"
        Set-Content $file -Value $setup, $Before, $Script
        $start = New-PowerShellStartInfo '-NoProfile', '-NonInteractive', '-File', $file
        $start.WorkingDirectory = $place
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['HOME'] = $start.Environment['USERPROFILE'] = "$place/home"
        $start.Environment['XDG_DATA_HOME'] = $start.Environment['LOCALAPPDATA'] = "$place/home/data"
        $start.Environment['NO_COLOR'] = '1'
        $start.Environment['PSModulePath'] = "$place/modules$([System.IO.Path]::PathSeparator)$env:PSModulePath"
        foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
        $process = [System.Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ ExitCode = $process.ExitCode; Output = ($output + $errors.Result).Trim() }
    }

    $newStore = @'
        Reset-SecretStore -Authentication None -Interaction None -Force -WarningAction SilentlyContinue
        Register-SecretVault -Name Jobs -ModuleName Microsoft.PowerShell.SecretStore -DefaultVault
        Set-Secret -Name RfaUser -Secret ([pscredential]::new('demo', (ConvertTo-SecureString $env:SANDBOX_PASSWORD -AsPlainText -Force)))
'@
    $password = (Get-SandboxCredential).GetNetworkCredential().Password
}

AfterAll {
    Stop-Sandbox $sandbox
    Remove-Item $place -Recurse -Force
}

Describe 'The recipe' {
    BeforeEach { Reset-Sandbox $sandbox }

    It 'for scheduled scripts signs in at the first of several runs' @vaults {
        $null = Invoke-Recipe $newStore -Environment @{ SANDBOX_PASSWORD = $password }
        $script = Get-Recipe 'In a scheduled script' '# companies.ps1'
        1..3 | ForEach-Object {
            $run = Invoke-Recipe $script
            $run.Output | Should -BeNullOrEmpty
            $run.ExitCode | Should -Be 0
        }
        @(Import-Csv "$place/companies.csv").Count | Should -BeGreaterThan 10
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
        Get-SandboxRequestCount $sandbox Query | Should -Be 3
    }

    It 'of Connect-RfaApi that starts with the tokens of the last run' @vaults {
        $null = Invoke-Recipe $newStore -Environment @{ SANDBOX_PASSWORD = $password }
        $script = Get-Recipe 'Examples' '-TokenSecret' 'docs/cmdlets/Connect-RfaApi.md'
        1..2 | ForEach-Object { (Invoke-Recipe $script).Output | Should -Match 'creditBalance' }
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
    }

    It 'for scheduled scripts ends with 2 if the password has changed' @vaults {
        $null = Invoke-Recipe ($newStore.Replace('$env:SANDBOX_PASSWORD', "'not-the-password'"))
        $run = Invoke-Recipe (Get-Recipe 'In a scheduled script' '# companies.ps1')
        $run.ExitCode | Should -Be 2
        $run.Output | Should -Be 'The password has changed.'
    }

    It 'for a job without stored tokens tries a rejected password once' {
        $script = '$credential = [pscredential]::new("demo", (ConvertTo-SecureString "not-the-password" -AsPlainText -Force))', (Get-Recipe 'A rejected password in a scheduled job' '$mark' 'docs/sign-ins.md') -join "`n"
        $run = Invoke-Recipe $script
        $run.ExitCode | Should -Be 2
        $run = Invoke-Recipe $script
        $run.ExitCode | Should -Be 2
        $run.Output | Should -Match '^The password was rejected'
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
    }

    It 'for GitHub Actions' {
        $lines = (Get-Recipe 'GitHub Actions' 'RFA_PASSWORD') -split "`n"
        $at = [array]::FindIndex($lines, [Predicate[string]] { $args[0] -match 'run: \|' })
        $script = $lines[($at + 1)..($lines.Count - 1)] | ForEach-Object Trim | Out-String
        $run = Invoke-Recipe $script -Environment @{ RFA_USER = 'demo'; RFA_PASSWORD = $password }
        $run.Output | Should -Match '^\d+$'
        $run.ExitCode | Should -Be 0
    }

    It 'for a runbook with a credential asset' {
        $asset = 'function Get-AutomationPSCredential { param($Name) [pscredential]::new("demo", (ConvertTo-SecureString $env:SANDBOX_PASSWORD -AsPlainText -Force)) }'
        $run = Invoke-Recipe (Get-Recipe 'In an Azure Automation runbook' 'Connect-RfaApi -Credential $credential') $asset @{ SANDBOX_PASSWORD = $password }
        $run.Output | Should -Match 'creditBalance'
        $run.ExitCode | Should -Be 0
    }

    It 'for a runbook with Key Vault' @vaults {
        # An extension of that name, which takes what Key Vault's takes: names of letters, digits and dashes, and SecureStrings.
        $extension = "$place/modules/Az.KeyVault/Az.KeyVault.Extension"
        $null = New-Item -ItemType Directory $extension
        Set-Content "$place/modules/Az.KeyVault/Az.KeyVault.psd1" "@{ ModuleVersion = '1.0'; NestedModules = './Az.KeyVault.Extension'; FunctionsToExport = @() }"
        Set-Content "$extension/Az.KeyVault.Extension.psd1" "@{ ModuleVersion = '1.0'; RootModule = 'Az.KeyVault.Extension.psm1'; FunctionsToExport = 'Get-Secret', 'Set-Secret', 'Remove-Secret', 'Get-SecretInfo', 'Test-SecretVault' }"
        Set-Content "$extension/Az.KeyVault.Extension.psm1" @'
            function Get-Place { param($Name, $Parameters) if ($Name -notmatch '^[0-9A-Za-z-]+$' -or -not $Parameters.AZKVaultName) { throw 'Refused.' } "$HOME/$($Parameters.AZKVaultName)-$Name" }
            function Get-Secret { param($Name, $VaultName, $AdditionalParameters) $file = Get-Place $Name $AdditionalParameters; if (Test-Path $file) { Get-Content $file -Raw | ConvertTo-SecureString -AsPlainText -Force } }
            function Set-Secret { param($Name, $Secret, $VaultName, $AdditionalParameters) Set-Content (Get-Place $Name $AdditionalParameters) ([System.Net.NetworkCredential]::new('', $Secret).Password) -NoNewline }
            function Remove-Secret { param($Name, $VaultName, $AdditionalParameters) Remove-Item (Get-Place $Name $AdditionalParameters) }
            function Get-SecretInfo { param($Filter, $VaultName, $AdditionalParameters) }
            function Test-SecretVault { param($VaultName, $AdditionalParameters) $true }
'@
        $azure = @'
            function Get-AutomationPSCredential { param($Name) [pscredential]::new('demo', (ConvertTo-SecureString $env:SANDBOX_PASSWORD -AsPlainText -Force)) }
            function Connect-AzAccount { param([switch] $Identity) }
            Get-SecretVault Runbooks -ErrorAction Ignore | Unregister-SecretVault
            $subscription = '00000000-0000-0000-0000-000000000000'
'@
        $script = Get-Recipe 'In an Azure Automation runbook' 'Az.KeyVault'
        1..2 | ForEach-Object {
            $run = Invoke-Recipe $script $azure @{ SANDBOX_PASSWORD = $password }
            $run.Output | Should -Match 'creditBalance'
            $run.ExitCode | Should -Be 0
        }
        Get-SandboxRequestCount $sandbox SignIn | Should -Be 1
    }
}

Describe 'The examples of the fault server' {
    It 'have the output that the page shows' {
        # The blocks of the page in their order, as one script, against a sandbox that is started as the page says.
        $page = [System.IO.File]::ReadAllText("$root/docs/fault-server.md").Replace("`r`n", "`n")
        $rule = [regex]::Match($page, '--fault (\S+)\n```').Groups[1].Value
        $blocks = [regex]::Matches($page.Substring($page.IndexOf("`n## Examples")), '(?s)```powershell\n(.*?)\n```') | ForEach-Object { $_.Groups[1].Value }
        $blocks.Count | Should -Be 4
        $faulty = Start-Sandbox '--fault', $rule
        try {
            $script = ($blocks -join "`n'=#=#='`n").Replace('http://127.0.0.1:5080/', ([uri] $faulty.Rfa).GetLeftPart('Authority') + '/').Replace('./RfaAuth.psd1', 'RfaAuth')
            $run = Invoke-Recipe $script '$PSDefaultParameterValues.Clear()'
        }
        finally { Stop-Sandbox $faulty }
        $run.ExitCode | Should -Be 0
        $null, $mutation, $wait, $renewal = $run.Output -split '=#=#=\r?\n'
        $mutation | Should -Match 'addCompanyToWatchlist'
        ([regex]::Matches($wait, '429')).Count | Should -BeGreaterOrEqual 2
        $wait | Should -Match 'creditBalance'
        ([regex]::Matches($renewal, 'refreshTokenId=')).Count | Should -Be 1
        $renewal | Should -Match 'trapConnections +: 0'
        $run.Output | Should -Match 'mutation .Watch. has run'
        $run.Output | Should -Match 'No redirect is followed'
    }
}

Describe 'The pages' {
    BeforeDiscovery {
        $clone = [System.IO.Path]::GetFullPath("$PSScriptRoot/../..")
        $pages = @("$clone/README.md", "$clone/CONTRIBUTING.md") + @(Get-ChildItem "$clone/docs" -Recurse -Filter *.md | ForEach-Object FullName) |
            ForEach-Object { @{ Path = $_; Page = $_.Substring($clone.Length + 1).Replace('\', '/') } }
    }

    It 'link to existing targets: <Page>' -ForEach $pages {
        # The words of a heading as GitHub makes a place of them.
        $places = { param($file) (Get-Content $file -Encoding UTF8) -match '^#+ ' | ForEach-Object { (($_ -replace '^#+ ').ToLowerInvariant() -replace '[^\w\- ]').Replace(' ', '-') } }
        foreach ($link in [regex]::Matches((Get-Content $Path -Raw -Encoding UTF8), '\]\((?!https?:)(?<file>[^)#\s]*)(#(?<place>[^)]+))?\)')) {
            $file = if ($link.Groups['file'].Value) { Join-Path (Split-Path $Path) $link.Groups['file'].Value } else { $Path }
            $file | Should -Exist
            if ($link.Groups['place'].Success) { & $places $file | Should -Contain $link.Groups['place'].Value }
        }
    }

    It 'have no paragraph of more than fifty words: <Page>' -ForEach ($pages | Where-Object Page -Like 'docs*') {
        $text = [System.IO.File]::ReadAllText("$root/$Page").Replace("`r`n", "`n") -replace '(?ms)^```.*?^```'
        # An entry of a list is a paragraph; headings and tables are none.
        $paragraphs = $text -split '\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )' | Where-Object { $_.Trim() -and $_.TrimStart() -notmatch '^[#|]' }
        foreach ($paragraph in $paragraphs) { @($paragraph.Trim() -split '\s+').Count | Should -BeLessOrEqual 51 -Because $paragraph }
    }

    It 'can all be reached from README.md' {
        $text = (Get-Content "$root/README.md", "$root/docs/overview.md", "$root/docs/queries.md" -Raw -Encoding UTF8) -join "`n"
        foreach ($page in Get-ChildItem "$root/docs" -Filter *.md -Recurse) { $text | Should -Match "[(/]$([regex]::Escape($page.Name))[)#]" }
    }

    It 'begin with a README of at most 150 lines, which names the commands to try it in the first thirty' {
        $lines = Get-Content "$root/README.md" -Encoding UTF8
        $lines.Count | Should -BeLessOrEqual 150
        $start = ($lines | Select-Object -First 30) -join "`n"
        foreach ($command in 'Connect-RfaApi', 'Invoke-RfaGraphQL', '-Task Demo', '-Task Test') { $start | Should -Match $command }
    }
}
