#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# The soak itself, Soak.ps1, and that its checks find what they are for. RFAAUTH_TEST_SCALE multiplies the requests of the new seed (20 of
# them are 100,000 requests); RFAAUTH_TEST_SEED chooses it. Seeds that failed once are in Soak/seeds.psd1.

BeforeDiscovery {
    $scale = if ($env:RFAAUTH_TEST_SCALE) { [int] $env:RFAAUTH_TEST_SCALE } else { 1 }
    $seed = if ($env:RFAAUTH_TEST_SEED) { [int] $env:RFAAUTH_TEST_SEED } else { Get-Random }
    $runs = @(Invoke-Expression ([System.IO.File]::ReadAllText("$PSScriptRoot/Soak/seeds.psd1"))) + @{ Seed = $seed; Requests = 5000 * $scale; Why = 'a new one' }
}

BeforeAll {
    Import-Module "$PSScriptRoot/NewPowerShell.psm1", "$PSScriptRoot/Soak/Plan.psm1", "$PSScriptRoot/Soak/Check.psm1", "$PSScriptRoot/Soak/Vitals.psm1"

    # One mutation of user1 that went well, which each test then spoils.
    function New-Round {
        $call = New-SoakRound ([System.Random]::new(1)) 2 1 1 1
        $call = @($call)
        $call[0].Session, $call[0].User, $call[0].Service, $call[0].Way = 1, 'user1', 'rfa', 'Plain'
        [pscustomobject]@{
            Call   = $call
            Report = @([pscustomobject]@{ Operation = 'op2'; Outcome = 'Done'; ErrorId = ''; Answer = '{"f2":{"creditBalance":1250}}'; IsListed = $false })
            Ledger = [pscustomobject]@{
                requests        = @([pscustomobject]@{ number = 1; kind = 'Mutation'; operationName = 'op2'; service = 'rfa'; tokenOwner = 'user1'; status = 200 })
                mutations       = @([pscustomobject]@{ request = 1; service = 'rfa'; field = 'updateAccountNote'; arguments = '{"note":"key-2"}'; user = 'user1' })
                signIns         = @([pscustomobject]@{ service = 'rfa'; name = 'user1'; isAccepted = $true })
                trapConnections = 0
            }
        }
    }

    function Get-Rule($Round) { @(Find-SoakViolation $Round.Call $Round.Report $Round.Ledger | ForEach-Object Rule) | Sort-Object -Unique }

    # Eight points of a run, with so much more of each at each point.
    function New-Series([hashtable] $Growth) {
        0..7 | ForEach-Object { [pscustomobject]@{ Requests = 1000 * $_; Heap = 30MB + 1000 * $Growth.Heap * $_; Handles = 200 + $Growth.Handles * $_; Sockets = 20 + $Growth.Sockets * $_; Threads = 25 + $Growth.Threads * $_ } }
    }
}

