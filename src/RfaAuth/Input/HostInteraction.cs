using System.Management.Automation.Host;

namespace RfaAuth.Input;

/// <summary>Asks the user questions, and finds out whether there is a user to ask.</summary>
internal static class HostInteraction
{
    private const string ConsoleHost = "ConsoleHost";

    // Hosts of runbooks, hosted runspaces, thread jobs, background jobs and remote sessions. A prompt in them hangs or throws.
    private static readonly string[] s_hostsWithoutUser = ["Default Host", "ServerRemoteHost"];

    /// <summary>Whether there is a user who can be asked.</summary>
    public static bool CanPrompt(PSHost host) =>
        CanPrompt(host.Name, host.UI is not null, Environment.UserInteractive, Environment.GetCommandLineArgs(), () => Console.IsInputRedirected);

    /// <summary>
    /// Whether a question would read standard input from a file, a pipe or a closed handle. Its lines are no answers, and it may never end.
    /// With -NonInteractive PowerShell does not read at all.
    /// </summary>
    public static bool WouldReadRedirectedInput(PSHost host) =>
        host.Name == ConsoleHost && Console.IsInputRedirected && !IsNonInteractive(Environment.GetCommandLineArgs());

    /// <summary>
    /// Whether a question failed because nobody can answer it. Hosts report this in many ways, even with an invalid answer. Exceptions with which
    /// PowerShell ends a pipeline do not count.
    /// </summary>
    public static bool IsNobodyThere(Exception exception) =>
        exception is HostException or PSInvalidOperationException || exception is not (RuntimeException or FlowControlException or OperationCanceledException);

    /// <param name="host">The host that asks.</param>
    /// <param name="userName">The known user name; null if none.</param>
    /// <param name="purpose">The use of the credential, such as "RedFlagAlert at api.example.com".</param>
    /// <exception cref="RfaException">CredentialRequired: nobody can be asked, or nothing was entered.</exception>
    public static PSCredential PromptForCredential(PSHost host, string? userName, string purpose)
    {
        if (!CanPrompt(host))
            throw Required($"A credential is needed for {purpose}, and nobody can be asked for it here.");
        PSCredential? credential;
        try
        {
            credential = host.UI!.PromptForCredential("RfaAuth", $"User name and password for {purpose}", userName ?? "", "");
        }
        catch (Exception exception) when (IsNobodyThere(exception))
        {
            // The host claims that it can ask, but it cannot.
            throw Required($"A credential is needed for {purpose}, and nobody can be asked for it here.");
        }
        return credential ?? throw Required("No credential was entered.");
    }

    /// <param name="hostName">The host's own name.</param>
    /// <param name="hasUI">Whether the host has a user interface.</param>
    /// <param name="isUserInteractive">False in a Windows service.</param>
    /// <param name="commandLine">The process's command line. The first part is the program's name.</param>
    /// <param name="isInputRedirected">Whether standard input is no terminal, as under cron, in a CI job or in a pipe.</param>
    internal static bool CanPrompt(
        string hostName, bool hasUI, bool isUserInteractive, IReadOnlyList<string> commandLine, Func<bool> isInputRedirected) =>
        hasUI
        && isUserInteractive
        && !s_hostsWithoutUser.Contains(hostName, StringComparer.OrdinalIgnoreCase)
        && !IsNonInteractive(commandLine)
        // Other hosts, such as editors, ask in their own window.
        && !(hostName == ConsoleHost && isInputRedirected());

    /// <summary>Whether PowerShell's switch -NonInteractive, in any accepted spelling, comes before the script or command.</summary>
    private static bool IsNonInteractive(IReadOnlyList<string> commandLine)
    {
        foreach (var argument in commandLine.Skip(1))
        {
            if (argument.Length < 2 || argument[0] is not ('-' or '/' or '\u2013' or '\u2014' or '\u2015'))
                continue;
            var name = argument.TrimStart('-', '/', '\u2013', '\u2014', '\u2015');
            if (name.Length >= 4 && "noninteractive".StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return true;
            if (name.Length >= 1 && (IsPrefix(name, "file") || IsPrefix(name, "command") || IsPrefix(name, "commandwithargs")))
                return false;
        }
        return false;
    }

    private static bool IsPrefix(string name, string parameter) => parameter.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    private static RfaException Required(string message) => new(ErrorCodes.CredentialRequired, message);
}
