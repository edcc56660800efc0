namespace RfaAuth.Core.Tests.Transport;

/// <summary>Retry-After as it comes over the wire, in every spelling, with 429 and with 503.</summary>
public sealed class RetryAfterLoopbackTests
{
    public static TheoryData<string, double?> Sendable
    {
        get
        {
            var sendable = new TheoryData<string, double?>();
            foreach (var (value, seconds) in RetryAfterSpellings.All.Select(row => row.Data).Where(row => row.Item1.All(char.IsAscii)))
                sendable.Add(value, seconds);
            return sendable;
        }
    }

    [Theory]
    [MemberData(nameof(Sendable))]
    public async Task A_query_waits_for_Retry_After_within_its_time(string value, double? seconds)
    {
        foreach (var status in new[] { 429, 503 })
        {
            var clock = new ManualClock();
            await using var server = StartAsync(status, $"Retry-After: {value}\r\n");
            using var session = Create(server, clock);

            var (outcome, failure) = await CallAsync(session);

            var waits = seconds is null or < 100;
            Assert.Equal(waits ? 2 : 1, server.Requests.Count);
            Assert.Equal(waits, outcome);
            if (seconds is >= 100)
            {
                Assert.Equal(TimeSpan.FromSeconds(seconds.Value), failure!.RetryAfter);
                Assert.Empty(clock.Delays);
            }
            else if (seconds is { } asked)
            {
                Assert.Equal(asked, clock.Delays.Sum(delay => delay.TotalSeconds), 3);
            }
            else
            {
                // Its own back-off: at least a quarter of the first interval.
                Assert.InRange(Assert.Single(clock.Delays), TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
            }
        }
    }

    [Theory]
    [InlineData("Retry-After: 5\r\nRetry-After: 5\r\n", 5.0)]
    [InlineData("Retry-After: 5\r\nRetry-After: 6\r\n", null)]
    [InlineData("Date: Wed, 01 Apr 2026 00:00:00 GMT\r\nRetry-After: Wed, 01 Apr 2026 00:00:30 GMT\r\n", 30.0)]
    [InlineData("Date: nonsense\r\nRetry-After: Sun, 01 Mar 2026 12:00:30 GMT\r\n", 30.0)]
    [InlineData("", null)]
    public async Task Repeated_Retry_After_headers_count_once_and_dates_use_the_clock_of_the_service(string headers, double? seconds)
    {
        var clock = new ManualClock();
        await using var server = StartAsync(429, headers);
        using var session = Create(server, clock);

        Assert.True((await CallAsync(session)).IsAnswered);
        var waited = clock.Delays.Sum(delay => delay.TotalSeconds);
        Assert.True(seconds is { } asked ? Math.Abs(waited - asked) < 0.001 : waited is > 0 and <= 1, $"{waited}");
    }

    private static LoopbackServer StartAsync(int status, string headers) => LoopbackServer.Start(exchange =>
        exchange.Number == 1 ? exchange.AnswerAsync("", status, headers) : exchange.AnswerAsync("""{"data":{"a":1}}"""));

    private static ApiSession Create(LoopbackServer server, ManualClock clock) =>
        Client.FromTokens(server.Endpoint, "A1", null, change: o => o with { Clock = clock, RetryInterval = TimeSpan.FromSeconds(1) });

    private static async Task<(bool IsAnswered, RfaException? Failure)> CallAsync(ApiSession session)
    {
        try
        {
            await session.CallAsync(Client.Query);
            return (true, null);
        }
        catch (RfaException exception)
        {
            return (false, exception);
        }
    }
}
