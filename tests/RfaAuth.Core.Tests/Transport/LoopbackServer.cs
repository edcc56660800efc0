using System.Net.Sockets;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>A request as its bytes came.</summary>
/// <param name="Head">The request line and the headers.</param>
/// <param name="Body">The body.</param>
internal sealed record LoopbackRequest(string Head, string Body)
{
    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}

/// <summary>
/// A server on 127.0.0.1 that sends just the bytes it is told to: what no well-behaved server can be brought to do. It counts what
/// arrives, so that a test can say that nothing did.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly Func<LoopbackExchange, Task> _answer;
    private readonly Func<Stream, Task<Stream>>? _secure;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<LoopbackRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _connectionCount;

    private LoopbackServer(int port, Func<LoopbackExchange, Task> answer, Func<Stream, Task<Stream>>? secure)
    {
        _answer = answer;
        _secure = secure;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Endpoint => new($"{(_secure is null ? "http" : "https")}://127.0.0.1:{Port}/graphql");

    /// <summary>The whole requests that arrived, in order.</summary>
    public IReadOnlyList<LoopbackRequest> Requests => [.. _requests];

    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    /// <param name="answer">Called for each request on each connection.</param>
    /// <param name="secure">Makes the stream of a connection: TLS, for one.</param>
    /// <param name="port">The port; 0: any free one.</param>
    public static LoopbackServer Start(Func<LoopbackExchange, Task> answer, Func<Stream, Task<Stream>>? secure = null, int port = 0) => new(port, answer, secure);

    /// <summary>Nothing should ever come here.</summary>
    public static LoopbackServer StartTrap() => Start(exchange => exchange.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"));

    /// <summary>A port on which nobody listens.</summary>
    public static int ClosedPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The server stops.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connectionCount);
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_secure is not null)
                    stream = await _secure(stream).WaitAsync(_stopping.Token);
                var reader = new RequestReader(stream);
                while (await reader.ReadAsync(_stopping.Token) is { } request)
                {
                    _requests.Enqueue(request);
                    var exchange = new LoopbackExchange(client, stream, request, _requests.Count, _stopping.Token);
                    await _answer(exchange);
                    if (exchange.IsClosed)
                        return;
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, or could not agree on TLS; or the server stops.
            }
        }
    }

    /// <summary>Reads requests with a Content-Length, one after the other.</summary>
    private sealed class RequestReader(Stream stream)
    {
        private readonly byte[] _block = new byte[16384];
        private string _text = "";

        public async Task<LoopbackRequest?> ReadAsync(CancellationToken cancellationToken)
        {
            int end;
            while ((end = _text.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
            {
                if (!await MoreAsync(cancellationToken))
                    return null;
            }

            var head = _text[..end];
            var length = int.Parse(new LoopbackRequest(head, "").Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
            while (_text.Length < end + 4 + length)
            {
                if (!await MoreAsync(cancellationToken))
                    return null;
            }

            var request = new LoopbackRequest(head, _text.Substring(end + 4, length));
            _text = _text[(end + 4 + length)..];
            return request;
        }

        private async Task<bool> MoreAsync(CancellationToken cancellationToken)
        {
            var read = await stream.ReadAsync(_block, cancellationToken);
            _text += Encoding.Latin1.GetString(_block, 0, read);
            return read > 0;
        }
    }
}

/// <summary>One request on a connection, and the means to answer it badly.</summary>
internal sealed class LoopbackExchange(TcpClient client, Stream stream, LoopbackRequest request, int number, CancellationToken stopping)
{
    public LoopbackRequest Request { get; } = request;

    /// <summary>The request's place among all that arrived, from 1.</summary>
    public int Number { get; } = number;

    public bool IsClosed { get; private set; }

    public CancellationToken Stopping { get; } = stopping;

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, Stopping);
        await stream.FlushAsync(Stopping);
    }

    /// <summary>A whole answer with the right length.</summary>
    public async Task AnswerAsync(string body, int status = 200, string headers = "") =>
        await AnswerAsync(Encoding.UTF8.GetBytes(body), status, headers);

    /// <param name="body">The body.</param>
    /// <param name="status">The status.</param>
    /// <param name="headers">More headers, each with its line break.</param>
    public async Task AnswerAsync(byte[] body, int status = 200, string headers = "")
    {
        await WriteAsync($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{headers}\r\n");
        await WriteAsync(body);
    }

    public void Close()
    {
        IsClosed = true;
        client.Close();
    }

    /// <summary>Closes with a TCP reset.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        Close();
    }

    /// <summary>Passes bytes on in both directions until one side ends.</summary>
    public async Task PumpAsync(Stream other)
    {
        await Task.WhenAny(stream.CopyToAsync(other, Stopping), other.CopyToAsync(stream, Stopping));
        Close();
    }

    /// <summary>Waits until the client has closed the connection.</summary>
    public async Task UntilGoneAsync()
    {
        try
        {
            while (await stream.ReadAsync(new byte[1024], Stopping) > 0)
            {
                // What it still sends is not looked at.
            }
        }
        catch (IOException)
        {
            // Reset by the client.
        }

        IsClosed = true;
    }
}
