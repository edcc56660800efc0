using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace RfaAuth.Sandbox.Http;

/// <summary>
/// The connection to the client without Kestrel. It sends bytes that are no valid HTTP/1.1 answer, directly to the socket, so that they are
/// sent before a reset or a close. Kestrel sends nothing more on this connection, because its answer has not begun.
/// </summary>
internal sealed class RawConnection
{
    private readonly HttpExchange _exchange;
    private readonly Socket _socket;

    private RawConnection(HttpExchange exchange, Socket socket)
    {
        _exchange = exchange;
        _socket = socket;
    }

    /// <summary>Gives the connection to a writer, and resets it afterwards if it is still open.</summary>
    public static async Task UseAsync(HttpExchange exchange, Func<RawConnection, Task> write)
    {
        var socket = exchange.Context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        try
        {
            await write(new RawConnection(exchange, socket));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has left, or the sandbox stops. Both end an endless answer.
        }

        exchange.Cut();
    }

    /// <summary>The head of an answer: status line, date, type, its headers, and the lines that say where the body ends.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="framing">Header lines without their ends; none: the body's length, and that the connection is closed after it.</param>
    public byte[] Head(OutgoingAnswer answer, params string[] framing)
    {
        var lines = new List<string> { $"HTTP/1.1 {answer.Status} {ReasonPhrases.GetReasonPhrase(answer.Status)}" };
        if (answer.Headers.All(header => header.Key != "Date"))
            lines.Add($"Date: {_exchange.Call.Options.Clock.GetUtcNow():R}");

        if (answer.ContentType is not null)
            lines.Add($"Content-Type: {answer.ContentType}");

        lines.AddRange(answer.Headers.Select(header => $"{header.Key}: {header.Value}"));
        lines.AddRange(framing.Length > 0 ? framing : [$"Content-Length: {answer.Body.Length}", "Connection: close"]);
        return Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var sent = await _socket.SendAsync(bytes, SocketFlags.None, _exchange.Cancellation);
            bytes = bytes[sent..];
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends at a rate, by the clock of the sandbox: the first bytes at once, then up to ten times a second.</summary>
    public async Task SendSlowlyAsync(ReadOnlyMemory<byte> bytes, int bytesPerSecond)
    {
        var steps = Math.Min(bytesPerSecond, 10);
        var sent = 0;
        for (var step = 1L; sent < bytes.Length; step++)
        {
            if (sent > 0)
                await Task.Delay(TimeSpan.FromSeconds(1) / steps, _exchange.Call.Options.Clock, _exchange.Cancellation);

            var next = (int)Math.Min(bytes.Length, step * bytesPerSecond / steps);
            await SendAsync(bytes[sent..next]);
            sent = next;
        }
    }

    /// <summary>Closes the connection, and waits until the client has closed it too.</summary>
    public async Task CloseAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        await Task.Delay(Timeout.InfiniteTimeSpan, _exchange.Cancellation);
    }

    /// <summary>Sends a whole answer and closes the connection.</summary>
    public async Task SendWholeAsync(OutgoingAnswer answer)
    {
        await SendAsync(Head(answer));
        await SendAsync(answer.Body);
        await CloseAsync();
    }
}
