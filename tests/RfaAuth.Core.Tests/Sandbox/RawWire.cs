using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using RfaAuth.Sandbox;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>What came over a TCP connection, and how it ended.</summary>
/// <param name="Text">The bytes, one character each.</param>
/// <param name="WasReset">Whether a reset ended it; otherwise it was closed in order.</param>
internal sealed record RawReply(string Text, bool WasReset)
{
    /// <summary>Status line and headers, the blank line not included.</summary>
    public string Head => Text.Split("\r\n\r\n", 2)[0];

    public string Body => Text.Split("\r\n\r\n", 2)[1];

    /// <summary>The values of a header, in order.</summary>
    public IReadOnlyList<string> Header(string name) => Head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim(' '))
        .ToList();
}

/// <summary>A request over a bare TCP connection: sees the bytes of an answer that an HTTP client would refuse.</summary>
internal sealed class RawWire : IDisposable
{
    private readonly TcpClient _client = new();

    private RawWire()
    {
    }

    public NetworkStream Stream => _client.GetStream();

    /// <summary>How many bytes have come and were not read yet.</summary>
    public int Available => _client.Available;

    /// <summary>Posts an operation and reads all that comes until the server ends it.</summary>
    public static async Task<RawReply> PostAsync(Uri endpoint, string query, string? token = null, object? variables = null)
    {
        using var wire = await SendAsync(endpoint, query, token, variables);
        return await wire.ReadToEndAsync();
    }

    /// <summary>Posts an operation.</summary>
    public static async Task<RawWire> SendAsync(Uri endpoint, string query, string? token = null, object? variables = null)
    {
        var wire = new RawWire();
        var body = JsonSerializer.SerializeToUtf8Bytes(new { query, variables });
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        var head = $"POST {endpoint.AbsolutePath} HTTP/1.1\r\nHost: {endpoint.Authority}\r\nContent-Type: application/json\r\n{authorization}Content-Length: {body.Length}\r\n\r\n";
        await wire._client.ConnectAsync(endpoint.Host, endpoint.Port);
        await wire.Stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await wire.Stream.WriteAsync(body);
        return wire;
    }

    public async Task<RawReply> ReadToEndAsync()
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await Stream.ReadAsync(buffer) is var count and > 0)
            {
                bytes.Write(buffer, 0, count);
            }

            return new RawReply(Encoding.Latin1.GetString(bytes.ToArray()), WasReset: false);
        }
        catch (IOException)
        {
            return new RawReply(Encoding.Latin1.GetString(bytes.ToArray()), WasReset: true);
        }
    }

    /// <summary>Reads so many bytes, one character each.</summary>
    public async Task<string> ReadAsync(int count)
    {
        var bytes = new byte[count];
        await Stream.ReadExactlyAsync(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    /// <summary>Reads status line and headers.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await ReadAsync(1));
        }

        return head.ToString();
    }

    public void Dispose() => _client.Dispose();
}
