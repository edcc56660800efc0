# Sends mutations after pauses that end just when the server closes its idle connections, which tells nobody beforehand: how many are
# OutcomeUnknown, and is any executed twice or lost without a word? On demand, not part of the suites: each round takes as long as the limit.
#
#   pwsh -NoProfile -File tests/Module/IdleLimit.ps1 -Rounds 10
#
# Ends with 1 where a mutation ran twice, or where one in a thousand or more is OutcomeUnknown.

[CmdletBinding()]
param(
    # How many pauses; each is followed by as many mutations at once as -AtOnce says.
    [ValidateRange(1, 10000)] [int] $Rounds = 10,
    [ValidateRange(1, 256)] [int] $AtOnce = 200,
    # The server's idle limit in milliseconds: 5 seconds are Node's and Apache httpd's.
    [ValidateRange(100, 600000)] [int] $LimitMs = 5000,
    # The mutations of a round are sent evenly over this time, the limit in its middle.
    [ValidateRange(0, 300)] [int] $SpreadMs = 200,
    # How long the end of a connection is on its way to the client.
    [ValidateRange(0, 1000)] [int] $LatencyMs = 20
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/TestSupport.psm1"
Import-Module (Get-ModuleManifestPath)

Add-Type -TypeDefinition @'
using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

// Answers each mutation after a moment, so that all of a round are under way at once, and closes a connection that is idle for the limit.
public sealed class IdleLimitServer
{
    private static readonly Regex Number = new Regex("\"n\":(\\d+)");
    private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
    private readonly int _limit;
    private readonly int _latency;

    // How often each mutation was executed.
    public readonly ConcurrentDictionary<int, int> Executed = new ConcurrentDictionary<int, int>();
    public int Connections;

    // How many connections it closed because they were idle.
    public int Closed;

    public IdleLimitServer(int limit, int latency)
    {
        _limit = limit;
        _latency = latency;
        _listener.Start(512);
        Task.Run(AcceptAsync);
    }

    public int Port { get { return ((IPEndPoint)_listener.LocalEndpoint).Port; } }

    public void Stop() { _listener.Stop(); }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref Connections);
                client.NoDelay = true;
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is SocketException || exception is ObjectDisposedException) { }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var buffer = new byte[16384];
            while (true)
            {
                using var idle = new CancellationTokenSource(_limit);
                var text = "";
                try
                {
                    while (!IsWhole(text))
                    {
                        var read = await stream.ReadAsync(buffer, 0, buffer.Length, idle.Token);
                        if (read == 0)
                            return;
                        text += Encoding.UTF8.GetString(buffer, 0, read);
                    }
                }
                catch (Exception)
                {
                    // From now on nothing is read; the client hears of it a moment later.
                    Interlocked.Increment(ref Closed);
                    await Task.Delay(_latency);
                    client.Client.LingerState = new LingerOption(true, 0);
                    return;
                }
                var number = Number.Match(text);
                if (number.Success)
                    Executed.AddOrUpdate(int.Parse(number.Groups[1].Value), 1, (_, count) => count + 1);
                await Task.Delay(500);
                var answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n{\"data\":{\"add\":true}}");
                try { await stream.WriteAsync(answer, 0, answer.Length); }
                catch (Exception) { return; }
            }
        }
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = Regex.Match(text, "Content-Length: (\\d+)", RegexOptions.IgnoreCase);
        return end > 0 && length.Success && text.Length - end - 4 >= int.Parse(length.Groups[1].Value);
    }
}
'@

$server = [IdleLimitServer]::new($LimitMs, $LatencyMs)
$session = Connect-RfaApi -Endpoint "http://127.0.0.1:$($server.Port)/graphql" -AccessToken (ConvertTo-Secret 'idle-limit') -PassThru
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$number = 0
$unknown = 0
$other = 0
try {
    # The first round opens the connections and counts for nothing.
    for ($round = 0; $round -le $Rounds; $round++) {
        $began = $clock.Elapsed
        $failures = @()
        $null = 1..$AtOnce | ForEach-Object {
            $due = $began + [timespan]::FromMilliseconds($SpreadMs * $_ / $AtOnce)
            while ($clock.Elapsed -lt $due) { [System.Threading.Thread]::Sleep(0) }
            [pscustomobject]@{ n = ++$number }
        } | Invoke-RfaGraphQL 'mutation Add($n: Int!) { add(n: $n) }' -Session $session -ThrottleLimit $AtOnce -ErrorAction SilentlyContinue -ErrorVariable failures
        Write-Verbose ('Round {0}: {1:0} ms, {2} connections' -f $round, ($clock.Elapsed - $began).TotalMilliseconds, $server.Connections)
        if ($round) {
            $unknown += @($failures | Where-Object FullyQualifiedErrorId -Like 'OutcomeUnknown,*').Count
            $other += @($failures | Where-Object FullyQualifiedErrorId -NotLike 'OutcomeUnknown,*').Count
        }
        # The answers came 500 ms after their requests: each connection is idle for the limit when its next mutation is due, give or take
        # the spread.
        $until = $began + [timespan]::FromMilliseconds($LimitMs + 500)
        while ($round -lt $Rounds -and $clock.Elapsed -lt $until) { [System.Threading.Thread]::Sleep(1) }
    }
}
finally {
    Disconnect-RfaApi -Session $session
    $server.Stop()
}

$sent = $Rounds * $AtOnce
$twice = @($server.Executed.Values | Where-Object { $_ -gt 1 }).Count
$lost = $number - $server.Executed.Count
'{0} mutations after {1} pauses of {2} ms: {3} OutcomeUnknown, {4} other errors; {5} executed twice, {6} not executed; {7} connections, {8} closed by the server.' -f
    $sent, $Rounds, $LimitMs, $unknown, $other, $twice, $lost, $server.Connections, $server.Closed
if ($twice -or $unknown * 1000 -ge $sent) { exit 1 }
