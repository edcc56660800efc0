# Seeds that are run each time, beside a new one. A seed with which a soak failed comes here, with what it found, in the commit that mends it:
# @{ Seed = 42; Requests = 5000; Why = 'A mutation that was stopped while ... was not listed' }
@(
    @{ Seed = 1; Requests = 400; Why = 'the smallest run in which each round has faults and stops' }
)
