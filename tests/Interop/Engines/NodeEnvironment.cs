namespace Interop.Engines;

/// <summary>Whether this machine has what the engines need.</summary>
internal static class NodeEnvironment
{
    // As package.json says under "engines".
    private const int OldestVersion = 20;

    private static readonly Lazy<string?> s_skipReason = new(() => FindSkipReasonAsync().GetAwaiter().GetResult());

    /// <summary>Why the tests against the engines cannot run here; null where they can.</summary>
    public static string? SkipReason => s_skipReason.Value;

    private static async Task<string?> FindSkipReasonAsync()
    {
        if (await NodeProcess.RunAsync(NodeProcess.Node("--version")) is not { ExitCode: 0 } node)
            return "node is not on the PATH.";
        if (MajorOf(node.Output) < OldestVersion)
            return $"node {node.Output.Trim()} is older than {OldestVersion}.";
        if (await NodeProcess.RunAsync(NodeProcess.Npm("--version")) is not { ExitCode: 0 })
            return "npm is not on the PATH.";
        return null;
    }

    /// <param name="version">As node prints it: v20.1.0.</param>
    private static int MajorOf(string version) =>
        int.Parse(version.Trim().TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture);
}
