namespace RfaAuth.Core.Tests.Answers;

/// <summary>How long a refusal in GraphQL's form asks to wait.</summary>
public sealed class AskedWaitTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"code":"RATE_LIMITED","retryAfter":4}""", 4.0)]
    [InlineData("""{"code":"RATE_LIMITED","retryAfter":"4"}""", 4.0)]
    [InlineData("""{"code":"RATE_LIMITED","retry_after":2.5}""", 2.5)]
    [InlineData("""{"code":"RATE_LIMITED","retryAfterSeconds":4}""", 4.0)]
    [InlineData("""{"code":"RATE_LIMITED","retry_in_seconds":26}""", 26.0)]
    [InlineData("""{"code":"RATE_LIMITED","retryAfterMs":1500}""", 1.5)]
    [InlineData("""{"code":"RATE_LIMITED","msBeforeNext":250}""", 0.25)]
    [InlineData("""{"code":"RATE_LIMITED","resetAt":"2026-03-01T12:00:08.500Z"}""", 8.5)]
    [InlineData("""{"code":"RATE_LIMITED","resetAt":"2026-03-01T11:00:00Z"}""", 0.0)]
    [InlineData("""{"code":"RATE_LIMITED","reset":1772366407}""", 7.0)]
    [InlineData("""{"code":"RATE_LIMITED","reset":1772366407000}""", 7.0)]
    [InlineData("""{"code":"RATE_LIMITED","retryAfter":"Sun, 01 Mar 2026 12:00:30 GMT"}""", 30.0)]
    [InlineData("""{"http":{"status":429,"headers":{"retry-after":"7"}}}""", 7.0)]
    [InlineData("""{"http":{"status":429,"headers":{"Retry-After":["7"]}}}""", 7.0)]
    [InlineData("""{"http":{"status":429,"retryAfter":7}}""", 7.0)]
    [InlineData("""{"code":"RATE_LIMITED","rateLimit":{"resetAfterMs":1985}}""", 1.985)]
    [InlineData("""{"code":"RATE_LIMITED","retryAfter":1e300}""", null)]
    [InlineData("""{"code":"RATE_LIMITED","retryAfter":999999999}""", 86400.0)] // no longer than a day
    [InlineData("""{"code":"RATE_LIMITED","retryAfter":-1}""", null)]
    [InlineData("""{"code":"RATE_LIMITED","retryAfter":"soon"}""", null)]
    [InlineData("""{"code":"RATE_LIMITED","retryAfter":{"a":1}}""", null)]
    [InlineData("""{"code":"OUT_OF_STOCK","retryAfter":4}""", null)] // no refusal for now
    public void The_wait_is_read_from_the_extensions_of_an_error(string extensions, double? seconds) => Assert.Equal(seconds, Read("x", extensions));

    [Theory]
    [InlineData("Too many login attempts. Please try again in 60 seconds.", 60.0)]
    [InlineData("Too many requests, please try again in 2 minutes", 120.0)]
    [InlineData("Rate limit exceeded, retry in 1 minute", 60.0)]
    [InlineData("Rate limit exceeded, retry after 5s", 5.0)]
    [InlineData("Request was throttled. Expected available in 5 seconds.", 5.0)]
    [InlineData("Out of call volume quota. Quota will be replenished in 00:10:00.", 600.0)]
    [InlineData("Too many requests: 99999999 in 1 hour", 3600.0)]
    [InlineData("Too many requests", null)]
    [InlineData("Delivered in 3 seconds", null)] // no refusal
    public void The_wait_is_read_from_the_message_of_an_error(string message, double? seconds) => Assert.Equal(seconds, Read(message, "{}"));

    [Fact]
    public void The_wait_is_read_from_the_extensions_of_the_answer()
    {
        var response = MadeAnswers.Read(200, """{"errors":[{"message":"Throttled"}],"extensions":{"rateLimit":{"retryAfterMs":3000}}}""");

        Assert.Equal(3, AskedWait.Read(response.Errors, response.Extensions, s_now)!.Value.TotalSeconds);
    }

    private static double? Read(string message, string extensions)
    {
        var response = MadeAnswers.Read(200, $$"""{"errors":[{"message":"{{message}}","extensions":{{extensions}}}]}""");
        return AskedWait.Read(response.Errors, response.Extensions, s_now)?.TotalSeconds;
    }
}
