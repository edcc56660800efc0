# What must hold of a soak's round: the calls as planned, the reports of the workers and the sandbox's ledger are held against each other.

Set-StrictMode -Version 3

function New-Violation {
    param([string] $Rule, [string] $Operation, [string] $Text)
    [pscustomobject]@{ Rule = $Rule; Operation = $Operation; Text = $Text }
}

# Whether an answer is the call's own: by its response key, and by what stands below it.
function Test-OwnAnswer {
    param($Call, $Report)
    $first = if (-not $Call.IsMutation) { "{`"name`":`"$($Call.User)`"}" }
    elseif ($Call.Service -eq 'toggle') { "{`"name`":`"$($Call.Key)`"}" }
    else { '{"creditBalance":1250}' }
    $second = if ($Call.Way -ne 'Two') { '' }
    elseif ($Report.Outcome -eq 'Partial') { ',"second":null' }
    else { ",`"second`":{`"__typename`":`"$(('BalanceAdjustment', 'WatchlistPayload')[$Call.Service -eq 'rfa'])`"}" }
    $Report.Answer -ceq "{`"$($Call.Field)`":$first$second}"
}

# What is wrong with a call: the names of the rules that it breaks.
function Get-BrokenRule {
    param($Call, [System.Collections.IList] $Reports, [System.Collections.IList] $Arrivals, [System.Collections.IList] $Executions)
    if ($Reports.Count -ne 1 -or $Reports[0].Outcome -eq 'Silent') {
        'Reported'
        return
    }
    $report = $Reports[0]
    $isDone = $report.Outcome -in 'Done', 'Partial'
    if ($isDone -and -not (Test-OwnAnswer $Call $report)) { 'AnswerCrossed' }
    # No password is wrong here, and what the module does not foresee is a defect.
    if ($report.ErrorId -in 'UnexpectedError', 'CredentialRejected') { 'ErrorId' }
    foreach ($request in $Arrivals) {
        if ($request.tokenOwner -ne $Call.User -or $request.service -ne $Call.Service) { 'TokenCrossed' }
    }
    if (-not $Call.IsMutation) { return }
    if (-not $Executions.Count) {
        if ($isDone) { 'Lost' }
        return
    }
    if ($Executions.Count -gt 1) { 'Duplicated' }
    if ($report.Outcome -eq 'Failed') { 'Denied' }
    if ($report.Outcome -eq 'Interrupted' -and -not $report.IsListed) { 'Unlisted' }
    foreach ($mutation in $Executions) {
        if ($mutation.user -ne $Call.User) { 'TokenCrossed' }
    }
    # It may arrive again only after arrivals of which none was executed.
    foreach ($request in $Arrivals) {
        if ($request.number -gt $Executions[0].request) { 'SentAgain' }
    }
}

# The calls, their reports (operation, outcome, error id, answer, whether an interrupted one is listed) and the ledger's JSON as an object.
function Find-SoakViolation {
    param([object[]] $Call, [object[]] $Report, $Ledger)
    $reports, $arrivals, $executions, $operations = @{}, @{}, @{}, @{}
    foreach ($item in $Call) {
        foreach ($table in $reports, $arrivals, $executions) { $table[$item.Operation] = [System.Collections.Generic.List[object]]::new() }
    }
    foreach ($item in $Report) { $reports[$item.Operation].Add($item) }
    foreach ($request in $Ledger.requests) {
        if ($request.kind -in 'SignIn', 'Refresh') { continue }
        $name = "$($request.operationName)"
        $operations[$request.number] = $name
        if ($arrivals.ContainsKey($name)) { $arrivals[$name].Add($request) }
        else { New-Violation Unplanned $name "a $($request.kind) that no worker was to make" }
    }
    foreach ($mutation in $Ledger.mutations) {
        # The second field of a mutation has no key, and did not run alone.
        if ($mutation.field -eq 'addCompanyToWatchlist' -or $mutation.field -eq 'createBalanceAdjustment' -and $mutation.arguments -notmatch '"reference":"') { continue }
        # By the key that it carried, not by the name of the operation that carried it.
        $name = if ($mutation.arguments -match '"(?:note|reference)":"key-(\d+)"') { "op$($Matches[1])" }
        if ($name -and $executions.ContainsKey($name)) { $executions[$name].Add($mutation) }
        if ($name -ne $operations[$mutation.request]) { New-Violation KeyCrossed "$name" "$($mutation.arguments) came in $($operations[$mutation.request])" }
    }
    foreach ($item in $Call) {
        $name = $item.Operation
        foreach ($rule in Get-BrokenRule $item $reports[$name] $arrivals[$name] $executions[$name]) {
            New-Violation $rule $name ("$($item.Key), $($item.User) at $($item.Service), fault '$($item.Fault)', and '$($item.OwnFault)', way $($item.Way); " +
                "reports '$(@($reports[$name] | ForEach-Object { "$($_.Outcome) $($_.ErrorId) $($_.Answer)" }))', tokens of '$(@($arrivals[$name] | ForEach-Object { $_.tokenOwner }))', executed $($executions[$name].Count) times")
        }
    }
    foreach ($signIn in $Ledger.signIns) {
        if (-not $signIn.isAccepted) { New-Violation PasswordRejected $signIn.name "a sign-in at $($signIn.service) with a wrong password" }
    }
    if ($Ledger.trapConnections) { New-Violation Trap '' "$($Ledger.trapConnections) connections to the trap" }
}

Export-ModuleMember -Function Find-SoakViolation
