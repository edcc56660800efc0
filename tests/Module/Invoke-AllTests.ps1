<#
.SYNOPSIS
    Runs the Pester suites of this folder against the built module; the exit code is the number of failures. Pester comes from NuGet.
#>
param(
    # Which suites: names of this folder's *.Tests.ps1 without that ending; wildcards are allowed.
    [string[]] $Suite = '*',

    # Waiting: only those of them that mostly wait, for vaults, processes and times to pass. Other: the rest. Two processes run both side by side.
    [ValidateSet('Waiting', 'Other')] [string] $Part,

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
$waiting = 'Vault*', 'Waits.*', 'Docs.*'
$files = @($files | Sort-Object -Unique | Where-Object {
        $name = Split-Path $_ -Leaf
        -not $Part -or ($Part -eq 'Waiting') -eq [bool] ($waiting | Where-Object { $name -like $_ })
    })
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
