using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.Answers;

public sealed class RetryPolicyTests
{
    private static readonly GraphQLRequest s_query = new("{ a }");
    private static readonly GraphQLRequest s_mutation = new("mutation { a }");

    [Fact]
    public void The_wait_that_the_service_asks_for_replaces_the_back_off() =>
        Assert.Equal(TimeSpan.FromSeconds(25), RetryPolicy.Delay(1, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(25), 0.5));

    [Fact]
    public void A_back_off_grows_to_its_limit() => Prop.ForAll(
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
    public void A_mutation_is_repeated_only_if_nothing_was_sent(HttpRequestError error, bool isQueryRepeated, bool isMutationRepeated)
    {
        var exchange = new Exchange(null, null, TransportException.BeforeAnswer(new HttpRequestException(error)));

        Assert.Equal(isQueryRepeated, RetryPolicy.IsRetryable(s_query, exchange));
        Assert.Equal(isMutationRepeated, RetryPolicy.IsRetryable(s_mutation, exchange));
    }

    [Theory]
    [InlineData(429, true)] // refused: nothing of it ran
    [InlineData(425, true)]
    [InlineData(503, false)] // also a gateway's word for a connection that broke
    [InlineData(408, false)]
    [InlineData(504, false)]
    [InlineData(429, false, """{"data":{"a":1""")] // it ran
    public void A_mutation_is_repeated_only_at_a_status_that_says_it_was_not_processed(int status, bool isRepeated, string body = "")
    {
        var exchange = new Exchange(MadeAnswers.Http(status, body, "text/html"), null, new RfaException(ErrorCodes.ServiceUnavailable, "") { IsRetryable = true });

        Assert.True(RetryPolicy.IsRetryable(s_query, exchange));
        Assert.Equal(isRepeated, RetryPolicy.IsRetryable(s_mutation, exchange));
    }

    [Theory]
    [InlineData("mutation { a }", true)]
    [InlineData("mutation { a b }", false)] // of one field, and the other may have run
    [InlineData("mutation { a ...Missing }", false)] // which may have had more fields
    public void A_refusal_with_a_location_is_of_the_whole_mutation_if_it_has_one_field(string mutation, bool isRepeated) => Assert.Equal(
        isRepeated,
        RetryPolicy.IsRetryable(new GraphQLRequest(mutation), MadeAnswers.Exchange(200, """{"errors":[{"message":"Throttled","locations":[{"line":1,"column":12}]}]}""")));

    [Theory]
    [InlineData("""{"errors":[{"message":"Throttled"},{"message":"Throttled"}]}""", true)]
    [InlineData("""{"errors":[{"message":"Throttled"},{"message":"Throttled","path":["a"]}]}""", false)] // a was reached
    [InlineData("""{"errors":[{"message":"Throttled"},{"message":"Throttled","extensions":{"http":{"status":504}}}]}""", false)] // a gateway lost it
    [InlineData("""{"errors":[{"message":"Throttled"},{"message":"Throttled","locations":[{"line":1,"column":12}]}]}""", false)] // of one field
    [InlineData("""{"errors":[{"message":"Throttled"},{"message":"Unauthorized"}]}""", false)] // the token is renewed first
    [InlineData("""{"data":{}}""", false)] // nothing refuses
    public void A_mutation_is_repeated_only_if_each_error_refuses_the_whole_request(string body, bool isRepeated)
    {
        var mutation = new GraphQLRequest("mutation { a b }");
        var exchange = MadeAnswers.Exchange(200, body);

        Assert.Equal(isRepeated, RetryPolicy.IsRetryable(mutation, exchange));
        Assert.Equal(isRepeated, RetryPolicy.IsRefusedAsWhole(mutation, exchange));
    }

    [Fact]
    public void A_query_is_not_repeated_with_a_token_that_the_same_answer_refuses() => Assert.False(
        RetryPolicy.IsRetryable(s_query, MadeAnswers.Exchange(200, """{"errors":[{"message":"Throttled"},{"message":"Unauthorized"}]}""")));

    [Theory]
    [InlineData(429, "The service asked for fewer requests")]
    [InlineData(503, "The service is not available for now (HTTP 503)")]
    [InlineData(500, "The service failed (HTTP 500)")]
    [InlineData(null, "The connection failed (ConnectionLost)")]
    public void The_reason_of_a_wait_says_whether_the_rate_the_service_or_the_connection_is_its_cause(int? status, string reason) =>
        Assert.Equal(reason, RetryPolicy.Reason(new Exchange(status is { } code ? MadeAnswers.Http(code, "") : null, null, new RfaException(ErrorCodes.ConnectionLost, ""))));

    [Fact]
    public void An_answer_with_data_is_not_repeated() => Assert.False(RetryPolicy.IsRetryable(
        s_query, new Exchange(MadeAnswers.Http(500, """{"data":null}"""), MadeAnswers.Read(500, """{"data":null,"errors":[{"message":"x"}]}"""), null)));

    [Theory]
    [InlineData(1_000, 5_000, 0, 120)] // no more than the budget can hold
    [InlineData(20_000, 20_000, 0, 960)] // whatever a service says, no longer than 8000 points take
    [InlineData(8_000, 200, 100, 12)]
    public void A_reserve_larger_than_the_budget_is_not_waited_for(long maximum, long reserve, long available, double seconds) =>
        Assert.Equal(seconds, CostBudget.Delay(new ThrottleStatus(16, maximum, available), TimeSpan.Zero, reserve, ToggleApi.Definition.Cost).TotalSeconds, 3);

    [Theory]
    [InlineData(1000, 100, 50.0, 718, 12.36)]
    [InlineData(1000, 800, 50.0, 718, 0)]
    [InlineData(500, 0, 50.0, 718, 10)] // no more than the budget can hold
    [InlineData(1000, 0, 0.0001, 718, 86400)] // no longer than a day
    public void The_restore_rate_of_the_answer_is_used(long maximum, long available, double rate, long needed, double seconds) => Assert.Equal(
        seconds, CostBudget.Delay(new ThrottleStatus(null, maximum, available) { RestoreRate = rate }, TimeSpan.Zero, needed, rule: null).TotalSeconds, 3);

    [Theory]
    [InlineData(200, null, 200)]
    [InlineData(200, 718L, 718)]
    [InlineData(0, null, 1)] // -CostReserve 0: a spent budget is waited for all the same
    public void A_refused_request_waits_for_its_own_cost(long reserve, long? cost, long needed) =>
        Assert.Equal(needed, CostBudget.Needed(new ThrottleStatus(null, 8000, 0) { RequestedQueryCost = cost }, reserve));

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
            CostBudget.Delay(new ThrottleStatus(16, 8000, available), TimeSpan.FromSeconds(ageSeconds), reserve: 200, ToggleApi.Definition.Cost).TotalSeconds,
            3);
}
