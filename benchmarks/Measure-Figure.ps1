<#
.SYNOPSIS
    Measures one figure in a process of its own and writes the numbers as JSON: ours and theirs, in turn.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Figure,
    [Parameter(Mandatory)] [int] $Port,
    [int] $Pairs = 5
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module "$PSScriptRoot/../tests/Module/NewPowerShell.psm1"
$plan = & "$PSScriptRoot/Figures.ps1" | Where-Object Name -EQ $Figure
if (-not $plan) { throw "There is no figure '$Figure'." }
$root = Split-Path $PSScriptRoot
$Uri = "http://127.0.0.1:$Port$($plan.Path)"

# A new process each, this PowerShell without a profile; the time is taken inside, without the start of PowerShell itself.
function Measure-InProcess([string] $Command) {
    $number = if ($plan.Measure -eq 'Peak') { '[Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64 / 1MB' } else { '$watch.Elapsed.TotalMilliseconds' }
    $text = "`$ProgressPreference = 'SilentlyContinue'; `$root = '$root'; `$Uri = '$Uri'; `$watch = [Diagnostics.Stopwatch]::StartNew()`n$Command`n$number"
    [double] ((Invoke-PowerShell -NoProfile -EncodedCommand ([Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text)))) | Select-Object -Last 1)
}

function Measure-Here([scriptblock] $Run) {
    $script:Kept = $null
    [GC]::Collect()
    [GC]::WaitForPendingFinalizers()
    $count = if ($plan.Runs) { $plan.Runs } else { 1 }
    if ($plan.Measure -eq 'Told') { return [double] (. $Run | Select-Object -Last 1) }
    if ($plan.Measure -eq 'Cpu') {
        $process = [Diagnostics.Process]::GetCurrentProcess()
        $before = $process.TotalProcessorTime
        . $Run
        $process.Refresh()
        return ($process.TotalProcessorTime - $before).TotalMilliseconds
    }
    if ($plan.Measure -eq 'Held') {
        $before = [GC]::GetTotalMemory($true)
        . $Run
        return ([GC]::GetTotalMemory($true) - $before) / 1MB
    }
    if ($plan.Measure -eq 'Allocated') {
        $before = [GC]::GetTotalAllocatedBytes($true)
        for ($i = 0; $i -lt $count; $i++) { . $Run }
        return ([GC]::GetTotalAllocatedBytes($true) - $before) / 1024 / $count
    }
    $times = for ($i = 0; $i -lt $count; $i++) {
        $watch = [Diagnostics.Stopwatch]::StartNew()
        . $Run
        $watch.Elapsed.TotalMilliseconds
    }
    $share = if ($plan.Measure -eq 'P99') { 0.99 } else { 0.5 }
    @($times | Sort-Object)[[int] [Math]::Floor(($count - 1) * $share)]
}

if ($plan.Process) {
    $measure = { param($run) Measure-InProcess $run }
}
else {
    Import-Module "$root/RfaAuth.psd1"
    $Session = Connect-RfaApi -Endpoint $Uri -AccessToken (ConvertTo-SecureString 'x' -AsPlainText -Force) -TimeoutSec 600 -PassThru
    $Web = [Microsoft.PowerShell.Commands.WebRequestSession]::new()
    $Body = '{"query":"{ companies { items { company_name } } }"}'
    if ($plan.Setup) { . ([scriptblock]::Create($plan.Setup)) }
    $measure = { param($run) Measure-Here ([scriptblock]::Create($run)) }
}
# Both once before it counts: connections are open, and code is compiled. Small calls are warm when .NET has compiled what it runs often once more.
foreach ($round in 1..[Math]::Max(1, [int] $plan.WarmUp)) {
    $null = & $measure $plan.Ours
    $null = & $measure $plan.Theirs
}
$ours = [Collections.Generic.List[double]]::new()
$theirs = [Collections.Generic.List[double]]::new()
for ($pair = 0; $pair -lt $Pairs; $pair++) {
    $ours.Add((& $measure $plan.Ours))
    $theirs.Add((& $measure $plan.Theirs))
}
@{ Ours = $ours; Theirs = $theirs } | ConvertTo-Json -Compress
