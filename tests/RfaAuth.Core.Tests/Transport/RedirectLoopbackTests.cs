namespace RfaAuth.Core.Tests.Transport;

/// <summary>
/// No redirect is followed: six statuses, twelve kinds of targets, four kinds of requests. Behind each target that can be reached
/// stands a server that counts its connections.
/// </summary>
public sealed class RedirectLoopbackTests
{
    private const string Password = "Sandbox-demo-1";

    public static TheoryData<int> Statuses => [300, 301, 302, 303, 307, 308];

    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task No_redirect_is_followed_and_nothing_reaches_its_target(int status)
    {
        await using var trap = LoopbackServer.StartTrap();
        foreach (var (target, index) in Targets(trap.Port).Select((target, index) => (target, index)))
        {
            foreach (var kind in Enum.GetValues<CallKind>())
            {
                var redirects = 0;
                await using var service = ScriptedService.Start(call =>
                {
                    if (call.Kind == kind)
                    {
                        Interlocked.Increment(ref redirects);
                        return new ServiceAnswer(status, "", target is null ? [] : [("Location", target)]);
                    }

                    return call.Kind is CallKind.SignIn ? ServiceAnswer.Grant(call.Kind, "A1", "R1") : ServiceAnswer.Unauthorized;
                });

                var what = $"{status} to target {index} for {kind}";
                var outcome = await OutcomeAsync(service.Endpoint, kind);
                Assert.True(Expected(status, kind) == outcome, $"{what}: {outcome}");
                Assert.True(redirects == 1, $"{what}: sent {redirects} times");
                // What is of the same origin would arrive at the service itself.
                Assert.True(service.Count(CallKind.Query) + service.Count(CallKind.Mutation) + service.Count(CallKind.Refresh) + service.Count(CallKind.SignIn) <= 3, what);
            }
        }

        Assert.Equal(0, trap.ConnectionCount);
    }

    [Theory]
    [InlineData("https://user:hunter2@other.example:8443/path?key=hunter3", "https://other.example:8443")]
    [InlineData("/path?key=hunter2", null)]
    public async Task The_error_shows_only_the_origin_of_the_target(string target, string? shown)
    {
        await using var service = ScriptedService.Start(_ => new ServiceAnswer(302, "", ("Location", target)));
        using var session = Client.FromTokens(service.Endpoint, "A1", null);

        var failure = await Assert.ThrowsAnyAsync<RfaException>(() => session.CallAsync(Client.Query));

        Assert.DoesNotContain("hunter", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("path", failure.Message, StringComparison.Ordinal);
        if (shown is not null)
            Assert.Contains(shown, failure.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Targets(int port) =>
    [
        "/elsewhere", // the same origin
        "elsewhere?x=1",
        $"http://127.0.0.1:{port}/graphql", // another port
        $"http://localhost:{port}/graphql", // another host
        $"//127.0.0.1:{port}/graphql", // the scheme left out
        $"HTTP://127.0.0.1:{port}/", // another spelling
        $"http://user:password@127.0.0.1:{port}/",
        $"https://127.0.0.1:{port}/", // another scheme
        $"http://127.0.0.1.evil.example:{port}/", // looks alike
        "http://xn--e1afmkfd.example/",
        "file:///etc/passwd",
        null, // no target at all
    ];

    private static string Expected(int status, CallKind kind) => kind switch
    {
        // 303 says: look there for what came of it.
        CallKind.Mutation when status == 303 => ErrorCodes.OutcomeUnknown,
        CallKind.Refresh => ErrorCodes.RefreshFailed,
        _ => ErrorCodes.RedirectRefused,
    };

    private static async Task<string?> OutcomeAsync(Uri endpoint, CallKind kind)
    {
        try
        {
            using var session = await Client.ConnectAsync(endpoint, change: o => o with { Clock = new ManualClock() });
            return await session.OutcomeAsync(kind == CallKind.Mutation ? Client.Mutation : Client.Query);
        }
        catch (RfaException exception)
        {
            Assert.DoesNotContain(Password, exception.ToString(), StringComparison.Ordinal);
            return exception.ErrorCode;
        }
    }
}
