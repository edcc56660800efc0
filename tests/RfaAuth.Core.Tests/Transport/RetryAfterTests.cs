using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.Transport;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset s_now = RetryAfterSpellings.Now;

    [Theory]
    [MemberData(nameof(RetryAfterSpellings.All), MemberType = typeof(RetryAfterSpellings))]
    public void Retry_After_is_read_in_seconds_and_each_form_of_a_date(string value, double? seconds) =>
        Assert.Equal(seconds, RetryAfter.Read([value], null, s_now)?.TotalSeconds);

    [Fact]
    public void A_date_is_compared_with_the_clock_of_the_service() =>
        Assert.Equal(
            TimeSpan.FromSeconds(30),
            RetryAfter.Read(["Wed, 01 Apr 2026 00:00:30 GMT"], "Wed, 01 Apr 2026 00:00:00 GMT", s_now));

    [Fact]
    public void Two_different_values_are_ignored()
    {
        Assert.Null(RetryAfter.Read(["5", "6"], null, s_now));
        Assert.Equal(TimeSpan.FromSeconds(5), RetryAfter.Read(["5", "5"], null, s_now));
        Assert.Null(RetryAfter.Read([], null, s_now));
    }

    [Fact]
    public void The_wait_is_between_zero_and_one_day() =>
        Prop.ForAll<string, string, int>((value, date, days) =>
            new[] { value ?? "", $"{days}", $"{(long)days * days * days}", s_now.AddDays(days).ToString("R", CultureInfo.InvariantCulture) }
                .Select(text => RetryAfter.Read([text], date, s_now))
                .All(wait => wait is null || (wait >= TimeSpan.Zero && wait <= RetryAfter.Maximum)))
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(10_000));
}
