using System.Globalization;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>Faults in the connection, in lengths and in time, byte by byte.</summary>
public sealed class WireFaultTests : SandboxTest
{
    private const string Watch = """mutation { addCompanyToWatchlist(company_number: "01000001") { entryCount } }""";
    private const string Answer = """{"data":{"addCompanyToWatchlist":{"entryCount":1}}}""";

    [Theory]
    [InlineData("abort", true, 0)]
    [InlineData("abort-after", true, 1)]
    [InlineData("drop", false, 0)]
    [InlineData("drop-after", false, 1)]
    public async Task A_connection_ends_without_an_answer_by_a_reset_or_in_order(string fault, bool wasReset, int executions)
    {
        var reply = await AskAsync(fault);

        Assert.Equal(new RawReply("", wasReset), reply);
        Assert.Equal(executions, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
    }

    [Fact]
    public async Task A_reset_comes_in_the_middle_of_the_headers()
    {
        var reply = await AskAsync("abort-in-headers");

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n\r\n", reply.Text, StringComparison.Ordinal);
        Assert.True(reply.WasReset);
    }

    [Theory]
    [InlineData("abort-in-body", true)]
    [InlineData("truncate", false)]
    public async Task Half_of_the_declared_body_comes_before_the_end(string fault, bool wasReset)
    {
        var reply = await AskAsync(fault);

        Assert.Equal(Answer[..(Answer.Length / 2)], reply.Body);
        Assert.Equal([Text(Answer.Length)], reply.Header("Content-Length"));
        Assert.Equal(wasReset, reply.WasReset);
        Assert.Equal(1, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
        Assert.Equal(200, Server.Ledger.Requests[^1].Status);
    }

    [Theory]
    [InlineData("abort-after-body", true)]
    [InlineData("close-silently", false)]
    public async Task The_connection_ends_after_a_whole_answer_that_does_not_say_so(string fault, bool wasReset)
    {
        var reply = await AskAsync(fault);

        Assert.Equal(Answer, reply.Body);
        Assert.Empty(reply.Header("Connection"));
        Assert.Equal(wasReset, reply.WasReset);
    }

    [Fact]
    public async Task The_connection_is_closed_after_an_answer_that_says_so()
    {
        var reply = await AskAsync("close");

        Assert.Equal(Answer, reply.Body);
        Assert.Equal(["close"], reply.Header("Connection"));
        Assert.False(reply.WasReset);
    }

    [Theory]
    [InlineData("content-length=+10", "61")]
    [InlineData("content-length=-10", "41")]
    [InlineData("content-length=+0|+7", "51", "58")]
    [InlineData("content-length=many", "many")]
    [InlineData("content-length=99999999999999999999", "99999999999999999999")]
    [InlineData("no-length")]
    public async Task The_length_declared_is_not_that_of_the_body(string fault, params string[] lengths)
    {
        var reply = await AskAsync(fault);

        Assert.Equal(51, Answer.Length);
        Assert.Equal(lengths, reply.Header("Content-Length"));
        Assert.Empty(reply.Header("Transfer-Encoding"));
        Assert.Equal(Answer, reply.Body);
        Assert.False(reply.WasReset);
    }

    [Theory]
    [InlineData("size", "zz\r\n{0}\r\n0\r\n\r\n")]
    [InlineData("huge", "ffffffffffffffffffff\r\n{0}\r\n0\r\n\r\n")]
    [InlineData("negative", "-1\r\n{0}\r\n0\r\n\r\n")]
    [InlineData("long", "97\r\n{0}\r\n0\r\n\r\n")]
    [InlineData("short", "32\r\n{0}\r\n0\r\n\r\n")]
    [InlineData("no-end", "33\r\n{0}\r\n")]
    [InlineData("with-length", "33\r\n{0}\r\n0\r\n\r\n")]
    public async Task A_chunked_body_is_broken(string kind, string expected)
    {
        var reply = await AskAsync("bad-chunk=" + kind);

        Assert.Equal(["chunked"], reply.Header("Transfer-Encoding"));
        Assert.Equal(expected.Replace("{0}", Answer, StringComparison.Ordinal), reply.Body);
        Assert.Equal(kind == "with-length" ? ["51"] : [], reply.Header("Content-Length"));
        Assert.False(reply.WasReset);
    }

    [Fact]
    public async Task A_slow_body_comes_at_its_rate_by_the_clock()
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add("slow-body=25");
        using var wire = await RawWire.SendAsync(Server.RfaEndpoint, Watch, token);

        await wire.ReadHeadAsync();
        var first = await wire.ReadAsync(2);
        await UntilWaitingAsync();
        Assert.Equal(0, wire.Available);
        Clock.Advance(TimeSpan.FromSeconds(0.1));
        var second = await wire.ReadAsync(3);
        await UntilWaitingAsync();

        Assert.Equal(Answer[..5], first + second);
        Assert.Equal(0, wire.Available);
    }

    [Fact]
    public async Task Slow_headers_come_at_their_rate_and_the_body_at_once()
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add("slow-headers=1000");
        using var wire = await RawWire.SendAsync(Server.RfaEndpoint, Watch, token);

        var first = await wire.ReadAsync(100);
        await UntilWaitingAsync();
        Assert.Equal(0, wire.Available);
        var rest = wire.ReadToEndAsync();
        while (!rest.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", first, StringComparison.Ordinal);
        Assert.Equal(Answer, (await rest).Body);
    }

    [Theory]
    [InlineData("endless-body", "{\"data\":{\"text\":\"", "aaaaaaaaaaaa")]
    [InlineData("endless-space", "", "            ")]
    public async Task A_body_never_ends(string fault, string start, string filler)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);
        using var wire = await RawWire.SendAsync(Server.RfaEndpoint, Watch, token);

