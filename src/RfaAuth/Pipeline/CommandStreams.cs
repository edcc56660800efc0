using RfaAuth.Core.Text;
using RfaAuth.Input;

namespace RfaAuth.Pipeline;

/// <summary>The streams whose preference may be to stop the command or to ask the user first.</summary>
internal enum LogStream
{
    Verbose,
    Warning,
    Progress,
}

/// <summary>
/// Writes to a cmdlet's streams, on the pipeline thread. A log line, a warning or a progress record must not end a call. With Inquire (which
/// -Debug means for all lines of a compiled cmdlet) PowerShell asks whether to go on. If nobody can answer, the command
/// goes on.
/// </summary>
internal sealed class CommandStreams(PSCmdlet cmdlet)
{
    /// <summary>The preference for a stream, as PowerShell's engine reads it. The engine has no public way to get it.</summary>
    public ActionPreference Preference(LogStream stream) => stream switch
    {
        LogStream.Verbose => Switch("Verbose") is { } verbose ? (verbose ? ActionPreference.Continue : ActionPreference.SilentlyContinue)
            : Switch("Debug") == true ? ActionPreference.Inquire
            : Read(Variable("VerbosePreference")),
        LogStream.Warning => Bound("WarningAction") is { } action ? Read(action)
            : Switch("Debug") == true ? ActionPreference.Inquire
            : Switch("Verbose") == true ? ActionPreference.Continue
            : Read(Variable("WarningPreference")),
        _ => Read(Bound("ProgressAction") ?? Variable("ProgressPreference")),
    };

    /// <summary>Writes a line. Under Stop, PowerShell ends the command with it.</summary>
    public void Write(LogStream stream, string text)
    {
        text = TerminalText.Neutralise(text);
        if (Preference(stream) == ActionPreference.Inquire && HostInteraction.WouldReadRedirectedInput(cmdlet.Host))
            Try(() => WriteToHost(stream, text));
        else if (stream == LogStream.Verbose)
            Try(() => cmdlet.WriteVerbose(text));
        else
            Try(() => cmdlet.WriteWarning(text));
    }

    /// <summary>Writes a progress record, unless the preference would end the command, or would ask a question that nobody can answer.</summary>
    public void Write(ProgressRecord record)
    {
        var preference = Preference(LogStream.Progress);
        if (preference != ActionPreference.Stop && (preference != ActionPreference.Inquire || !HostInteraction.WouldReadRedirectedInput(cmdlet.Host)))
            Try(() => cmdlet.WriteProgress(record));
    }

    /// <summary>Writes an error. If PowerShell must ask whether to go on and nobody can answer, the error ends the command.</summary>
    public void Write(ErrorRecord error)
    {
        try
        {
            if (!AsksAfterErrors() || !HostInteraction.WouldReadRedirectedInput(cmdlet.Host))
            {
                cmdlet.WriteError(error);
                return;
            }
        }
        catch (Exception exception) when (HostInteraction.IsNobodyThere(exception))
        {
            // The command ends below, with this error and not with the host's one.
        }

        cmdlet.ThrowTerminatingError(error);
    }

    /// <summary>Shows a message to the user after the pipeline has stopped.</summary>
    public void WarnAfterStop(string text)
    {
        if (Preference(LogStream.Warning) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore))
            Try(() => WriteToHost(LogStream.Warning, TerminalText.Neutralise(text)));
    }

    private bool AsksAfterErrors() => Bound("ErrorAction") is { } action ? Read(action) == ActionPreference.Inquire
        : Switch("Debug") != true && Switch("Verbose") != true && Read(Variable("ErrorActionPreference")) == ActionPreference.Inquire;

    private void WriteToHost(LogStream stream, string text)
    {
        if (stream == LogStream.Verbose)
            cmdlet.Host.UI?.WriteVerboseLine(text);
        else
            cmdlet.Host.UI?.WriteWarningLine(text);
    }

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (HostInteraction.IsNobodyThere(exception))
        {
            // The line was written. The failure is from the question after it, or from the host that shows it.
        }
    }

    private object? Bound(string parameter) => cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var value) ? value : null;

    private bool? Switch(string parameter) => Bound(parameter) is { } value ? LanguagePrimitives.IsTrue(value) : null;

    private object? Variable(string name) => cmdlet.SessionState.PSVariable.GetValue(name);

    private static ActionPreference Read(object? value) =>
        LanguagePrimitives.TryConvertTo<ActionPreference>(value, out var preference) ? preference : ActionPreference.SilentlyContinue;
}
