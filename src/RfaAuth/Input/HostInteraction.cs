using System.Management.Automation.Host;

namespace RfaAuth.Input;

/// <summary>Whether somebody can be asked, and asking them.</summary>
internal static class HostInteraction
{
    private const string ConsoleHost = "ConsoleHost";

    // The hosts of runbooks, hosted runspaces and thread jobs, and of background jobs and remote sessions: a prompt there hangs or throws.
    private static readonly string[] s_hostsWithoutUser = ["Default Host", "ServerRemoteHost"];

    /// <summary>Whether somebody can be asked something.</summary>
    public static bool CanPrompt(PSHost host) =>
        CanPrompt(host.Name, host.UI is not null, Environment.UserInteractive, Environment.GetCommandLineArgs(), () => Console.IsInputRedirected);

    /// <summary>
    /// Whether a question would be put to standard input that is a file, a pipe or closed: its lines are no answers, and it may never give one.
    /// With -NonInteractive PowerShell does not read at all.
    /// </summary>
    public static bool WouldReadRedirectedInput(PSHost host) =>
        host.Name == ConsoleHost && Console.IsInputRedirected && !IsNonInteractive(Environment.GetCommandLineArgs());

    /// <summary>
    /// Whether a question failed because nobody can answer it. Hosts say that in many ways, also by an answer that is none; what ends a
    /// pipeline in PowerShell's own way is something else.
    /// </summary>
    public static bool IsNobodyThere(Exception exception) =>
        exception is HostException or PSInvalidOperationException || exception is not (RuntimeException or FlowControlException or OperationCanceledException);

    /// <param name="host">Who asks.</param>
    /// <param name="userName">The user name that is known; null: none.</param>
    /// <param name="purpose">What the credential is for, as "RedFlagAlert at api.example.com".</param>
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
            // The host said that it can ask, and cannot.
            throw Required($"A credential is needed for {purpose}, and nobody can be asked for it here.");
        }
        return credential ?? throw Required("No credential was entered.");
    }

    /// <param name="hostName">The host's name for itself.</param>
    /// <param name="hasUI">Whether the host has a user interface at all.</param>
    /// <param name="isUserInteractive">False in a Windows service.</param>
    /// <param name="commandLine">The process's command line, its own name first.</param>
    /// <param name="isInputRedirected">Whether standard input is not a terminal: as under cron, in a CI job or in a pipe.</param>
    internal static bool CanPrompt(
        string hostName, bool hasUI, bool isUserInteractive, IReadOnlyList<string> commandLine, Func<bool> isInputRedirected) =>
        hasUI
        && isUserInteractive
        && !s_hostsWithoutUser.Contains(hostName, StringComparer.OrdinalIgnoreCase)
        && !IsNonInteractive(commandLine)
        // Other hosts (editors) have a window of their own to ask in.
        && !(hostName == ConsoleHost && isInputRedirected());

    /// <summary>PowerShell's switch -NonInteractive, in the spellings that it takes, before what belongs to a script or command.</summary>
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
