#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Exports whose process is killed at moments that nobody chose, and run again with -Resume: the file is the one without kills, byte for byte.
# Tokens die on the way, and pages fail.

BeforeDiscovery { Import-Module "$PSScriptRoot/Exports/KilledRuns.psm1" }

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/Exports/KilledRuns.psm1"
    Import-Module (Get-ModuleManifestPath)
    $sandbox = Start-Sandbox '--option', 'listSize=1200', '--option', 'costPerField=0', '--lifetime', '3'
    $shapes = @{
        Segment    = @{ Api = 'RedFlagAlert'; Query = 'query List($skip: Int, $take: Int) { entries(skip: $skip, take: $take) { items { id number } pageInfo { hasNextPage } totalCount } }' }
        Connection = @{ Api = 'RedFlagAlert'; Query = 'query List($after: String, $first: Int) { entryConnection(after: $after, first: $first) { edges { node { id number } } pageInfo { hasNextPage endCursor } } }' }
        Paginator  = @{ Api = 'Toggle'; Query = 'query List($page: Int, $limit: Int) { Entries(page: $page, limit: $limit) { data { id number } total has_more_pages } }' }
    }
    $faults = 'delay=15@query', 'unauthorized:1@query,from=7', 'graphql-error=LOCKED|The list is locked.:1@query,from=14', 'status=503,none:1@query,from=20'

    # Waits for a moment of the export, and returns whether it still runs.
    function Wait-Moment($Process, [string] $Phase, [int] $Milliseconds, [string] $File, [long] $Length) {
        switch ($Phase) {
            # Any time.
            Time { $null = $Process.WaitForExit($Milliseconds) }
            # While a record is written or takes its name.
            Record {
                $null = $Process.WaitForExit($Milliseconds)
                while (-not $Process.HasExited -and -not [System.IO.File]::Exists("$File.resume.tmp")) { [System.Threading.Thread]::Sleep(1) }
            }
            # When the last item is written: then the file is closed, and takes its name.
            End {
                while (-not $Process.HasExited -and -not ([System.IO.File]::Exists("$File.partial") -and [System.IO.FileInfo]::new("$File.partial").Length -ge 0.99 * $Length)) {
                    [System.Threading.Thread]::Sleep(1)
                }
            }
        }
        -not $Process.HasExited
    }
}

AfterAll { Stop-Sandbox $sandbox -Disconnect }

Describe 'An export whose process is killed' {
    It 'has in the end the same file as without kills (<Kills> kills, seed <Seed>)' -ForEach (Get-KillPlan) {
        $random = [System.Random]::new($Seed)
        $done = @{ Kills = 0; Exports = 0; Runs = 0; Resumed = 0 }
        $phases = @{ Time = 0; Record = 0; End = 0 }
        while ($done.Kills -lt $Kills) {
            $shape = ('Segment', 'Connection', 'Paginator')[$random.Next(3)]
            $file = "$TestDrive/$($done.Exports)." + ('jsonl', 'json', 'csv')[$random.Next(3)]
            $plan = @{
                Api        = $shapes[$shape].Api
                Endpoint   = if ($shapes[$shape].Api -eq 'Toggle') { $sandbox.Toggle } else { $sandbox.Rfa }
                Inputs     = $null
                Parameters = @{ Query = $shapes[$shape].Query; All = $true; PageSize = (20, 50, 70)[$random.Next(3)]; ThrottleLimit = (1, 4)[$random.Next(2)]; OutFile = $file }
            }
            $whole = "$TestDrive/whole$([System.IO.Path]::GetExtension($file))"
            $null = Invoke-SandboxAdministration $sandbox DELETE faults
            $session = Connect-RfaApi -Api $plan.Api -Endpoint $plan.Endpoint -Credential (Get-SandboxCredential) -PassThru
            Invoke-RfaGraphQL $plan.Parameters.Query -All -PageSize $plan.Parameters.PageSize -OutFile $whole -Session $session
            Disconnect-RfaApi $session

            # So many kills of one export, then to its end.
            $left = [Math]::Min($random.Next(1, 5), $Kills - $done.Kills)
            for ($isDone = $false; -not $isDone; $done.Runs++) {
                if ($done.Runs -gt 40 + 4 * $Kills) { throw "The exports do not come to their end: $($done | ConvertTo-Json -Compress)" }
                $null = Invoke-SandboxAdministration $sandbox DELETE faults
                Add-SandboxFault $sandbox $faults
                if (Test-Path "$file.resume") { $done.Resumed++ }
                $phase = ('Time', 'Time', 'Record', 'End')[$random.Next(4)]
                $milliseconds = $random.Next(900)
                $wait = { Wait-Moment $args[0] $phase $milliseconds $file (Get-Item $whole).Length }
                if (Invoke-KilledRun $plan $(if ($left -gt 0) { $wait })) {
                    $left--
                    $done.Kills++
                    $phases[$phase]++
                }
                # A file under the final name is a whole one at any time.
                if (Test-Path $file) { (Get-FileHash $file).Hash | Should -Be (Get-FileHash $whole).Hash -Because ($plan | ConvertTo-Json) }
                $isDone = (Test-Path $file) -and -not (Test-Path "$file.resume") -and -not (Test-Path "$file.partial")
            }
            $done.Exports++
        }
        $null = Invoke-SandboxAdministration $sandbox DELETE faults
        Write-Host "      $($done.Kills) kills ($($phases.Time) at any time, $($phases.Record) at a record, $($phases.End) at the end) of $($done.Exports) exports in $($done.Runs) runs, $($done.Resumed) of them resumed; seed $Seed"
        $done.Resumed | Should -BeGreaterThan 0
    }
}
