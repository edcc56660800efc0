namespace RfaAuth.Core.Tests.Diagnostics;

/// <summary>Work that several calls wait for tells each of them.</summary>
public sealed class SharedCallLogTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_log_that_follows_gets_each_wait_and_its_end()
    {
        var shared = new SharedCallLog(_clock);
        var early = new ListLog();
        using var following = shared.Follow(early);

        var wait = shared.Waiting(new CallWait("Why", TimeSpan.FromSeconds(10)));
        _clock.Advance(TimeSpan.FromSeconds(4));
        var late = new ListLog();
        using var lateFollowing = shared.Follow(late);
        shared.Verbose("told");
        shared.Warning("warned");

        Assert.Equal(new CallWait("Why", TimeSpan.FromSeconds(10)), Assert.Single(early.Waits));
        Assert.Equal(new CallWait("Why", TimeSpan.FromSeconds(6)), Assert.Single(late.Waits));
        Assert.Equal((1, 1), (early.Open, late.Open));
        Assert.Equal(["Why: waiting 6.0 seconds.", "told"], late.Messages);
        Assert.Equal(["warned"], early.Warnings);
        wait.Dispose();
        Assert.Equal((0, 0), (early.Open, late.Open));
    }

    [Fact]
    public void A_log_that_no_longer_follows_gets_nothing_and_its_waits_end()
    {
        var shared = new SharedCallLog(_clock);
        var log = new ListLog();
        var following = shared.Follow(log);
        using var wait = shared.Waiting(new CallWait("Why", TimeSpan.FromSeconds(10)));

        following.Dispose();
        shared.Verbose("told");
        using var second = shared.Waiting(new CallWait("Again", TimeSpan.FromSeconds(10)));

        Assert.Equal(0, log.Open);
        Assert.Empty(log.Messages);
        Assert.Single(log.Waits);
    }
}
