# Memory, handles, sockets and threads of this process, and how far they may go while it does the same thing again and again.

Set-StrictMode -Version 3

# What was seen at the flattest and the steepest of healthy runs is in tests/BARS.md; each bar is well above it, and below what a leak of
# one object of a call makes of it.
$script:Bars = @{ BytesPerRequest = 400; Handles = 40; Sockets = 40; Threads = 24 }

function Get-SoakVital {
    param([int] $Requests)
    # Counted before the collection, which would close what nobody disposed of.
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $files = if (Test-Path /proc/self/fd) { @([System.IO.Directory]::GetFileSystemEntries("/proc/$PID/fd") | ForEach-Object { "$(([System.IO.FileInfo] $_).LinkTarget)" }) }
    $vital = [pscustomobject]@{
        Requests = $Requests
        Heap     = 0L
        Handles  = if ($null -ne $files) { $files.Count } else { $process.HandleCount }
        Sockets  = @($files -like 'socket:*').Count
        Threads  = $process.Threads.Count
    }
    $process.Dispose()
    foreach ($time in 1..2) {
        [GC]::Collect()
        [GC]::WaitForPendingFinalizers()
    }
    $vital.Heap = [GC]::GetTotalMemory($true)
    $vital
}

# The slope that half of all pairs of points are below (Theil and Sen): one odd point does not move it.
function Get-SoakSlope {
    param([object[]] $Vital)
    $slopes = @(for ($i = 0; $i -lt $Vital.Count; $i++) {
        for ($j = $i + 1; $j -lt $Vital.Count; $j++) { ($Vital[$j].Heap - $Vital[$i].Heap) / ($Vital[$j].Requests - $Vital[$i].Requests) }
    }) | Sort-Object
    if ($slopes) { @($slopes)[[Math]::Floor(@($slopes).Count / 2)] } else { 0 }
}

# The points that count: the first three eighths of a run warm up.
function Select-SoakVital {
    param([object[]] $Vital)
    @($Vital | Select-Object -Skip ([Math]::Floor($Vital.Count * 3 / 8)))
}

function Find-VitalViolation {
    param([object[]] $Vital)
    $points = @(Select-SoakVital $Vital)
    # In a short run nothing could be told from what still warms up.
    if ($points.Count -lt 5 -or $points[-1].Requests - $points[0].Requests -lt 2000) { return }
    $slope = Get-SoakSlope $points
    if ($slope -gt $script:Bars.BytesPerRequest) { [pscustomobject]@{ Rule = 'Heap'; Operation = ''; Text = "$([int] $slope) bytes more for each request" } }
    foreach ($name in 'Handles', 'Sockets', 'Threads') {
        # The lowest of the last two: what grows stays.
        $growth = ($points[-1, -2].$name | Measure-Object -Minimum).Minimum - $points[0].$name
        if ($growth -gt $script:Bars[$name]) { [pscustomobject]@{ Rule = $name; Operation = ''; Text = "$growth more than after the warm-up" } }
    }
}

Export-ModuleMember -Function Get-SoakVital, Get-SoakSlope, Select-SoakVital, Find-VitalViolation
