<#
.SYNOPSIS
    Measures the module against what people would use instead, and writes benchmarks/results.md.
.DESCRIPTION
    Each figure runs in a process of its own, ours and theirs in turn, and the medians are compared: a ratio above 1 says that ours takes
    less. The answers come from benchmarks/Responder, another process on this machine. Figures depend on the machine and its load:
    none is a test.
.EXAMPLE
    ./benchmarks/Bench.ps1 -Figure small-*, big-*
#>
[CmdletBinding()]
param(
    # Which figures, by name; wildcards are taken.
    [string[]] $Figure = '*',

    # How many pairs of ours and theirs.
    [ValidateRange(1, 100)] [int] $Pairs = 5,

    # Where to write the table.
    [string] $Path = "$PSScriptRoot/results.md",

    # Measures what was built before.
    [switch] $NoBuild
)
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
Import-Module "$root/tests/Module/NewPowerShell.psm1"
# `pwsh -File` gives a list as one text.
$Figure = $Figure -split "," | ForEach-Object Trim

function Get-Median([double[]] $Values) {
    $sorted = @($Values | Sort-Object)
    $half = [int] [Math]::Floor($sorted.Count / 2)
    if ($sorted.Count % 2) { $sorted[$half] } else { ($sorted[$half - 1] + $sorted[$half]) / 2 }
}

function Invoke-Program([string] $Program, [string[]] $Arguments) {
    & $Program @Arguments | Out-Host
    if ($LASTEXITCODE) { throw "$Program $Arguments ended with exit code $LASTEXITCODE." }
}

# A module that does nothing: what the import of a binary module with a manifest costs in any case.
function New-EmptyModule {
    $folder = "$PSScriptRoot/bin/Empty"
    if (Test-Path "$folder/Empty.dll") { return }
    $null = New-Item $folder -ItemType Directory -Force
    Add-Type -OutputAssembly "$folder/Empty.dll" -TypeDefinition @'
using System.Management.Automation;
[Cmdlet("Get", "Empty")] public sealed class GetEmpty : PSCmdlet { }
'@
    New-ModuleManifest "$folder/Empty.psd1" -RootModule Empty.dll -CmdletsToExport Get-Empty -FunctionsToExport @() -VariablesToExport @() -AliasesToExport @()
}

$responderPath = "$PSScriptRoot/Responder/bin/Release/net10.0/Responder.dll"
if (-not $NoBuild) {
    Invoke-Program dotnet @('build', "$root/src/RfaAuth", '-c', 'Release', '-nologo', '-v', 'quiet')
    foreach ($project in 'Responder', 'Bare') {
        Invoke-Program dotnet @('build', "$PSScriptRoot/$project", '-c', 'Release', '-nologo', '-v', 'quiet')
    }
}
New-EmptyModule
$plans = @(& "$PSScriptRoot/Figures.ps1" | Where-Object { $name = $_.Name; $Figure | Where-Object { $name -like $_ } })
if (-not $plans) { throw "There is no figure '$Figure'. There are: $((& "$PSScriptRoot/Figures.ps1").Name -join ', ')." }

$start = [Diagnostics.ProcessStartInfo]::new('dotnet', "`"$responderPath`"")
$start.RedirectStandardInput = $true
$start.RedirectStandardOutput = $true
$responder = [Diagnostics.Process]::Start($start)
try {
    $port = $responder.StandardOutput.ReadLine()
    $rows = foreach ($plan in $plans) {
        if ($plan['Needs'] -and -not (Get-Command $plan.Needs -CommandType Application -ErrorAction SilentlyContinue)) {
            Write-Host "$($plan.Name) is left out: $($plan.Needs) is not on the PATH."
            continue
        }
        Write-Host "$($plan.Name) ..."
        $output = Invoke-PowerShell -NoProfile -File "$PSScriptRoot/Measure-Figure.ps1" -Figure $plan.Name -Port $port -Pairs $Pairs
        if ($LASTEXITCODE) { throw "The figure $($plan.Name) ended with exit code $LASTEXITCODE." }
        $numbers = $output | Select-Object -Last 1 | ConvertFrom-Json
        $ours = Get-Median $numbers.Ours
        $theirs = Get-Median $numbers.Theirs
        $ratio = $theirs / $ours
        [pscustomobject] @{
            Figure = $plan.Name
            Unit   = $plan.Unit
            Ours   = '{0:n2}' -f $ours
            Theirs = '{0:n2}' -f $theirs
            Ratio  = '{0:n2}' -f $ratio
            Bar    = $plan.Bar
            Result = if ($ratio -ge $plan.Bar) { 'ok' } else { 'short' }
            Against = $plan.Against
        }
    }
}
finally {
    $responder.StandardInput.Close()
    if (-not $responder.WaitForExit(5000)) { $responder.Kill() }
}

$load = if (Test-Path /proc/loadavg) { (Get-Content /proc/loadavg) -replace '^(\S+ \S+ \S+).*', '$1' } else { 'not known' }
$text = @(
    '# Results'
    ''
    "Written by ``benchmarks/Bench.ps1``; [README.md](README.md) says what is measured. Medians of $Pairs pairs, ours and theirs in turn. The ratio is theirs to ours: above 1 ours takes less."
    ''
    "PowerShell $($PSVersionTable.PSVersion), .NET $([Environment]::Version), RfaAuth $((Import-PowerShellDataFile "$root/RfaAuth.psd1").ModuleVersion); $([Environment]::ProcessorCount) cores; load at the end $load; $([Runtime.InteropServices.RuntimeInformation]::OSDescription)."
    ''
    '| figure | unit | ours | theirs | ratio | bar | | against |'
    '| --- | --- | --- | --- | --- | --- | --- | --- |'
    $rows | ForEach-Object { "| $($_.Figure) | $($_.Unit) | $($_.Ours) | $($_.Theirs) | $($_.Ratio) | $($_.Bar) | $($_.Result) | $($_.Against) |" }
)
$text | Set-Content $Path -Encoding utf8
$rows | Format-Table -AutoSize | Out-String -Width 200 | Write-Host
