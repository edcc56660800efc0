# Runs in a runspace of its own: makes one round's calls of one worker and reports how each ended. What is global here stays from round to
# round: the runspace in which calls are stopped.
param(
    # Manifest, Card, Sessions (by number), Own (a splat for Connect-RfaApi), Reconnects.
    [hashtable] $Setup,
    [object[]] $Calls
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Setup.Manifest

if (-not (Test-Path variable:global:stopper)) {
    $global:stopper = [runspacefactory]::CreateRunspace()
    $global:stopper.Open()
    $import = [powershell]::Create()
    $import.Runspace = $global:stopper
    $null = $import.AddScript("Import-Module '$($Setup.Manifest)'").Invoke()
    $import.Dispose()
    $own = $Setup.Own
    Connect-RfaApi @own
}
elseif ($Setup.Reconnects) {
    # Connects anew; where a fault prevents it, the session stays as it was.
    $old = Get-RfaSession
    $own = $Setup.Own
    try {
        Connect-RfaApi @own
        Disconnect-RfaApi -Session $old
    }
    catch { $null = $_ }
}

function New-Report($Call, [string] $Outcome, [string] $ErrorId, [object[]] $Answer) {
    [pscustomobject]@{ Operation = $Call.Operation; Outcome = $Outcome; ErrorId = $ErrorId; Answer = ($Answer | ForEach-Object { ConvertTo-Json $_ -Compress }) -join "`n"; IsListed = $false }
}

function New-FailureReport($Call, $ErrorRecord) {
    $id = ($ErrorRecord.FullyQualifiedErrorId -split ',')[0]
    $outcome = if ($id -eq 'OutcomeUnknown') { 'OutcomeUnknown' } else { 'Failed' }
    New-Report $Call $outcome $id @()
}

# Starts a call in the other runspace and stops it as Ctrl+C does.
function Invoke-StoppedCall($Call, [hashtable] $Arguments) {
    $powershell = [powershell]::Create()
    try {
        $powershell.Runspace = $global:stopper
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $none = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $none.Complete()
        $null = $powershell.AddScript('param($arguments) Invoke-RfaGraphQL @arguments').AddArgument($Arguments)
        $running = $powershell.BeginInvoke($none, $output)
        $null = $running.AsyncWaitHandle.WaitOne($Call.Milliseconds)
        $powershell.Stop()
        if ($powershell.Streams.Error.Count) { New-FailureReport $Call $powershell.Streams.Error[0] }
        elseif ($output.Count) { New-Report $Call 'Done' '' @($output) }
        elseif ($powershell.InvocationStateInfo.State -eq 'Stopped') { New-Report $Call 'Interrupted' '' @() }
        elseif ($powershell.InvocationStateInfo.Reason) { New-FailureReport $Call $powershell.InvocationStateInfo.Reason.ErrorRecord }
        else { New-Report $Call 'Silent' '' @() }
    }
    finally { $powershell.Dispose() }
}

$interrupted = [System.Collections.Generic.List[object]]::new()
foreach ($call in $Calls) {
    $arguments = @{ Query = $call.Document }
    if ($call.IsMutation) {
        $arguments.Variables = @{ key = $call.Key }
        if ($call.Service -eq 'toggle') { $arguments.Variables.card = $Setup.Card }
    }
    # Only what hangs needs a time that ends.
    if ($call.Fault -like 'hang*') { $arguments.TimeoutSec = 1 }
    if ($call.Session) { $arguments.Session = $Setup.Sessions[$call.Session] }
    if ($call.Way -eq 'Stop') {
        if (-not $call.Session) { $arguments.Session = Get-RfaSession }
        $report = Invoke-StoppedCall $call $arguments
        if ($report.Outcome -eq 'Interrupted') { $interrupted.Add([pscustomobject]@{ Report = $report; Session = $arguments.Session }) }
        else { $report }
        continue
    }
    try {
        $refused = $null
        $answer = switch ($call.Way) {
            'First' { Invoke-RfaGraphQL @arguments | Select-Object -First 1 }
            # Data and an error are both the outcome.
            'Two' { Invoke-RfaGraphQL @arguments -ErrorAction SilentlyContinue -ErrorVariable refused }
            default { Invoke-RfaGraphQL @arguments }
        }
        if ($refused) { New-Report $call 'Partial' ($refused[0].FullyQualifiedErrorId -split ',')[0] @($answer) } else { New-Report $call 'Done' '' @($answer) }
    }
    catch { New-FailureReport $call $_ }
}

foreach ($item in $interrupted) {
    $item.Report.IsListed = @($item.Session.LastInterrupted | ForEach-Object { $_.Operation }) -contains $item.Report.Operation
    $item.Report
}
# What went wrong is reported; kept, it would look like a leak.
$global:Error.Clear()
