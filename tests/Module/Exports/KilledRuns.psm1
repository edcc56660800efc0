# Runs a command in processes that are killed at moments that nobody chose. RFAAUTH_TEST_KILLS says how many kills (10 unless set);
# RFAAUTH_TEST_SEED chooses the seed.

Set-StrictMode -Version 3

Import-Module "$PSScriptRoot/../TestSupport.psm1", "$PSScriptRoot/../NewPowerShell.psm1"

# For -ForEach.
function Get-KillPlan {
    @{
        Kills = if ($env:RFAAUTH_TEST_KILLS) { [int] $env:RFAAUTH_TEST_KILLS } else { 10 }
        Seed  = if ($env:RFAAUTH_TEST_SEED) { [int] $env:RFAAUTH_TEST_SEED } else { Get-Random -Maximum 1000000 }
    }
}

# Runs a plan for Worker.ps1 once. $Wait gets the process, waits for a moment, and returns whether the process still runs then: it is killed. Without
# $Wait it runs to its end. Returns whether it was killed.
function Invoke-KilledRun([hashtable] $Plan, [scriptblock] $Wait) {
    $file = [System.IO.Path]::GetTempFileName()
    [System.IO.File]::WriteAllText($file, ($Plan | ConvertTo-Json))
    $start = New-PowerShellStartInfo '-NoProfile', '-NonInteractive', '-File', "$PSScriptRoot/Worker.ps1", (Get-ModuleManifestPath), $file
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [System.Diagnostics.Process]::Start($start)
    $null = $process.StandardError.ReadToEndAsync()
    try {
        $isKilled = $Wait -and $process.StandardOutput.ReadLine() -eq 'begun' -and (& $Wait $process)
        if ($isKilled) { $process.Kill() }
        if (-not $process.WaitForExit(60000)) { throw 'A run hangs.' }
        [bool] $isKilled
    }
    finally {
        if (-not $process.HasExited) { $process.Kill() }
        $process.Dispose()
        Remove-Item $file
    }
}

Export-ModuleMember -Function Get-KillPlan, Invoke-KilledRun
