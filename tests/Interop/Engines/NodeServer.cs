namespace Interop.Engines;

/// <summary>
/// A server of <c>servers/</c> as a process. It ends when its standard input closes: by <see cref="DisposeAsync"/>,
/// or by the operating system when the tests themselves end in any way.
/// </summary>
internal sealed class NodeServer : IAsyncDisposable
{
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private NodeServer(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
    }

    /// <summary>The root of the server: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <param name="script">The script's name in <c>servers/</c>, without its extension.</param>
    public static async Task<NodeServer> StartAsync(string script)
    {
        var process = new Process { StartInfo = NodeProcess.Node(Path.Combine("servers", script + ".mjs")) };
        process.Start();
        var server = new NodeServer(process);
        process.BeginErrorReadLine();
        try
        {
            server.Address = await server.ReadAddressAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(s_longestEnd);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
        _process.Dispose();
    }

    private async Task<Uri> ReadAddressAsync()
    {
        using var patience = new CancellationTokenSource(s_longestStart);
        var line = await _process.StandardOutput.ReadLineAsync(patience.Token);
        if (line is null)
        {
            await _process.WaitForExitAsync(patience.Token);
            lock (_errors)
                throw new InvalidOperationException($"The server ended before it was ready:\n{_errors}");
        }
        using var ready = JsonDocument.Parse(line);
        return new Uri($"http://127.0.0.1:{ready.RootElement.GetProperty("port").GetInt32()}/");
    }
}
