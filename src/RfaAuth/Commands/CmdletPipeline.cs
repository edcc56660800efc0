using System;
using System.Management.Automation;
using System.Threading.Tasks;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Errors;

namespace RfaAuth.Commands;

/// <summary>What the body of an asynchronous cmdlet may do to its pipeline. Safe from any thread; order is kept.</summary>
internal sealed class CmdletPipeline(PSCmdlet cmdlet, PipelinePump pump) : ICallLog
{
    /// <summary>Writes to the output; the task ends when what follows in the pipeline has taken the object.</summary>
    public Task WriteObjectAsync(object? value, bool enumerate = false) =>
        InvokeAsync(() => cmdlet.WriteObject(value, enumerate));

    /// <summary>Writes a non-terminating error.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="target">What it happened to: the operation's name.</param>
    public Task WriteErrorAsync(Exception exception, string target) =>
        InvokeAsync(() => cmdlet.WriteError(ErrorRecordFactory.Create(exception, target)));

    /// <inheritdoc/>
    public void Verbose(string message) =>
        InvokeAsync(() => cmdlet.WriteVerbose(TerminalText.Neutralise(message)));

    /// <inheritdoc/>
    public void Warning(string message) =>
        InvokeAsync(() => cmdlet.WriteWarning(TerminalText.Neutralise(message)));

    private Task<bool> InvokeAsync(Action action) => pump.PostAsync(() =>
    {
        action();
        return true;
    });
}
