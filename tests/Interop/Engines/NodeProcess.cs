using System.ComponentModel;

namespace Interop.Engines;

/// <summary>Starts node and npm in the folder of this project.</summary>
internal static class NodeProcess
{
    public static string WorkingDirectory { get; } = typeof(NodeProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "InteropDirectory").Value!;

    public static ProcessStartInfo Node(params IEnumerable<string> arguments) => Redirected("node", arguments);

    /// <summary>On Windows npm is a batch file, which only the command interpreter can start.</summary>
    public static ProcessStartInfo Npm(params IEnumerable<string> arguments) => OperatingSystem.IsWindows()
        ? Redirected("cmd.exe", ["/d", "/c", "npm", .. arguments])
        : Redirected("npm", arguments);

    /// <summary>Runs to the end, feeding <paramref name="input"/>; null where the program cannot be started.</summary>
    public static async Task<NodeResult?> RunAsync(ProcessStartInfo startInfo, string input = "")
    {
        using var process = new Process { StartInfo = startInfo };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new NodeResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a script of the folder graphql-js with these lines as its input, and reads a JSON value from each line of its output.</summary>
    public static async Task<T[]> AskGraphQLJsAsync<T>(string script, IEnumerable<string> lines)
    {
        var result = await RunAsync(Node(Path.Combine("graphql-js", script)), string.Concat(lines.Select(line => line + "\n")));
        Assert.True(result is { ExitCode: 0 }, result?.Errors ?? "node cannot be started.");
        return [.. result!.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<T>(line)!)];
    }

    private static ProcessStartInfo Redirected(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        WorkingDirectory = WorkingDirectory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = System.Text.Encoding.UTF8,
    };
}

internal sealed record NodeResult(int ExitCode, string Output, string Errors);
