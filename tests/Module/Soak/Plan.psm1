# What a soak does: which call each worker makes, over which session and in which way. All of it follows from the seed; the faults do as
# well, and are the sandbox's own choice (POST mix).

Set-StrictMode -Version 3

# The users of the sessions that are the workers' own; those that are shared have user1 to user6.
$script:OwnUsers = 'user7', 'user8'

# A shared session: RFA and Toggle by turns, each with a user of its own.
function Get-SoakSession {
    param([int] $Number)
    [pscustomobject]@{ Number = $Number; User = "user$Number"; Service = ('toggle', 'rfa')[$Number % 2] }
}

# The session of a worker's own runspace, its default there.
function Get-SoakOwnSession {
    param([int] $Worker)
    [pscustomobject]@{ Number = 0; User = $script:OwnUsers[$Worker % 2]; Service = ('rfa', 'toggle')[$Worker % 2] }
}

# A query or a mutation. By its response key an answer that is another call's is seen. The keys are few, because PowerShell remembers each
# name that a property ever had, which would look like a leak; so are the names in what is read of the ledger.
function Get-SoakDocument {
    param([string] $Operation, [string] $Service, [string] $Field, [bool] $IsMutation, [bool] $HasSecond)
    if (-not $IsMutation) {
        if ($Service -eq 'rfa') { return "query $Operation { ${Field}: viewer { name: userName } }" }
        return "query $Operation { ${Field}: me { name: username } }"
    }
    if ($Service -eq 'rfa') {
        $second = if ($HasSecond) { 'second: addCompanyToWatchlist(company_number: "01000001") { __typename }' }
        return "mutation $Operation(`$key: String!) { ${Field}: updateAccountNote(note: `$key) { creditBalance } $second }"
    }
    $adjust = 'createBalanceAdjustment(card_reference: $card, value: 1, currency: "GBP"'
    $second = if ($HasSecond) { "second: $adjust) { __typename }" }
    "mutation $Operation(`$key: String!, `$card: String!) { ${Field}: $adjust, reference: `$key) { name: reference } $second }"
}

# The calls of one round, half of them mutations. Some are stopped after a few milliseconds, some give their output to Select-Object -First 1,
# some mutations have two fields, the second of which may be refused when the first has run.
function New-SoakRound {
    param([System.Random] $Random, [int] $First, [int] $Count, [int] $Runspaces, [int] $Sessions)
    foreach ($number in $First..($First + $Count - 1)) {
        $worker = $Random.Next($Runspaces)
        # One call in four goes over the worker's own session.
        $session = if ($Random.Next(4)) { Get-SoakSession (1 + $Random.Next($Sessions)) } else { Get-SoakOwnSession $worker }
        $dice = $Random.Next(100)
        # The end of a round stops nothing: what a stopped call left at the service has arrived when the ledger is read.
        $isMutation = $number % 2 -eq 0
        $way = if ($dice -eq 0 -and $number -lt $First + 0.8 * $Count) { 'Stop' } elseif ($dice -lt 5) { 'First' } elseif ($isMutation -and $dice -lt 20) { 'Two' } else { 'Plain' }
        $operation = "op$number"
        $field = "f$($number % 97)"
        [pscustomobject]@{
            Operation    = $operation
            IsMutation   = $isMutation
            Worker       = $worker
            Session      = $session.Number
            User         = $session.User
            Service      = $session.Service
            Document     = Get-SoakDocument $operation $session.Service $field $isMutation ($way -eq 'Two')
            Field        = $field
            Key          = "key-$number"
            Way          = $way
            Milliseconds = $Random.Next(30)
            # What the mix cannot know. A stopped call is held back, before or after its execution, so that there is something to stop.
            OwnFault     = if ($way -eq 'Stop') { ('delay=40', 'delay-after=40', $null)[$Random.Next(3)] } elseif ($way -eq 'Two') { ('refuse-field=second', $null)[$Random.Next(2)] }
            Fault        = $null
        }
    }
}

Export-ModuleMember -Function Get-SoakSession, Get-SoakOwnSession, New-SoakRound
