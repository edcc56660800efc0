using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading.Tasks;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Errors;
using RfaAuth.Core.Text;
using RfaAuth.Errors;

namespace RfaAuth.Pipeline;

/// <summary>What the body of an asynchronous cmdlet may do to its pipeline. Safe from any thread; order is kept.</summary>
internal sealed class CmdletPipeline(PSCmdlet cmdlet, PipelinePump pump, Func<Task>? turn = null) : ICallLog
{
    /// <summary>Whether any output or error went out: a stop after that takes nothing back.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Writes to the output; the task ends when what follows in the pipeline has taken the object.</summary>
    public Task WriteObjectAsync(object? value, bool enumerate = false) => InvokeInTurnAsync(() =>
    {
        HasWritten = true;
        cmdlet.WriteObject(value, enumerate);
    });

    /// <summary>Writes a non-terminating error.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="target">What it happened to: the operation's name, in a batch the input.</param>
    public Task WriteErrorAsync(Exception exception, object? target) => InvokeInTurnAsync(() =>
    {
        HasWritten = true;
        cmdlet.WriteError(ErrorRecordFactory.Create(exception, target));
    });

    /// <summary>Writes how many items a list has, as <c>-IncludeTotalCount</c> asks for; null: nobody knows.</summary>
    public Task WriteTotalCountAsync(long? count) => InvokeInTurnAsync(() =>
        cmdlet.WriteObject(cmdlet.PagingParameters.NewTotalCount((ulong)(count ?? 0), count is null ? 0.0 : 1.0)));

    public Task WriteProgressAsync(ProgressRecord record) => InvokeInTurnAsync(() => cmdlet.WriteProgress(record));

    /// <summary>Asks PowerShell whether to go on: -WhatIf and -Confirm decide, and the preferences of the same names.</summary>
    /// <param name="action">What is to be done, for -Verbose; without values, as the rest of that stream.</param>
    /// <param name="details">What is to be done, with values, for the person who is to agree.</param>
    public Task<bool> ShouldProcessAsync(string action, string details) => pump.PostAsync(() =>
    {
        try
        {
            return cmdlet.ShouldProcess(IsWhatIf() ? details : action, $"Are you sure you want to perform this action?\n{details}", caption: null);
        }
        catch (Exception exception) when (exception is HostException or PSInvalidOperationException or NotImplementedException)
        {
            throw new RfaException(ErrorCodes.ConfirmationRequired, "The mutation is to be confirmed, and this host cannot ask for it. Nothing was sent.");
        }
    });

    /// <inheritdoc/>
    public void Verbose(string message) =>
        InvokeAsync(() => cmdlet.WriteVerbose(TerminalText.Neutralise(message)));

    /// <inheritdoc/>
    public void Warning(string message) =>
        InvokeAsync(() => cmdlet.WriteWarning(TerminalText.Neutralise(message)));

    // PowerShell takes one text for -WhatIf and for -Verbose, and tells which it is only afterwards.
    private bool IsWhatIf() => LanguagePrimitives.IsTrue(
        cmdlet.MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : cmdlet.SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Output waits until what comes before it is written; where there is nothing to wait for, <c>turn</c> is null.</summary>
    private async Task InvokeInTurnAsync(Action action)
    {
        if (turn is not null)
            await turn().ConfigureAwait(false);
        await InvokeAsync(action).ConfigureAwait(false);
    }

    private Task<bool> InvokeAsync(Action action) => pump.PostAsync(() =>
    {
        action();
        return true;
    });
}
