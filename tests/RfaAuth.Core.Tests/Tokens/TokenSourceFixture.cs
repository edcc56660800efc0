namespace RfaAuth.Core.Tests.Tokens;

/// <summary>A token source with a clock that the test holds, and a service that does as it is told.</summary>
public abstract class TokenSourceFixture
{
    private protected readonly ManualClock Clock = new();
    private protected readonly List<string> Warnings = [];

    private protected (TokenSource Source, StubIssuer Issuer) Create(bool hasCredential = true)
    {
        var issuer = new StubIssuer(Clock) { HasCredential = hasCredential };
        return (Create(issuer), issuer);
    }

    private protected TokenSource Create(StubIssuer issuer, string? refreshToken = "first")
    {
        var initial = TokenSet.Issued(Jwt.Create(Clock.UtcNow, TimeSpan.FromHours(1)), refreshToken, Clock.UtcNow, random: 0.5);
        return new TokenSource(issuer, initial, Clock, () => 0.5, text =>
        {
            lock (Warnings)
                Warnings.Add(text);
        });
    }

    // The background has its own thread: look until it has done what the test waits for.
    private protected static async Task WhenAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(1, limit.Token);
    }
}
