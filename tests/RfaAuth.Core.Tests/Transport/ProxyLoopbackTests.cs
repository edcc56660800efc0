using System.Net.Security;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>Proxies that work, that refuse, and that hang. What they say is never taken for the service's word on the token.</summary>
public sealed class ProxyLoopbackTests
{
    private const string Password = "hunter2";

    [Fact]
    public async Task A_proxy_tunnel_reaches_the_service_and_shows_the_proxy_no_token()
    {
        await using var service = Start();
        await using var proxy = LoopbackProxy.Start();
        using var session = await ConnectAsync(service, proxy);

        Assert.Null(await session.OutcomeAsync(Client.Query));
        Assert.NotEmpty(proxy.Requests);
        Assert.All(proxy.Requests, request =>
        {
            Assert.StartsWith("CONNECT 127.0.0.1:", request.Head, StringComparison.Ordinal);
            Assert.Null(request.Header("Authorization"));
        });
    }

    [Fact]
    public async Task A_proxy_that_asks_for_credentials_gets_them()
    {
        await using var service = Start();
        await using var proxy = LoopbackProxy.Start(LoopbackProxy.Basic("me", Password));
        using var session = await ConnectAsync(service, proxy, new NetworkCredential("me", Password));

        Assert.Null(await session.OutcomeAsync(Client.Query));
    }

    [Theory]
    [InlineData(407)]
    [InlineData(403)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task A_proxy_that_refuses_the_tunnel_is_ProxyError_and_causes_no_renewal(int status)
    {
        await using var service = Start();
        await using var proxy = LoopbackProxy.Refusing(status, "Proxy-Authenticate: Basic realm=\"x\"\r\n");
        using var session = FromTokens(service, proxy, new NetworkCredential("me", Password));

        foreach (var request in new[] { Client.Query, Client.Mutation })
        {
            var failure = await Assert.ThrowsAnyAsync<RfaException>(() => session.CallAsync(request));
            Assert.Equal(ErrorCodes.ProxyError, failure.ErrorCode);
            Assert.DoesNotContain(Password, failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, service.Count(CallKind.Query) + service.Count(CallKind.Mutation) + service.Count(CallKind.Refresh) + service.Count(CallKind.SignIn));
    }

    [Fact]
    public async Task A_missing_proxy_is_an_error_with_nothing_sent()
    {
        await using var service = Start();
        var clock = new ManualClock();
        using var session = Client.FromTokens(service.Endpoint, "A1", "R1", change: o => o with
        {
            Clock = clock,
            NoProxy = false,
            Proxy = new WebProxy($"http://127.0.0.1:{LoopbackServer.ClosedPort()}"),
        });

        Assert.Contains(await session.OutcomeAsync(Client.Mutation), new[] { ErrorCodes.ConnectFailed, ErrorCodes.ProxyError });
    }

    [Fact]
    public async Task A_proxy_that_hangs_ends_with_the_time_of_the_call()
    {
        var clock = new ManualClock { SkipsDelays = false };
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var service = Start();
        await using var proxy = LoopbackProxy.Hanging(() => reached.TrySetResult());
        using var session = FromTokens(service, proxy, null, clock);

        var call = session.OutcomeAsync(Client.Query);
        await reached.Task.WaitAsync(Client.Patience);
        clock.Advance(session.Options.Timeout);

        Assert.Equal(ErrorCodes.RequestTimeout, await call.WaitAsync(Client.Patience));
    }

    [Fact]
    public async Task With_NoProxy_no_proxy_is_used()
    {
        await using var service = Start();
        await using var proxy = LoopbackProxy.Start();
        using var session = Client.FromTokens(
            service.Endpoint, "A1", "R1", change: o => o with { NoProxy = true, SkipCertificateCheck = true, Proxy = new WebProxy(proxy.Address) });

        Assert.Null(await session.OutcomeAsync(Client.Query));
        Assert.Empty(proxy.Requests);
    }

    private static ScriptedService Start()
    {
        var certificate = LoopbackCertificates.SelfSigned();
        return ScriptedService.Start(
            call => Task.FromResult(call.Kind is CallKind.SignIn or CallKind.Refresh ? ServiceAnswer.Grant(call.Kind, "A1", "R1") : ServiceAnswer.Data),
            async stream =>
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(certificate);
                return secure;
            });
    }

    private static Func<SessionOptions, SessionOptions> Through(LoopbackProxy proxy, NetworkCredential? credential, ManualClock clock) => o => o with
    {
        Clock = clock,
        NoProxy = false,
        Proxy = new WebProxy(proxy.Address) { Credentials = credential },
        SkipCertificateCheck = true,
    };

    private static Task<ApiSession> ConnectAsync(ScriptedService service, LoopbackProxy proxy, NetworkCredential? credential = null) =>
        Client.ConnectAsync(service.Endpoint, change: Through(proxy, credential, new ManualClock()));

    private static ApiSession FromTokens(ScriptedService service, LoopbackProxy proxy, NetworkCredential? credential, ManualClock? clock = null) =>
        Client.FromTokens(service.Endpoint, "A1", "R1", change: Through(proxy, credential, clock ?? new ManualClock()));
}
