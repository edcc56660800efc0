using System.Net.Sockets;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>A proxy on loopback: it makes tunnels (RFC 9110, section 9.3.6), or answers what it is told to.</summary>
internal sealed class LoopbackProxy : IAsyncDisposable
{
    private readonly LoopbackServer _server;

    private LoopbackProxy(LoopbackServer server) => _server = server;

    public Uri Address => new($"http://127.0.0.1:{_server.Port}");

    /// <summary>What the proxy was asked for; of what goes through a tunnel it sees nothing.</summary>
    public IReadOnlyList<LoopbackRequest> Requests => _server.Requests;

    /// <summary>A proxy that lets everything through; with <paramref name="authorization"/> only who says that.</summary>
    public static LoopbackProxy Start(string? authorization = null) => new(LoopbackServer.Start(async exchange =>
    {
        if (authorization is not null && exchange.Request.Header("Proxy-Authorization") != authorization)
        {
            await exchange.AnswerAsync("", 407, "Proxy-Authenticate: Basic realm=\"proxy\"\r\n");
            return;
        }

        var target = exchange.Request.Head.Split(' ')[1];
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(IPEndPoint.Parse(target), exchange.Stopping);
        await exchange.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n");
        await exchange.PumpAsync(upstream.GetStream());
    }));

    /// <summary>A proxy that answers every request with this status and nothing else.</summary>
    public static LoopbackProxy Refusing(int status, string headers = "") => new(LoopbackServer.Start(exchange => exchange.AnswerAsync("", status, headers)));

    /// <summary>A proxy that takes requests and says nothing.</summary>
    public static LoopbackProxy Hanging(Action reached) => new(LoopbackServer.Start(async exchange =>
    {
        reached();
        await exchange.UntilGoneAsync();
    }));

    public static string Basic(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
