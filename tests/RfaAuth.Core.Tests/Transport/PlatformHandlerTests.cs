#pragma warning disable SYSLIB0014 // ServicePointManager: what .NET Framework has, and .NET keeps for its sake.

using System.Net.Security;
using System.Security.Authentication;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>The two handlers: the one of .NET, and the one that Windows PowerShell gets, which no request here goes through.</summary>
public sealed class PlatformHandlerTests
{
    private static readonly SessionOptions s_options = new(RedFlagAlertApi.Definition, new Uri("https://example.com/graphql/"));
    private static readonly WebProxy s_proxy = new("http://proxy.example:8080");

    [Fact]
    public void No_handler_follows_redirects_or_keeps_cookies()
    {
        using var modern = Modern(s_options);
        using var older = PlatformHandler.CreateClientHandler(s_options);

        Assert.Equal((false, false), (modern.AllowAutoRedirect, modern.UseCookies));
        Assert.Equal((false, false), (older.AllowAutoRedirect, older.UseCookies));
    }

    [Fact]
    public void Both_handlers_limit_headers_to_64_KiB_and_allow_256_connections()
    {
        using var modern = Modern(s_options);
        using var older = PlatformHandler.CreateClientHandler(s_options);

        Assert.Equal((64, 256), (modern.MaxResponseHeadersLength, modern.MaxConnectionsPerServer));
        Assert.Equal((64, 256), (older.MaxResponseHeadersLength, older.MaxConnectionsPerServer));
    }

    [Fact]
    public void Both_handlers_decompress_answers()
    {
        using var modern = Modern(s_options);
        using var older = PlatformHandler.CreateClientHandler(s_options);

        Assert.Equal(DecompressionMethods.All, modern.AutomaticDecompression);
        Assert.Equal(DecompressionMethods.GZip | DecompressionMethods.Deflate, older.AutomaticDecompression);
    }

    [Fact]
    public void A_connection_is_made_within_15_seconds_and_used_for_5_minutes()
    {
        using var modern = Modern(s_options);

        Assert.Equal(TimeSpan.FromSeconds(15), modern.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), modern.PooledConnectionLifetime);
        Assert.True(PlatformHandler.HasSocketsHandler);
    }

    [Fact]
    public void An_idle_connection_is_closed_before_the_5_seconds_of_common_servers()
    {
        using var modern = Modern(s_options);

        // The pool looks once a second, or four times in the idle time if that is longer.
        var look = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerSecond, modern.PooledConnectionIdleTimeout.Ticks / 4));
        Assert.InRange(modern.PooledConnectionIdleTimeout + look, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
    }

    [Theory]
    [InlineData(100_000, 4000)]
    [InlineData(Timeout.Infinite, 4000)]
    [InlineData(2000, 2000)] // Somebody who wants it shorter keeps it.
    public void The_older_handler_limits_the_idle_time_of_its_own_address_only(int before, int after)
    {
        var address = new Uri($"https://idle-{before}.example.com/graphql/");
        var process = (ServicePointManager.MaxServicePointIdleTime, ServicePointManager.DefaultConnectionLimit);
        var mine = ServicePointManager.FindServicePoint(address, null);
        var other = ServicePointManager.FindServicePoint(new Uri($"https://idle-other{before}.example.com/"), null);
        mine.MaxIdleTime = before;

        PlatformHandler.LimitIdleTime(new SessionOptions(RedFlagAlertApi.Definition, address) { NoProxy = true });

        Assert.Equal(after, mine.MaxIdleTime);
        Assert.Equal(process.MaxServicePointIdleTime, other.MaxIdleTime);
        Assert.Equal(process, (ServicePointManager.MaxServicePointIdleTime, ServicePointManager.DefaultConnectionLimit));
    }

    [Fact]
    public void The_older_handler_requires_TLS_1_2()
    {
        using var older = PlatformHandler.CreateClientHandler(s_options);

        Assert.Equal(SslProtocols.Tls12, older.SslProtocols);
    }

    [Fact]
    public void The_proxy_is_that_of_the_system_or_of_the_user_or_none()
    {
        using var system = Modern(s_options);
        using var users = Modern(s_options with { Proxy = s_proxy });
        using var none = Modern(s_options with { NoProxy = true });
        using var olderSystem = PlatformHandler.CreateClientHandler(s_options);
        using var olderUsers = PlatformHandler.CreateClientHandler(s_options with { Proxy = s_proxy });
        using var olderNone = PlatformHandler.CreateClientHandler(s_options with { NoProxy = true });

        Assert.Equal((true, null), (system.UseProxy, system.Proxy));
        Assert.Equal((true, s_proxy), (users.UseProxy, users.Proxy));
        Assert.False(none.UseProxy);
        Assert.Equal((true, null), (olderSystem.UseProxy, olderSystem.Proxy));
        Assert.Equal((true, s_proxy), (olderUsers.UseProxy, olderUsers.Proxy));
        Assert.False(olderNone.UseProxy);
    }

    [Fact]
    public void An_http_endpoint_on_this_machine_uses_no_proxy()
    {
        using var handler = Modern(new SessionOptions(RedFlagAlertApi.Definition, new Uri("http://localhost:5000/")) { Proxy = s_proxy });

        Assert.Equal((false, null), (handler.UseProxy, handler.Proxy));
    }

    [Fact]
    public void A_certificate_is_checked_unless_SkipCertificateCheck_is_given()
    {
        using var modern = Modern(s_options);
        using var older = PlatformHandler.CreateClientHandler(s_options);
        Assert.Null(modern.SslOptions.RemoteCertificateValidationCallback);
        Assert.Null(older.ServerCertificateCustomValidationCallback);

        using var trusting = Modern(s_options with { SkipCertificateCheck = true });
        using var olderTrusting = PlatformHandler.CreateClientHandler(s_options with { SkipCertificateCheck = true });
        Assert.True(trusting.SslOptions.RemoteCertificateValidationCallback!(this, null, null, SslPolicyErrors.RemoteCertificateNameMismatch));
        Assert.True(olderTrusting.ServerCertificateCustomValidationCallback!(new HttpRequestMessage(), null, null, SslPolicyErrors.RemoteCertificateNameMismatch));
    }

    private static SocketsHttpHandler Modern(SessionOptions options) => Assert.IsType<SocketsHttpHandler>(PlatformHandler.Create(options));
}
