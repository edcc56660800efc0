<#
.SYNOPSIS
    Builds, tests, shows and packages RfaAuth. Needs the .NET 10 SDK; runs in PowerShell 7 and Windows PowerShell 5.1.
.EXAMPLE
    pwsh ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    # Build: the solution, and the help. Test: that, then all tests. Pester: the tests of the built module alone.
    # Demo: a tour through the cmdlets against the sandbox. Package: output/RfaAuth/<version>/ and a .nupkg.
    # Clean: removes what the others made.
    [ValidateSet('Build', 'Test', 'Pester', 'Demo', 'Package', 'Clean')]
    [string] $Task = 'Build',

    # Where tests write their result files.
    [string] $ResultsDirectory = "$PSScriptRoot/artifacts/test-results"
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/tests/Module/NewPowerShell.psm1"

# Runs a program; its failure is ours.
function Invoke-Program([string[]] $Command, [string[]] $Arguments) {
    $program, [string[]] $all = $Command + $Arguments
    & $program @all | Out-Host
    if ($LASTEXITCODE) { throw "$program $all ended with exit code $LASTEXITCODE." }
}

# Runs a script in a new process of this PowerShell: an imported module stays loaded, and on Windows its files stay locked.
function Invoke-Script([string] $Path, [string[]] $Arguments = @()) {
    Invoke-Program (Get-PowerShellCommand) (@('-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', $Path) + $Arguments)
}

function Invoke-Build([string] $Project = 'RfaAuth.sln', [string] $Configuration = 'Debug') {
    Invoke-Program dotnet @('build', "$PSScriptRoot/$Project", '-c', $Configuration, '-nologo', '-v', 'minimal')
    Invoke-Script "$PSScriptRoot/module/docs/Export-Help.ps1"
}

function Invoke-Test {
    Invoke-Build
    Invoke-Program dotnet @('test', "$PSScriptRoot/RfaAuth.sln", '--no-build', '-nologo', '--logger', 'trx', '--results-directory', $ResultsDirectory)
    Invoke-ModuleTest
}

function Invoke-ModuleTest {
    $null = New-Item $ResultsDirectory -ItemType Directory -Force
    Invoke-Script "$PSScriptRoot/tests/Module/Invoke-AllTests.ps1" @('-ResultPath', "$ResultsDirectory/Module.xml")
}

function Invoke-Demo {
    Invoke-Build src/RfaAuth
    Invoke-Build src/RfaAuth.Sandbox
    Invoke-Script "$PSScriptRoot/tests/Module/Tour.ps1"
}

# The .nuspec of a module, from its manifest.
function Get-NuSpec([string] $Name, [hashtable] $Manifest) {
    $escape = { param($text) [System.Security.SecurityElement]::Escape($text) }
    $tags = @('PSModule', 'PSIncludes_Cmdlet') + $Manifest.PrivateData.PSData.Tags +
        @($Manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
  <metadata>
    <id>$Name</id>
    <version>$($Manifest.ModuleVersion)</version>
    <authors>$(& $escape $Manifest.Author)</authors>
    <owners>$(& $escape $Manifest.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <description>$(& $escape $Manifest.Description)</description>
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

# Packs a module's folder for the PowerShell Gallery, with the SDK's own packer, and returns the path.
function New-NuGetPackage([string] $Folder, [string] $Destination) {
    $manifest = Import-PowerShellDataFile "$Folder/RfaAuth.psd1"
    $nuspec = "$Destination/RfaAuth.nuspec"
    Get-NuSpec RfaAuth $manifest | Set-Content $nuspec -Encoding utf8
    # No package analysis: a module's assemblies stand where its manifest says, not under lib/ as a library's do.
    Invoke-Program dotnet @('pack', "$PSScriptRoot/src/RfaAuth/RfaAuth.csproj", '--no-build', '-nologo', '-v', 'quiet', '-o', $Destination,
        "-p:NuspecFile=$nuspec", "-p:NuspecBasePath=$Folder", '-p:NoPackageAnalysis=true')
    Remove-Item $nuspec
    "$Destination/RfaAuth.$($manifest.ModuleVersion).nupkg"
}

function Invoke-Package {
    Invoke-Build src/RfaAuth Release
    $version = (Import-PowerShellDataFile "$PSScriptRoot/RfaAuth.psd1").ModuleVersion
    $folder = "$PSScriptRoot/output/RfaAuth/$version"
    if (Test-Path $folder) { Remove-Item $folder -Recurse -Force }
    # Exactly what ships; the paths are those of the clone, so that nothing is rewritten.
    $files = @('RfaAuth.psd1', 'LICENSE', 'README.md', 'CHANGELOG.md', 'module/RfaAuth.Format.ps1xml') +
        @('RfaAuth.dll', 'RfaAuth.Core.dll', 'Newtonsoft.Json.dll' | ForEach-Object { "module/bin/$_" }) +
        @(Get-ChildItem "$PSScriptRoot/en-US" -File | ForEach-Object { "en-US/$($_.Name)" })
    foreach ($file in $files | Where-Object { Test-Path "$PSScriptRoot/$_" }) {
        $null = New-Item (Split-Path "$folder/$file") -ItemType Directory -Force
        Copy-Item "$PSScriptRoot/$file" "$folder/$file"
    }
    Invoke-Script "$PSScriptRoot/tests/Module/Test-Package.ps1" @('-Path', $folder)
    $package = New-NuGetPackage $folder "$PSScriptRoot/output"
    Write-Host "Packaged: $folder`nPackaged: $package"
}

function Invoke-Clean {
    $made = @('output', 'artifacts', 'module/bin') | ForEach-Object { "$PSScriptRoot/$_" }
    $made += Get-ChildItem "$PSScriptRoot/src", "$PSScriptRoot/tests" -Directory | ForEach-Object { "$($_.FullName)/bin", "$($_.FullName)/obj" }
    $made | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
}

switch ($Task) {
    Build { Invoke-Build }
    Test { Invoke-Test }
    Pester { Invoke-ModuleTest }
    Demo { Invoke-Demo }
    Package { Invoke-Package }
    Clean { Invoke-Clean }
}