        var head = await wire.ReadHeadAsync();
        var body = await wire.ReadAsync(8 * 1024 * 1024);

        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", head, StringComparison.Ordinal);
        Assert.StartsWith(start.Length == 0 ? "4000\r\n" + filler : $"{start.Length:x}\r\n{start}\r\n4000\r\n{filler}", body, StringComparison.Ordinal);
        Assert.EndsWith(filler, body.Replace("\r\n4000\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("endless-headers", "HTTP/1.1 200 OK", "X-Filler: aaaaaaaaaaaaaaaaaaaaaaaa\r\n")]
    [InlineData("endless-interim", "HTTP/1.1 103 Early Hints", "HTTP/1.1 103 Early Hints\r\n\r\n")]
    public async Task A_head_never_ends(string fault, string start, string piece)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);
        using var wire = await RawWire.SendAsync(Server.RfaEndpoint, Watch, token);

        var text = await wire.ReadAsync(8 * 1024 * 1024);

        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.Contains(piece + piece, text[^1000..], StringComparison.Ordinal);
        Assert.DoesNotContain(fault == "endless-headers" ? "\r\n\r\n" : "200 OK", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_can_be_slow()
    {
        Server.FaultPlan.Add("endless-space=60");
        using var wire = await RawWire.SendAsync(Server.RfaEndpoint, "{ viewer { userName } }");

        await wire.ReadHeadAsync();
        Assert.Equal("1\r\n \r\n", await wire.ReadAsync(6));
        await UntilWaitingAsync();
        Assert.Equal(0, wire.Available);
        Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("1\r\n \r\n", await wire.ReadAsync(6));
    }

    [Fact]
    public async Task A_sandbox_that_stops_ends_an_endless_answer()
    {
        Server.FaultPlan.Add("endless-body");
        using var wire = await RawWire.SendAsync(Server.RfaEndpoint, "{ viewer { userName } }");
        await wire.ReadHeadAsync();
        var rest = wire.ReadToEndAsync();

        await Server.DisposeAsync();

        Assert.True((await rest).WasReset);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<RawReply> AskAsync(string fault)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);
        return await RawWire.PostAsync(Server.RfaEndpoint, Watch, token);
    }

    private async Task UntilWaitingAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (Clock.PendingTimers == 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
