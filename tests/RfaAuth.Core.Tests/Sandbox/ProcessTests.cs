using System.Diagnostics;
using System.Text.Json;
using RfaAuth.Sandbox;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>The sandbox as people and other processes start it.</summary>
public sealed class ProcessTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task It_says_in_JSON_where_it_is_and_stops_with_its_input()
    {
        using var process = Start("--json", "--stop-with-stdin", "--lifetime", "0.5", "--option", "tokenShape=Opaque", "--option", "tokenClockOffset=-60", "--fault", "status=503,none:1@query");
        using var ready = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience))!);
        using var client = new HttpClient();

        var options = await client.GetStringAsync(new Uri(ready.RootElement.GetProperty("sandbox").GetString() + "options"));
        using var query = new StringContent("{\"query\":\"{ viewer { userName } }\"}", null, "application/json");
        using var reply = await client.PostAsync(new Uri(ready.RootElement.GetProperty("rfa").GetString()!), query);

        Assert.Contains("\"tokenLifetime\":0.5", options, StringComparison.Ordinal);
        Assert.Contains("\"tokenShape\":\"Opaque\"", options, StringComparison.Ordinal);
        Assert.Contains("\"tokenClockOffset\":-60", options, StringComparison.Ordinal);
        Assert.Equal(503, (int)reply.StatusCode);
        Assert.Equal(process.Id, ready.RootElement.GetProperty("processId").GetInt32());

        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task It_tells_people_what_to_paste_and_stops_with_its_parent()
    {
        using var parent = Start("--stop-with-stdin", "--json");
        using var process = Start("--parent-pid", parent.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var text = "";
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) is { } line)
        {
            text += line + "\n";
            if (line.Contains("Ctrl+C", StringComparison.Ordinal))
            {
                parent.StandardInput.Close();
            }
        }

        await process.WaitForExitAsync().WaitAsync(s_patience);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("Import-Module ./RfaAuth.psd1", text, StringComparison.Ordinal);
        Assert.Matches("Connect-RfaApi -Endpoint http://127.0.0.1:[0-9]+/rfa/graphql/ ", text);
        Assert.Contains(SandboxUser.Demo.Password, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--nope")]
    [InlineData("--port")]
    [InlineData("--port", "many")]
    [InlineData("--lifetime", "0")]
    [InlineData("--fault", "nope")]
    [InlineData("--option", "tokenShape")]
    [InlineData("--option", "tokenShape=Round")]
    [InlineData("--option", "tokenLifetime=0")]
    [InlineData("--option", "nope=1")]
    public async Task What_it_does_not_understand_ends_it_with_a_reason(params string[] arguments)
    {
        using var process = Start(arguments);

        var reason = await process.StandardError.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);

        Assert.Equal(2, process.ExitCode);
        Assert.Single(reason.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("'--prot' is not an option: did you mean '--port'?", "--prot", "5080")]
    [InlineData("'toor' is not an option: see --help.", "toor")]
    [InlineData("There is no fault 'stauts': did you mean 'status'?", "--fault", "stauts=503")]
    [InlineData("There is no fault 'zzz'. There are: status, status-after,", "--fault", "zzz")]
    [InlineData("'mutations' is not a condition of a fault: did you mean 'mutation'?", "--fault", "abort@mutations")]
    [InlineData("'tokenshape' is not an option of the services: did you mean 'tokenShape'?", "--option", "tokenshape=Opaque")]
    [InlineData("The option 'tokenShape' does not take 'Round': see --help.", "--option", "tokenShape=Round")]
    public async Task What_was_mistyped_is_answered_with_what_was_meant(string reason, params string[] arguments)
    {
        using var process = Start(arguments);

        Assert.StartsWith(reason, await process.StandardError.ReadToEndAsync().WaitAsync(s_patience), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_lists_the_faults()
    {
        using var process = Start("--help");

        var help = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);

        Assert.Contains("--stop-with-stdin", help, StringComparison.Ordinal);
        Assert.Contains("\n  refuse-field=response key\n", help.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\n  tokenLifetime=3600\n", help.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\n  refreshTokenRotation=Rotate   of Rotate, Keep, Omit\n", help.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\n  content-type[=text]\n", help.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_it_with_a_reason()
    {
        await using var other = await SandboxServer.StartAsync();
        using var process = Start("--port", other.RfaEndpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));

        var reason = await process.StandardError.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);

        Assert.Equal(2, process.ExitCode);
        Assert.Contains("address already in use", reason, StringComparison.OrdinalIgnoreCase);
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(SandboxServer).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
