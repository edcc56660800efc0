<#
.SYNOPSIS
    Queries and mutations of several users over both services from several runspaces, while one in ten requests meets a fault, tokens end
    and are revoked, and calls are stopped. Afterwards the sandbox's ledger is held against what each call reported. Exit code 0 only if
    no mutation ran twice, each report is true, no token and no answer went to another call, and memory and handles stayed flat.
.EXAMPLE
    pwsh -File tests/Module/Soak.ps1 -Requests 100000
.EXAMPLE
    pwsh -File tests/Module/Soak.ps1 -Seed 42
    The same calls with the same faults as any other run with this seed, in the order in which the runspaces come to them.
#>
param(
    [int] $Seed = (Get-Random),
    [ValidateRange(8, [int]::MaxValue)] [int] $Requests = 5000,
    [ValidateRange(1, 64)] [int] $Runspaces = 8,
    # How many sessions the runspaces share; each has one of its own besides.
    [ValidateRange(1, 6)] [int] $Sessions = 6
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/Sandbox.psm1", "$PSScriptRoot/Soak/Plan.psm1", "$PSScriptRoot/Soak/Check.psm1", "$PSScriptRoot/Soak/Vitals.psm1"
Import-Module (Get-ModuleManifestPath)

# What Connect-RfaApi is given for a session.
function Get-Connection($Sandbox, $Session) {
    $api, $endpoint = if ($Session.Service -eq 'rfa') { 'RedFlagAlert', $Sandbox.Rfa } else { 'Toggle', $Sandbox.Toggle }
    @{ Api = $api; Endpoint = $endpoint; Credential = Get-SandboxCredential $Session.User; MaximumRetryCount = 2; RetryIntervalSec = 1; TimeoutSec = 20; Name = $Session.User }
}

# Plays a round's faults: the sandbox's mix, and what the plan has beside it. Notes what each call meets.
function Add-RoundFault($Sandbox, [System.Random] $Random, [object[]] $Calls, [int] $First) {
    $null = Invoke-SandboxAdministration $Sandbox DELETE faults
    $mix = @{ seed = $Random.Next(); prefix = 'op'; first = $First; count = $Calls.Count; tokenFaults = 3 }
    $rules = Invoke-SandboxAdministration $Sandbox POST mix $mix
    foreach ($rule in $rules) {
        if ($rule.operation) { $Calls[[int] $rule.operation.Substring(2) - $First].Fault = ($rule.name, $rule.value | Where-Object { $_ }) -join '=' }
    }
    $own = @($Calls | Where-Object OwnFault | ForEach-Object { "$($_.OwnFault):1@operation=$($_.Operation)" })
    if ($own) { $null = Invoke-SandboxAdministration $Sandbox POST faults $own }
}

# Makes a round's calls in all runspaces at once, and returns the reports.
function Invoke-Round([object[]] $Calls, [object[]] $Workers, [hashtable] $Setup, [System.Random] $Random) {
    $running = foreach ($worker in $Workers) {
        $powershell = [powershell]::Create()
        $powershell.Runspace = $worker.Runspace
        $mine = @($Calls | Where-Object Worker -EQ $worker.Number)
        $null = $powershell.AddScript($script:workerScript).AddArgument($Setup + @{ Own = $worker.Own; Reconnects = $Random.Next(8) -eq 0 }).AddArgument($mine)
        [pscustomobject]@{ PowerShell = $powershell; Handle = $powershell.BeginInvoke() }
    }
    foreach ($item in $running) {
        $item.PowerShell.EndInvoke($item.Handle)
        $item.PowerShell.Dispose()
    }
}

# What the service saw. Without the lists whose names are tokens, for the reason that Plan.psm1 gives.
function Get-RoundLedger($Sandbox) {
    $answer = Invoke-WebRequest "$($Sandbox.Administration)ledger" -UseBasicParsing
    $answer.Content -replace '"(tokensPresented|refreshTokensSeen)":\{[^}]*\}', '"$1":{}' | ConvertFrom-Json
}

function Add-Count([hashtable] $Table, [string] $Name) { $Table[$Name] = 1 + $Table[$Name] }

function Write-Table([string] $Title, [hashtable] $Table) {
    "${Title}: " + (($Table.GetEnumerator() | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Value)" }) -join ', ')
}

"Seed $Seed, $Requests requests, $Runspaces runspaces, $Sessions shared sessions and one of each runspace."
$workerScript = [System.IO.File]::ReadAllText("$PSScriptRoot/Soak/Worker.ps1")
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$random = [System.Random]::new($Seed)
$violations = [System.Collections.Generic.List[object]]::new()
$vitals = [System.Collections.Generic.List[object]]::new()
$faults, $outcomes, $errorIds, $kinds = @{}, @{}, @{}, @{}
$workers = @()
$sandbox = Start-Sandbox
try {
    # No budget is spent here, and each of Toggle's answers has a new token.
    Set-SandboxOption $sandbox @{ tokenLifetime = 5; tokenRotation = 'EveryAnswer'; costMaximum = 1000000000 }
    $null = Invoke-SandboxAdministration $sandbox POST budget @{ available = 1000000000 }
    $shared = @{}
    foreach ($session in 1..$Sessions | ForEach-Object { Get-SoakSession $_ }) {
        $connection = Get-Connection $sandbox $session
        $shared[$session.Number] = Connect-RfaApi @connection -PassThru
    }
    $toggle = Get-Connection $sandbox (Get-SoakOwnSession 1)
    $card = Invoke-RfaGraphQL '{ Cards(page: 1, limit: 1) { data { card_reference } } }' -DataPath Cards.data.card_reference -Session (Connect-RfaApi @toggle -PassThru)
    $setup = @{ Manifest = Get-ModuleManifestPath; Card = "$card"; Sessions = $shared }
    $workers = 0..($Runspaces - 1) | ForEach-Object {
        $runspace = [runspacefactory]::CreateRunspace()
        $runspace.Open()
        [pscustomobject]@{ Number = $_; Runspace = $runspace; Own = Get-Connection $sandbox (Get-SoakOwnSession $_) }
    }
    $null = Invoke-Round @() $workers $setup $random

    $size = [Math]::Min(1000, [Math]::Ceiling($Requests / 8))
    for ($first = 1; $first -le $Requests; $first += $size) {
        $calls = @(New-SoakRound $random $first ([Math]::Min($size, $Requests - $first + 1)) $Runspaces $Sessions)
        Add-RoundFault $sandbox $random $calls $first
        $null = Invoke-SandboxAdministration $sandbox DELETE ledger
        $reports = @(Invoke-Round $calls $workers $setup $random)
        $ledger = Get-RoundLedger $sandbox
        foreach ($violation in Find-SoakViolation $calls $reports $ledger) {
            $violations.Add($violation)
        }
        $met = @{}
        foreach ($request in $ledger.requests) {
            Add-Count $kinds $request.kind
            if ($request.faults -and $request.kind -in 'Query', 'Mutation') { $met["$($request.operationName)"] = $true }
            elseif ($request.faults) { Add-Count $faults "$($request.faults[0])@$($request.kind)" }
        }
        foreach ($call in $calls | Where-Object { $met[$_.Operation] }) { foreach ($fault in $call.Fault, $call.OwnFault | Where-Object { $_ }) { Add-Count $faults $fault } }
        foreach ($report in $reports) {
            Add-Count $outcomes $report.Outcome
            if ($report.ErrorId) { Add-Count $errorIds $report.ErrorId }
        }
        $calls = $reports = $ledger = $met = $call = $report = $request = $null
        $Error.Clear()
        $vitals.Add((Get-SoakVital ([Math]::Min($Requests, $first + $size - 1))))
    }
}
finally {
    $workers | ForEach-Object { $_.Runspace.Dispose() }
    Get-RfaSession | Disconnect-RfaApi
    Stop-Sandbox $sandbox
}

Find-VitalViolation $vitals | ForEach-Object { $violations.Add($_) }
# A run in which nothing goes wrong proves nothing, and neither does one in which nothing goes well.
if ($Requests -ge 2000) {
    if ($faults.Count -lt 20) { $violations.Add([pscustomobject]@{ Rule = 'Proof'; Operation = ''; Text = "only $($faults.Count) kinds of faults were met" }) }
    if (-not $outcomes['OutcomeUnknown']) { $violations.Add([pscustomobject]@{ Rule = 'Proof'; Operation = ''; Text = 'no answer was lost' }) }
    if ($outcomes['Done'] -lt 0.8 * $Requests) { $violations.Add([pscustomobject]@{ Rule = 'Proof'; Operation = ''; Text = "only $($outcomes['Done']) calls were done" }) }
}

Write-Table 'Outcomes' $outcomes
Write-Table 'Errors' $errorIds
Write-Table 'Requests' $kinds
Write-Table "$($faults.Count) kinds of faults" $faults
'Requests, heap in KB after a collection, handles, sockets, threads:'
$shown = [Math]::Max(1, [Math]::Floor($vitals.Count / 10))
$vitals | Where-Object { $vitals.IndexOf($_) % $shown -eq 0 -or $_ -eq $vitals[-1] } | ForEach-Object {
    '{0,8} {1,8} {2,5} {3,5} {4,5}' -f $_.Requests, [int] ($_.Heap / 1KB), $_.Handles, $_.Sockets, $_.Threads
}
'Heap: {0:0} bytes more for each request after the warm-up. {1:0} seconds.' -f (Get-SoakSlope (Select-SoakVital $vitals)), $watch.Elapsed.TotalSeconds
if ($violations) {
    $violations | Group-Object Rule | ForEach-Object { "$($_.Count) x $($_.Name):"; $_.Group | Select-Object -First 10 | ForEach-Object { "  $($_.Operation) $($_.Text)" } }
    "FAILED with seed $Seed, $Requests requests, $Runspaces runspaces, $Sessions sessions."
    exit 1
}
'Every report was true.'
