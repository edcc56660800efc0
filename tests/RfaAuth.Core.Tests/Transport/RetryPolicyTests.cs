using FsCheck;
using FsCheck.Fluent;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Tests.Transport;

public sealed class RetryPolicyTests
{
    [Fact]
    public void What_the_service_asks_for_wins() =>
        Assert.Equal(TimeSpan.FromSeconds(25), RetryPolicy.Delay(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(25), 0.5));

    [Fact]
    public void A_back_off_grows_and_stays_below_its_ceiling() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt>(),
        ArbMap.Default.ArbFor<byte>(),
        (attempt, random) =>
        {
            var delay = RetryPolicy.Delay(attempt.Get, TimeSpan.FromSeconds(1), null, random / 256.0);
            var ceiling = Math.Min(Math.Pow(2, attempt.Get - 1), 30);
            return delay.TotalSeconds >= ceiling / 4 - 0.001 && delay.TotalSeconds <= ceiling;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0, 24.0)]
    [InlineData(100, 0, 12.0)]
    [InlineData(100, 6, 6.0)]
    [InlineData(100, 12, 0.0)]
    [InlineData(200, 0, 0.0)]
    [InlineData(7986, 0, 0.0)]
    [InlineData(-500, 0, 24.0)]
    [InlineData(long.MinValue, 0, 24.0)]
    [InlineData(long.MaxValue, 0, 0.0)]
    public void Calls_wait_until_the_budget_is_above_the_reserve_again(long available, int ageSeconds, double seconds) =>
        Assert.Equal(
            seconds,
            CostBudget.Delay(new ThrottleStatus(16, 8000, available), TimeSpan.FromSeconds(ageSeconds), reserve: 200).TotalSeconds,
            3);
}
