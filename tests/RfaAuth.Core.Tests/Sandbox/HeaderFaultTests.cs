using System.Globalization;
using RfaAuth.Sandbox.Ledger;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>Faults in status, redirects and headers, as they are on the wire.</summary>
public sealed class HeaderFaultTests : SandboxTest
{
    private const string Viewer = "{ viewer { userName } }";

    [Theory]
    [InlineData("100", "HTTP/1.1 100 Continue\r\n")]
    [InlineData("205,none", "HTTP/1.1 205 Reset Content\r\n")]
    [InlineData("294", "HTTP/1.1 294 ")]
    [InlineData("451", "HTTP/1.1 451 Unavailable For Legal Reasons\r\n")]
    [InlineData("599", "HTTP/1.1 599 ")]
    [InlineData("999,json", "HTTP/1.1 999 ")]
    public async Task Any_status_can_be_answered(string value, string start)
    {
        Server.FaultPlan.Add("status=" + value);
        Server.FaultPlan.Add("close");

        var reply = await RawWire.PostAsync(Server.RfaEndpoint, Viewer);

        Assert.StartsWith(start, reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absolute", "http://127.0.0.1:{trap}/")]
    [InlineData("other-host", "http://localhost:{trap}/")]
    [InlineData("look-alike", "http://127.0.0.1.localhost:{trap}/")]
    [InlineData("user-info", "http://127.0.0.1:{own}@127.0.0.1:{trap}/")]
    [InlineData("https", "https://127.0.0.1:{trap}/")]
    [InlineData("no-scheme", "//127.0.0.1:{trap}/")]
    [InlineData("relative", "/trap")]
    [InlineData("same-origin", "http://127.0.0.1:{own}/trap")]
    [InlineData("itself", "http://127.0.0.1:{own}/rfa/graphql/")]
    [InlineData("ftp", "ftp://127.0.0.1:{trap}/")]
    [InlineData("file", "file:///etc/hostname")]
    [InlineData("broken", "http://[")]
    [InlineData("blank", "")]
    public async Task A_redirect_has_the_target_asked_for(string target, string location)
    {
        Server.FaultPlan.Add("redirect=307," + target);
        Server.FaultPlan.Add("close");

        var reply = await RawWire.PostAsync(Server.RfaEndpoint, Viewer);

        Assert.StartsWith("HTTP/1.1 307 ", reply.Text, StringComparison.Ordinal);
        Assert.Equal(
            [location.Replace("{trap}", Text(Server.TrapEndpoint.Port), StringComparison.Ordinal).Replace("{own}", Text(Server.RfaEndpoint.Port), StringComparison.Ordinal)],
            reply.Header("Location"));
        Assert.Equal(0, Server.Ledger.TrapConnections);
    }

    [Fact]
    public async Task A_redirect_can_lead_nowhere()
    {
        Server.FaultPlan.Add("redirect=302,none");

        var reply = await Wire.RfaAsync(Viewer);

        Assert.Equal(302, reply.Status);
        Assert.Null(reply.Header("Location"));
    }

    [Fact]
    public async Task Who_follows_a_redirect_on_the_same_origin_is_trapped_as_well()
    {
        using var follower = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.RfaEndpoint, "/trap"));
        follower.Headers.Add("Authorization", "Bearer x");

        await Wire.SendAsync(follower, default);

        Assert.Equal(new TrapEntry("GET", "/trap", HasAuthorization: true), Assert.Single(Server.Ledger.TrapRequests));
    }

    [Fact]
    public async Task Connections_to_the_trap_are_counted_even_without_a_request()
    {
        using (var client = new System.Net.Sockets.TcpClient())
        {
            await client.ConnectAsync(Server.TrapEndpoint.Host, Server.TrapEndpoint.Port);
            while (Server.Ledger.TrapConnections == 0)
            {
                await Task.Yield();
            }
        }

        Assert.Equal(1, Server.Ledger.TrapConnections);
        Assert.Empty(Server.Ledger.TrapRequests);
    }

    [Fact]
    public async Task Retry_After_comes_in_forty_spellings_and_then_begins_again()
    {
        Server.FaultPlan.Add("status=429,none");
        Server.FaultPlan.Add("retry-after-list");
        var spellings = new List<string>();
        for (var i = 0; i < 41; i++)
        {
            spellings.Add(string.Join('|', (await RawWire.PostAsync(Server.RfaEndpoint, Viewer)).Header("Retry-After")));
        }

        Assert.Equal(40, spellings.Distinct().Count());
        Assert.Equal(spellings[0], spellings[40]);
        Assert.Equal("0", spellings[0]);
        Assert.Contains("2147483648", spellings);
        Assert.Contains("Sun, 01 Jun 2025 12:00:01 GMT", spellings);
        Assert.Contains("Sunday, 01-Jun-25 12:00:02 GMT", spellings);
        Assert.Contains("Sun Jun 1 12:00:02 2025", spellings);
        Assert.Contains("1|2", spellings);
        Assert.Contains("", spellings);
    }

    [Fact]
    public async Task The_spellings_of_Retry_After_can_begin_anywhere()
    {
        Server.FaultPlan.Add("retry-after-list=40");

        Assert.Equal(["1", "Sun, 01 Jun 2025 12:01:00 GMT"], (await RawWire.PostAsync(Server.RfaEndpoint, Viewer)).Header("Retry-After"));
        Assert.Equal(["0"], (await RawWire.PostAsync(Server.RfaEndpoint, Viewer)).Header("Retry-After"));
    }

    [Theory]
    [InlineData("-3600", "Sun, 01 Jun 2025 11:00:00 GMT")]
    [InlineData("86400", "Mon, 02 Jun 2025 12:00:00 GMT")]
    public async Task The_date_is_as_wrong_as_asked_for(string skew, string date)
    {
        Server.FaultPlan.Add("date-skew=" + skew);

        Assert.Equal(date, (await Wire.RfaAsync(Viewer)).Header("Date"));
    }

    [Fact]
    public async Task A_date_stands_once_in_an_answer_that_is_written_byte_by_byte()
    {
        Server.FaultPlan.Add("date-skew=-3600");
        Server.FaultPlan.Add("no-length");

        Assert.Equal(["Sun, 01 Jun 2025 11:00:00 GMT"], (await RawWire.PostAsync(Server.RfaEndpoint, Viewer)).Header("Date"));
    }

    [Fact]
    public async Task A_header_is_sent_as_it_stands()
    {
        Server.FaultPlan.Add("header=Set-Cookie: a=b; path=/");
        Server.FaultPlan.Add("header=X-Odd: \u001b[31m");

        var reply = await RawWire.PostAsync(Server.RfaEndpoint, Viewer);

        Assert.Equal(["a=b; path=/"], reply.Header("Set-Cookie"));
        Assert.Equal(["\u001b[31m"], reply.Header("X-Odd"));
    }

    [Fact]
    public async Task Headers_are_huge_or_many()
    {
        Server.FaultPlan.Add("huge-header=100:1");
        Server.FaultPlan.Add("many-headers=2000:1@from=2");
        Server.FaultPlan.Add("close");

        var huge = await RawWire.PostAsync(Server.RfaEndpoint, Viewer);
        var many = await RawWire.PostAsync(Server.RfaEndpoint, Viewer);

        Assert.Equal(100 * 1024, huge.Header("X-Filler").Single().Length);
        Assert.Equal(2000, many.Head.Split("\r\n").Count(line => line.StartsWith("X-Filler-", StringComparison.Ordinal)));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
