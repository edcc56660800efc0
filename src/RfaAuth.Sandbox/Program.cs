using RfaAuth.Sandbox.CommandLine;

namespace RfaAuth.Sandbox;

/// <summary>The sandbox as a process: exit code 0 when it was stopped, 2 when it could not start.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            var options = CommandLineOptions.Parse(arguments);
            if (options.ShowHelp)
            {
                Console.Write(HelpText.Create());
                return 0;
            }

            await using var server = await SandboxServer.StartAsync(options.Sandbox);
            Console.WriteLine(options.Json ? ReadyText.Json(server) : ReadyText.ForPeople(server));
            await StopSignal.WaitAsync(options);
            return 0;
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }
}
