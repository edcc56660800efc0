<#
.SYNOPSIS
    Builds, tests, shows and packages RfaAuth. Needs the .NET 10 SDK; runs in PowerShell 7 and Windows PowerShell 5.1.
.DESCRIPTION
    Each step prints one line, and its output only where it fails. The exit code is 0 only if every step did what it is for.
.EXAMPLE
    dotnet tool exec powershell --yes -- ./build.ps1 -Task Demo
    On a machine without PowerShell: the SDK brings it.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Pester -Suite Vault*, Help -PesterVersion 6.2.0
#>
[CmdletBinding()]
param(
    # Build: the solution, and the help. Test: that, then all tests, the package's own as well. Pester: the tests of the built module alone.
    # Framework: those tests of the client that need no server, built for .NET Framework, on Windows or under Mono.
    # Demo: the main job through the cmdlets, against the sandbox. Package: output/RfaAuth/<version>/ and a .nupkg, tried.
    # Bench: measures the module against what people would use instead: benchmarks/results.md. Clean: removes what the others made.
    [Parameter(Position = 0)]
    [ArgumentCompleter({ 'Build', 'Test', 'Pester', 'Framework', 'Demo', 'Bench', 'Package', 'Clean' -like "$($args[2])*" })]
    [string] $Task = 'Build',

    # For Test and Pester: the version of Pester, one of those in tests/Module/Pester.csproj; the first of them unless another is given.
    [string] $PesterVersion,

    # For Test and Pester: which suites of tests/Module, by name; wildcards are allowed.
    [string[]] $Suite = '*',

    # For Pester: the folder of a package, as -Task Package makes it, which is tested instead of the clone.
    [string] $Package,

    # For Bench: which figures of benchmarks/Figures.ps1, by name; wildcards are allowed.
    [string[]] $Figure = '*',

    # For Package: the address of the repository on the web, for the package's page and for Get-Help -Online. GitHub Actions says its own.
    [string] $ProjectUri = $(if ($env:GITHUB_REPOSITORY) { "$env:GITHUB_SERVER_URL/$env:GITHUB_REPOSITORY" }),

    # For Package: the address from which Update-Help brings the help. The files to put there are in output/help.
    [string] $HelpInfoUri,

    # Where tests write their result files.
    [string] $ResultsDirectory = "$PSScriptRoot/artifacts/test-results",

    # Whatever was mistyped.
    [Parameter(ValueFromRemainingArguments)] [string[]] $Unknown
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/tests/Module/NewPowerShell.psm1", "$PSScriptRoot/tests/TestResult.psm1"

$tasks = 'Build', 'Test', 'Pester', 'Framework', 'Demo', 'Bench', 'Package', 'Clean'
$failed = [System.Collections.Generic.List[string]]::new()

# The nearest of some names: one that begins alike, or that has the same letters but for a few.
function Get-Nearest([string] $Name, [string[]] $Among) {
    $letters = { param($text) -join ($text.ToLowerInvariant().ToCharArray() | Sort-Object) }
    $wanted = & $letters $Name
    $Among | Where-Object {
        $_ -like "$([WildcardPattern]::Escape($Name))*" -or
        @(Compare-Object $wanted.ToCharArray() (& $letters $_).ToCharArray()).Count -le 2
    } | Select-Object -First 1
}

# Ends with advice where an argument is none.
function Assert-Argument([System.Collections.IDictionary] $Parameters) {
    $names = $Parameters.Keys | Where-Object { $_ -ne 'Unknown' -and $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters }
    foreach ($argument in @($Task) + $Unknown | Where-Object { $_ -like '-*' } | Select-Object -First 1) {
        $nearest = Get-Nearest $argument.TrimStart('-') $names
        throw "'$argument' is not a parameter$(if ($nearest) { ": did you mean -${nearest}?" } else { '. The parameters are: ' + (($names | ForEach-Object { "-$_" }) -join ', ') + "." })"
    }
    if ($Task -notin $tasks) {
        $nearest = Get-Nearest $Task $tasks
        throw "There is no task '$Task'$(if ($nearest) { ": did you mean ${nearest}?" } else { "." }) The tasks are: $($tasks -join ', ')."
    }
    if ($Unknown) { throw "'$Unknown' is one argument too many. Lists are written with commas: -Suite Vault*,Help." }
}

# Runs a program and returns its output as lines; its failure is ours, with that output.
function Invoke-Program([string[]] $Command, [string[]] $Arguments) { Wait-Program (Start-Program $Command $Arguments) }

# Starts a program in a runspace of its own, so that others can run beside it.
function Start-Program([string[]] $Command, [string[]] $Arguments) {
    $program, [string[]] $all = $Command + $Arguments
    $shell = [powershell]::Create().AddScript({
            param($program, $all)
            $global:LASTEXITCODE = 127  # as a shell says of a program that is not there
            & $program @all 2>&1 | ForEach-Object { "$_" }
            $LASTEXITCODE
        }).AddArgument($program).AddArgument($all)
    [pscustomobject]@{ Line = "$program $all"; Shell = $shell; Running = $shell.BeginInvoke() }
}

function Wait-Program($Program) {
    try {
        [object[]] $output = $Program.Shell.EndInvoke($Program.Running)
        [string[]] $lines = @($output | Select-Object -SkipLast 1) + @($Program.Shell.Streams.Error | ForEach-Object { "$_" })
    }
    finally { $Program.Shell.Dispose() }
    $exitCode = $output[-1]
    # What was skipped is counted below, with its reason.
    if ($exitCode) { throw "$(($lines -notmatch '\[SKIP\]$') -join "`n")`n$($Program.Line) ended with exit code $exitCode." }
    $lines
}

# Runs a script in a new process of this PowerShell: an imported module stays loaded, and on Windows its files stay locked.
function Invoke-Script([string] $Path, [string[]] $Arguments = @()) { Invoke-Program (Get-PowerShellCommand) (Get-ScriptArgument $Path $Arguments) }

function Get-ScriptArgument([string] $Path, [string[]] $Arguments) { @('-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', $Path) + $Arguments }

# Prints one line, runs a step, and adds how long it took; where it fails, its output, and the end of the task unless others can go on.
function Invoke-Step([string] $Title, [scriptblock] $Action, [switch] $GoOn) {
    Write-Host "$Title ..." -NoNewline
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        $null = . $Action
        Write-Host (' {0:0} s' -f $watch.Elapsed.TotalSeconds)
    }
    catch {
        Write-Host " FAILED`n$($_.Exception.Message)"
        $failed.Add($Title)
        if (-not $GoOn) { throw [System.OperationCanceledException]::new() }
    }
}

function Invoke-DotNetBuild([string] $Project, [string] $Configuration = 'Debug') {
    Invoke-Program dotnet @('build', "$PSScriptRoot/$Project", '-c', $Configuration, '-nologo', '-v', 'quiet')
}

# The help is made from Markdown, which PowerShell 7 can read. Windows PowerShell gets one from the SDK.
function Export-Help([string[]] $Arguments = @()) {
    $script = "$PSScriptRoot/docs/Export-Help.ps1"
    if ($PSVersionTable.PSVersion.Major -ge 7) { Invoke-Script $script $Arguments }
    else { Invoke-Program dotnet (@('tool', 'exec', 'powershell', '--yes', '--') + (Get-ScriptArgument $script $Arguments)) }
}

function Invoke-Build {
    Invoke-Step 'Build' { Invoke-DotNetBuild RfaAuth.sln }
    Invoke-Step 'Help' { Export-Help }
}

function Invoke-Test {
    Clear-Result
    Invoke-Build
    Invoke-Step 'Pester' { Invoke-Program dotnet @('restore', "$PSScriptRoot/tests/Module/Pester.csproj", '-v', 'quiet') }
    # Vaults mostly wait. Two cores are enough for three at once.
    $vaults, $other = 'Vaults', 'Other' | ForEach-Object { Start-ModuleTest $_ $Suite -Part $_ }
    Invoke-Step 'Tests of the client, alone and against engines from npm' -GoOn {
        Invoke-Program dotnet @('test', "$PSScriptRoot/RfaAuth.sln", '--no-build', '-nologo', '--logger', 'console;verbosity=minimal', '--logger', 'trx', '--results-directory', $ResultsDirectory)
    }
    Invoke-Step 'Tests of the module that mostly wait' -GoOn { Wait-Program (Start-ModuleTest Waiting $Suite -Part Waiting) }
    Invoke-Step 'Tests of the module with vaults, begun with the first' -GoOn { Wait-Program $vaults }
    Invoke-Step 'Other tests of the module, begun with the first' -GoOn { Wait-Program $other }
    Invoke-Package -GoOn
}

function Invoke-Pester {
    Clear-Result
    Invoke-Step 'Build' { Invoke-DotNetBuild src/RfaAuth.Sandbox }
    if ($Package) { Invoke-ModuleTest "Tests of the package $Package" Package $Suite (Resolve-Path $Package).Path }
    else { Invoke-ModuleTest 'Tests of the module' Module $Suite }
}

function Clear-Result {
    if (Test-Path $ResultsDirectory) { Remove-Item "$ResultsDirectory/*" -Recurse -Include *.trx, *.xml }
    $null = New-Item $ResultsDirectory -ItemType Directory -Force
}

function Invoke-ModuleTest([string] $Title, [string] $Name, [string[]] $Suites, [string] $Folder) {
    Invoke-Step $Title -GoOn { Wait-Program (Start-ModuleTest $Name $Suites -Folder $Folder) }
}

# Starts suites of tests/Module, with their results in a file of that name.
function Start-ModuleTest([string] $Name, [string[]] $Suites, [string] $Part, [string] $Folder) {
    # With the comma at its end no wildcard is taken for the names of files that are here.
    $arguments = @('-ResultPath', "$ResultsDirectory/$Name.xml", '-Suite', "$($Suites -join ','),")
    if ($Part) { $arguments += '-Part', $Part }
    if ($PesterVersion) { $arguments += '-PesterVersion', $PesterVersion }
    if ($Folder) { $arguments += '-Package', $Folder }
    Start-Program (Get-PowerShellCommand) (Get-ScriptArgument "$PSScriptRoot/tests/Module/Invoke-AllTests.ps1" $arguments)
}

# Windows PowerShell runs on .NET Framework, which most machines do not have; Mono is near it. No part of Test.
function Invoke-Framework {
    Clear-Result
    [string[]] $mono = if ($env:OS -ne 'Windows_NT') { Get-Command mono -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1 | ForEach-Object Source }
    if ($env:OS -ne 'Windows_NT' -and -not $mono) {
        Write-Host 'Skipped: the tests for .NET Framework need mono, which is not on the PATH.'
        return
    }
    Invoke-Step 'Build for .NET Framework' { Invoke-DotNetBuild tests/RfaAuth.Framework.Tests }
    Invoke-Step "Tests of the client on $(if ($mono) { 'Mono' } else { '.NET Framework' })" -GoOn {
        Invoke-Program (@($mono) + "$PSScriptRoot/tests/RfaAuth.Framework.Tests/bin/Debug/net472/RfaAuth.Core.Tests.exe" | Where-Object { $_ }) @('-noLogo', '-noColor', '-trx', "$ResultsDirectory/Framework.trx")
    }
}

function Invoke-Demo {
    Invoke-Step 'Build' { Invoke-DotNetBuild src/RfaAuth.Sandbox }
    # Its output is what it is for.
    $program, [string[]] $arguments = @(Get-PowerShellCommand) + (Get-ScriptArgument "$PSScriptRoot/tests/Module/Demo.ps1" @())
    & $program @arguments | Out-Host
    if ($LASTEXITCODE) { $failed.Add('Demo') }
}

# The .nuspec of a module, from its manifest.
function Get-NuSpec([string] $Name, [hashtable] $Manifest) {
    $escape = { param($text) [System.Security.SecurityElement]::Escape($text) }
    $data = $Manifest.PrivateData.PSData
    $label = if ($data['Prerelease']) { "-$($data['Prerelease'])" }
    $tags = @('PSModule', 'PSIncludes_Cmdlet') + $Manifest.PrivateData.PSData.Tags +
        @($Manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>$Name</id>
    <version>$($Manifest.ModuleVersion)$label</version>
    <authors>$(& $escape $Manifest.Author)</authors>
    <owners>$(& $escape $Manifest.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <description>$(& $escape $Manifest.Description)</description>
    <licenseUrl>$(& $escape $Manifest.PrivateData.PSData.LicenseUri)</licenseUrl>
$(if ($Manifest.PrivateData.PSData.ContainsKey('ProjectUri')) { "    <projectUrl>$(& $escape $Manifest.PrivateData.PSData.ProjectUri)</projectUrl>" })
    <releaseNotes>$(& $escape $Manifest.PrivateData.PSData.ReleaseNotes)</releaseNotes>
    <copyright>$(& $escape $Manifest.Copyright)</copyright>
    <tags>$(& $escape ($tags -join ' '))</tags>
  </metadata>
  <files>
    <file src="**" target="" />
  </files>
</package>
"@
}

# Copies exactly what ships to a folder. The paths are those of the clone.
function Copy-Package([string] $Folder) {
    if (Test-Path $Folder) { Remove-Item $Folder -Recurse -Force }
    $files = @('RfaAuth.psd1', 'LICENSE', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'module/RfaAuth.Format.ps1xml', 'module/RfaAuth.Types.ps1xml') +
        @('RfaAuth.dll', 'RfaAuth.Core.dll', 'Newtonsoft.Json.dll' | ForEach-Object { "module/bin/$_" }) +
        @('en-US/*', 'docs/*.md', 'docs/cmdlets/*.md' | ForEach-Object { $place = Split-Path $_; Get-ChildItem "$PSScriptRoot/$_" -File | ForEach-Object { "$place/$($_.Name)" } })
    foreach ($file in $files) {
        $null = New-Item (Split-Path "$Folder/$file") -ItemType Directory -Force
        Copy-Item "$PSScriptRoot/$file" "$Folder/$file"
    }
    Complete-Manifest "$Folder/RfaAuth.psd1" $files
}

# Adds to the manifest of the package what only packaging knows: its files, the notes of the release, and where the project is on the web.
function Complete-Manifest([string] $Path, [string[]] $File) {
    $quote = { param($text) "'" + $text.Replace("'", "''") + "'" }
    $psData = "ReleaseNotes = $(& $quote (Get-ReleaseNote (Import-PowerShellDataFile $Path).ModuleVersion))"
    if ($ProjectUri) { $psData += "`n            ProjectUri   = $(& $quote $ProjectUri)" }
    $text = [System.IO.File]::ReadAllText($Path)
    $help = if ($HelpInfoUri) { "    HelpInfoURI            = $(& $quote $HelpInfoUri)`n" }
    foreach ($place in @("ReleaseNotes = 'See CHANGELOG.md.'", $psData), @('    PrivateData ', "    FileList               = @($(($File | ForEach-Object { & $quote $_ }) -join ', '))`n$help`n    PrivateData ")) {
        if (-not $text.Contains($place[0])) { throw "RfaAuth.psd1 has no '$($place[0])'." }
        $text = $text.Replace($place[0], $place[1])
    }
    [System.IO.File]::WriteAllText($Path, $text)
}

# The notes of a version, which are its part of CHANGELOG.md, or what is not released yet.
function Get-ReleaseNote([string] $Version) {
    $parts = [regex]::Split([System.IO.File]::ReadAllText("$PSScriptRoot/CHANGELOG.md").Replace("`r`n", "`n"), '(?m)^## \[')
    $part = @($parts | Where-Object { $_.StartsWith("$Version]") }) + @($parts | Where-Object { $_.StartsWith('Unreleased]') }) | Select-Object -First 1
    $part.Substring($part.IndexOf("`n")).Trim()
}

# Packs a module's folder for the PowerShell Gallery, with the SDK's own packer.
function New-NuGetPackage([string] $Folder, [string] $Destination) {
    $nuspec = "$Destination/RfaAuth.nuspec"
    Get-NuSpec RfaAuth (Import-PowerShellDataFile "$Folder/RfaAuth.psd1") | Set-Content $nuspec -Encoding utf8
    # No package analysis: a module's assemblies stand where its manifest says, not under lib/ as a library's do.
    Invoke-Program dotnet @('pack', "$PSScriptRoot/src/RfaAuth/RfaAuth.csproj", '--no-build', '-nologo', '-v', 'quiet', '-o', $Destination,
        "-p:NuspecFile=$nuspec", "-p:NuspecBasePath=$Folder", '-p:NoPackageAnalysis=true')
    Remove-Item $nuspec
}

function Invoke-Package([switch] $GoOn) {
    $folder = "$PSScriptRoot/output/RfaAuth/$((Import-PowerShellDataFile "$PSScriptRoot/RfaAuth.psd1").ModuleVersion)"
    Invoke-Step 'Package' -GoOn:$GoOn {
        Invoke-DotNetBuild src/RfaAuth Release
        Export-Help
        Copy-Package $folder
        if ($ProjectUri) { Export-Help '-Path', "$folder/en-US", '-ProjectUri', $ProjectUri }
        if ($HelpInfoUri) { Invoke-Script "$PSScriptRoot/docs/Export-UpdatableHelp.ps1" '-Package', $folder, '-HelpInfoUri', $HelpInfoUri, '-Path', "$PSScriptRoot/output/help" }
        New-NuGetPackage $folder "$PSScriptRoot/output"
    }
    if (-not $failed.Contains('Package')) { Invoke-ModuleTest "The package's own test" Package Package $folder }
}

function Invoke-Clean {
    $made = @('output', 'artifacts', 'module/bin', 'tests/Interop/node_modules') | ForEach-Object { "$PSScriptRoot/$_" }
    $made += Get-ChildItem "$PSScriptRoot/src", "$PSScriptRoot/tests", "$PSScriptRoot/benchmarks" -Directory | ForEach-Object { "$($_.FullName)/bin", "$($_.FullName)/obj" }
    Invoke-Step 'Clean' { $made | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force }
}

$environment = @{ DOTNET_CLI_TELEMETRY_OPTOUT = '1'; DOTNET_NOLOGO = '1' }
if ([Console]::IsOutputRedirected) { $environment.NO_COLOR = '1' }
foreach ($name in $environment.Keys) { [Environment]::SetEnvironmentVariable($name, $environment[$name]) }

try {
    Assert-Argument $MyInvocation.MyCommand.Parameters
    switch ($Task) {
        Build { Invoke-Build }
        Test { Invoke-Test }
        Pester { Invoke-Pester }
        Framework { Invoke-Framework }
        Demo { Invoke-Demo }
        Package {
            Clear-Result
            Invoke-Package
            if (-not $failed) { Write-Host "Packaged: $PSScriptRoot/output" }
        }
        Bench { & "$PSScriptRoot/benchmarks/Bench.ps1" -Figure $Figure }
        Clean { Invoke-Clean }
    }
}
catch [System.OperationCanceledException] { }
catch {
    $failed.Add('build.ps1')
    Write-Host $_.Exception.Message
}
if ($Task -in 'Test', 'Pester', 'Package', 'Framework' -and (Test-Path "$ResultsDirectory/*")) {
    if ($failed) { Write-Host "Failed: $($failed -join ', ')" }
    # The last line, which people and CI read.
    $count = Get-TestCount $ResultsDirectory
    Write-TestCount $count
    if (-not $count.Passed -or $count.Failed) { $failed.Add('tests') }
}
exit [int] ($failed.Count -gt 0)
