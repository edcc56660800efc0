using FsCheck;
using FsCheck.Fluent;
using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Tests.Support;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Tests.Answers;

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
        }).CheckQuietly();

    [Theory]
    [InlineData(1, 1, 0.0, 0.25)]
    [InlineData(1, 1, 1.0, 1.0)]
    [InlineData(2, 1, 1.0, 2.0)]
    [InlineData(3, 1, 0.5, 2.5)]
    [InlineData(9, 1, 1.0, 30.0)] // no longer than half a minute,
    [InlineData(1, 60, 1.0, 60.0)] // unless the user asked for more
    [InlineData(5, 60, 1.0, 60.0)]
    public void A_back_off_doubles(int attempt, int intervalSeconds, double random, double seconds) =>
        Assert.Equal(seconds, RetryPolicy.Delay(attempt, TimeSpan.FromSeconds(intervalSeconds), null, random).TotalSeconds, 3);

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, true, true)] // nothing was sent
    [InlineData(HttpRequestError.NameResolutionError, true, true)]
    [InlineData(HttpRequestError.ResponseEnded, true, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false, false)]
    [InlineData(HttpRequestError.InvalidResponse, false, false)]
    public void A_mutation_is_repeated_only_if_the_service_saw_nothing_of_it(HttpRequestError error, bool isQueryRepeated, bool isMutationRepeated)
    {
        var exchange = new Exchange(null, null, TransportException.BeforeAnswer(new HttpRequestException(error)));

        Assert.Equal(isQueryRepeated, RetryPolicy.IsRetryable(isMutation: false, exchange));
        Assert.Equal(isMutationRepeated, RetryPolicy.IsRetryable(isMutation: true, exchange));
    }

    [Fact]
    public void An_answer_is_not_asked_for_again() => Assert.False(RetryPolicy.IsRetryable(
        isMutation: false, new Exchange(MadeAnswers.Http(500, """{"data":null}"""), MadeAnswers.Read(500, """{"data":null,"errors":[{"message":"x"}]}"""), null)));

    [Theory]
    [InlineData(1_000, 5_000, 0, 120)] // no more than the budget can hold
    [InlineData(20_000, 20_000, 0, 960)] // whatever a service says, no longer than 8000 points take
    [InlineData(8_000, 200, 100, 12)]
    public void A_reserve_beyond_the_budget_is_not_waited_for(long maximum, long reserve, long available, double seconds) =>
        Assert.Equal(seconds, CostBudget.Delay(new ThrottleStatus(16, maximum, available), TimeSpan.Zero, reserve).TotalSeconds, 3);

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
