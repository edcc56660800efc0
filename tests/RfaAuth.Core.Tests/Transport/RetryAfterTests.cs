using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Tests.Transport;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("25", 25.0)]
    [InlineData(" 25 ", 25.0)]
    [InlineData("2147484", 86400.0)] // times 1000 this is beyond an int
    [InlineData("99999999999999999999999999999999999999", 86400.0)]
    [InlineData("-5", null)]
    [InlineData("1e9", null)]
    [InlineData("1.5", null)]
    [InlineData("+5", null)]
    [InlineData("Invalid-value", null)]
    [InlineData("", null)]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT", 30.0)]
    [InlineData("Sunday, 01-Mar-26 12:00:30 GMT", 30.0)]
    [InlineData("Sun Mar  1 12:00:30 2026", 30.0)]
    [InlineData("Sun, 01 Mar 2026 13:00:30 +01:00", 30.0)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0.0)]
    [InlineData("Sun, 01 Mar 2099 11:00:00 GMT", 86400.0)]
    [InlineData("Sun, 99 Mar 2026 12:00:30 GMT", null)]
    public void It_is_read_in_seconds_and_in_every_form_of_a_date(string value, double? seconds) =>
        Assert.Equal(seconds, RetryAfter.Read([value], null, s_now)?.TotalSeconds);

    [Fact]
    public void A_date_is_read_against_the_service_s_own_clock() =>
        Assert.Equal(
            TimeSpan.FromSeconds(30),
            RetryAfter.Read(["Wed, 01 Apr 2026 00:00:30 GMT"], "Wed, 01 Apr 2026 00:00:00 GMT", s_now));

    [Fact]
    public void Two_values_that_differ_say_nothing()
    {
        Assert.Null(RetryAfter.Read(["5", "6"], null, s_now));
        Assert.Equal(TimeSpan.FromSeconds(5), RetryAfter.Read(["5", "5"], null, s_now));
        Assert.Null(RetryAfter.Read([], null, s_now));
    }
}
