<#
.SYNOPSIS
    Runs the Pester suites of this folder against the built module; the exit code is the number of failures. Pester comes from NuGet.
#>
param(
    # Which suites: names of this folder's *.Tests.ps1 without that ending; wildcards are allowed.
    [string[]] $Suite = '*',

    # Only a part of them: Vaults; Waiting: the others that mostly wait, for processes and for times to pass; Other: the rest. The parts can run
    # side by side.
    [ValidateSet('Vaults', 'Waiting', 'Other')] [string] $Part,

    # The Pester to run them under: one of those in Pester.csproj. Without it, the everyday one, which is the first there.
    [string] $PesterVersion,

    # The folder of a package to test instead of the clone; the suite Package is of it alone.
    [string] $Package,

    # Where to write the results, as NUnit 3 XML.
    [string] $ResultPath
)

# No strict mode here: the suites would inherit it.
$ErrorActionPreference = 'Stop'

# Restores what Pester.csproj pins.
$answer = dotnet msbuild "$PSScriptRoot/Pester.csproj" -restore -t:FindPester -v:quiet -nologo -getProperty:PesterFolder -getProperty:PesterVersions
if ($LASTEXITCODE) { throw "Pester could not be restored from NuGet:`n$($answer -join "`n")" }
$pester = ($answer | Out-String | ConvertFrom-Json).Properties
$versions = $pester.PesterVersions -split ';'
if (-not $PesterVersion) { $PesterVersion = $versions[0] }
if ($PesterVersion -notin $versions) { throw "Pester $PesterVersion is not one of those in Pester.csproj: $($versions -join ', ')." }
Import-Module "$($pester.PesterFolder)/$PesterVersion/tools/Pester.psd1"

$all = @(Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | Sort-Object Name)
if ($Package) { $all += Get-Item "$PSScriptRoot/Package/Package.Tests.ps1" }
$env:RFAAUTH_TEST_PACKAGE = $Package
# `-File` gives a list as one text.
$files = foreach ($name in $Suite -split ',' | Where-Object { $_ }) {
    $found = @($all | Where-Object Name -Like "$name.Tests.ps1")
    if (-not $found) { throw "There is no suite '$name'. The suites are: $(($all.Name -replace '\.Tests\.ps1$') -join ', ')." }
    $found.FullName
}
function Get-Part([string] $File) {
    switch -Wildcard (Split-Path $File -Leaf) {
        'Vault*' { return 'Vaults' }
        'Docs.*' { return 'Waiting' }
        'Waits.*' { return 'Waiting' }
        '*.Kill.*' { return 'Waiting' }
    }
    'Other'
}
$files = @($files | Sort-Object -Unique | Where-Object { -not $Part -or $Part -eq (Get-Part $_) })
if (-not $files) { return }
$configuration = New-PesterConfiguration
$configuration.Run.Path = $files
$configuration.Run.Exit = $true
$configuration.Output.Verbosity = 'Normal'
if ($ResultPath) {
    $configuration.TestResult.Enabled = $true
    $configuration.TestResult.OutputFormat = 'NUnit3'
    $configuration.TestResult.OutputPath = $ResultPath
}
Invoke-Pester -Configuration $configuration