Describe 'The checks of the soak' {
    BeforeEach { $round = New-Round }

    It 'accept a mutation that ran once' { Get-Rule $round | Should -BeNullOrEmpty }

    It 'report <Rule> if <Why>' -ForEach @(
        @{ Rule = 'Duplicated'; Why = 'a mutation ran twice in one request'; Spoil = { $round.Ledger.mutations += $round.Ledger.mutations[0] } }
        @{ Rule = 'SentAgain'; Why = 'it came again after it ran'; Spoil = { $round.Ledger.requests += [pscustomobject]@{ number = 2; kind = 'Mutation'; operationName = 'op2'; service = 'rfa'; tokenOwner = 'user1' } } }
        @{ Rule = 'Lost'; Why = 'it is reported done and did not run'; Spoil = { $round.Ledger.mutations = @() } }
        @{ Rule = 'Lost'; Why = 'its first field is reported done and did not run'; Spoil = { $round.Ledger.mutations = @(); $round.Call[0].Way = 'Two'; $round.Report[0].Outcome, $round.Report[0].Answer = 'Partial', '{"f2":{"creditBalance":1250},"second":null}' } }
        @{ Rule = 'KeyCrossed'; Why = 'its key came in another call'; Spoil = { $round.Call += New-SoakRound ([System.Random]::new(1)) 4 1 1 1; $round.Report += [pscustomobject]@{ Operation = 'op4'; Outcome = 'OutcomeUnknown'; ErrorId = 'OutcomeUnknown'; Answer = ''; IsListed = $false }; $round.Ledger.mutations += [pscustomobject]@{ request = 1; service = 'rfa'; field = 'updateAccountNote'; arguments = '{"note":"key-4"}'; user = $round.Call[1].User } } }
        @{ Rule = 'Denied'; Why = 'it is reported failed and ran'; Spoil = { $round.Report[0].Outcome, $round.Report[0].ErrorId = 'Failed', 'ConnectionLost' } }
        @{ Rule = 'Unlisted'; Why = 'it was stopped, ran and is not listed'; Spoil = { $round.Report[0].Outcome = 'Interrupted'; $round.Ledger.requests[0].status = $null } }
        @{ Rule = 'Unlisted'; Why = 'it was stopped when its answer was there' ; Spoil = { $round.Report[0].Outcome = 'Interrupted' } }
        @{ Rule = 'TokenCrossed'; Why = 'its token was another user''s'; Spoil = { $round.Ledger.requests[0].tokenOwner = 'user2' } }
        @{ Rule = 'TokenCrossed'; Why = 'it had no token'; Spoil = { $round.Ledger.requests[0].tokenOwner = $null } }
        @{ Rule = 'TokenCrossed'; Why = 'it ran for another user'; Spoil = { $round.Ledger.mutations[0].user = 'user2' } }
        @{ Rule = 'TokenCrossed'; Why = 'it came to the other service'; Spoil = { $round.Ledger.requests[0].service = 'toggle' } }
        @{ Rule = 'AnswerCrossed'; Why = 'its answer is another call''s'; Spoil = { $round.Report[0].Answer = '{"f3":{"creditBalance":1250}}' } }
        @{ Rule = 'Reported'; Why = 'there is no report'; Spoil = { $round.Report = @() } }
        @{ Rule = 'Reported'; Why = 'there is neither output nor error'; Spoil = { $round.Report[0].Outcome = 'Silent' } }
        @{ Rule = 'ErrorId'; Why = 'the error is not foreseen'; Spoil = { $round.Ledger.mutations = @(); $round.Report[0].Outcome, $round.Report[0].ErrorId = 'Failed', 'UnexpectedError' } }
        @{ Rule = 'Unplanned'; Why = 'a request is nobody''s'; Spoil = { $round.Ledger.requests += [pscustomobject]@{ number = 2; kind = 'Query'; operationName = 'op3'; service = 'rfa'; tokenOwner = 'user1' } } }
        @{ Rule = 'PasswordRejected'; Why = 'a password was wrong'; Spoil = { $round.Ledger.signIns[0].isAccepted = $false } }
        @{ Rule = 'Trap'; Why = 'a redirect was followed'; Spoil = { $round.Ledger.trapConnections = 1 } }
    ) {
        . $Spoil
        Get-Rule $round | Should -Be $Rule
    }

    It 'accept <Outcome>, whether the mutation ran or not' -ForEach @(@{ Outcome = 'OutcomeUnknown' }, @{ Outcome = 'Interrupted' }) {
        $round.Report[0].Outcome, $round.Report[0].IsListed = $Outcome, $true
        Get-Rule $round | Should -BeNullOrEmpty
        $round.Ledger.mutations = @()
        Get-Rule $round | Should -BeNullOrEmpty
    }

    It 'report <Rule> that grows' -ForEach @(@{ Rule = 'Heap'; Step = 3000 }, @{ Rule = 'Handles'; Step = 30 }, @{ Rule = 'Sockets'; Step = 30 }, @{ Rule = 'Threads'; Step = 20 }) {
        $growth = @{ Heap = 0; Handles = 0; Sockets = 0; Threads = 0 }
        Find-VitalViolation (New-Series $growth) | Should -BeNullOrEmpty
        $growth[$Rule] = $Step
        (Find-VitalViolation (New-Series $growth)).Rule | Should -Be $Rule
    }

    It 'make equal plans of equal seeds' {
        $plans = 1..2 | ForEach-Object { (New-SoakRound ([System.Random]::new(7)) 1 200 8 6 | ConvertTo-Json -Compress) }
        $plans[0] | Should -Be $plans[1]
        ($plans[0] | ConvertFrom-Json | Where-Object IsMutation).Count | Should -Be 100
    }
}

Describe 'The soak' {
    It 'has only true reports, no mixed tokens, and constant memory and handles (seed <Seed>, <Requests> requests: <Why>)' -ForEach $runs {
        $output = Invoke-PowerShell -NoProfile -NonInteractive -File "$PSScriptRoot/Soak.ps1" -Seed $Seed -Requests $Requests
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
    }
}
