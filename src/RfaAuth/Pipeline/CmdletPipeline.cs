using RfaAuth.Core.Diagnostics;

namespace RfaAuth.Pipeline;

/// <summary>Lets the body of an asynchronous cmdlet write to its pipeline. Safe from any thread; the order is kept.</summary>
internal sealed class CmdletPipeline(AsyncPSCmdlet cmdlet, PipelinePump pump, Func<Task>? turn = null) : ICallLog
{
    // Parameters with these names take the name of a variable.
    private const string IncludeTotalCount = nameof(IncludeTotalCount);
    private const string TotalCountVariable = nameof(TotalCountVariable);
    private const string ResponseHeadersVariable = nameof(ResponseHeadersVariable);

    private readonly CommandStreams _streams = new(cmdlet);

    /// <summary>Collects the outcome of an input of a batch; null if it is not needed.</summary>
    public InputOutcome? Outcome { get; init; }

    /// <summary>Whether output is written when it comes. In a batch it may wait for its turn, or be collected.</summary>
    public bool WritesAtOnce => turn is null && Outcome is not { IsCollected: true };

    // Used on the pipeline thread only.
    private readonly Queue<(LogStream Stream, string Text)> _heldLines = new();
    private volatile bool _hasHeldLines;

    /// <summary>Whether output or an error was written. Then a stop cannot take it back.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>
    /// Whether lines that ask the user a question wait for <see cref="ReleaseLinesAsync"/>, so that a mutation's answer is written before
    /// the user may end the command. A line that itself ends the command is always held back.
    /// </summary>
    public bool HoldsQuestions { get; set; }

    /// <summary>Whether lines are held back. This is known only after a later write has ended.</summary>
    public bool HasHeldLines => _hasHeldLines;

    /// <summary>Writes an object. The task ends when the next commands of the pipeline have processed it.</summary>
    public Task WriteObjectAsync(object? value, bool enumerate = false) => Outcome is { IsCollected: true } outcome
        ? KeepInTurnAsync(() => outcome.AddOutput(value, enumerate))
        : InvokeInTurnAsync(() =>
        {
            HasWritten = true;
            cmdlet.WriteObject(value, enumerate);
        });

    /// <summary>Writes a non-terminating error.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="target">The error's target: the operation's name, in a batch the input.</param>
    public Task WriteErrorAsync(Exception exception, object? target)
    {
        Outcome?.Add(exception);
        return Outcome is { IsCollected: true } ? Task.CompletedTask : InvokeInTurnAsync(() =>
        {
            HasWritten = true;
            _streams.Write(cmdlet.CreateError(exception, target));
        });
    }

    /// <summary>Reports the number of items of a list; null if not known. It is not output: a number among the items would spoil tables and CSV.</summary>
    public Task WriteTotalCountAsync(long? count) => InvokeInTurnAsync(() =>
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(TotalCountVariable, out var name))
            cmdlet.SessionState.PSVariable.Set((string)name, count);
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(IncludeTotalCount, out var isIncluded) && ((SwitchParameter)isIncluded).IsPresent)
            cmdlet.WriteInformation(new HostInformationMessage { Message = $"Total count: {(count is null ? "unknown" : count)}" }, ["PSHOST"]);
    });

    /// <summary>Sets the variable of -ResponseHeadersVariable to the headers of an answer, or to null if none came.</summary>
    public Task WriteHeadersAsync(IReadOnlyDictionary<string, string[]> headers) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(ResponseHeadersVariable, out var name)
            ? InvokeInTurnAsync(() => cmdlet.SessionState.PSVariable.Set((string)name, headers.Count == 0 ? null : headers))
            : Task.CompletedTask;

    /// <summary>Shows a message to the person at the prompt, in the information stream.</summary>
    public Task InformAsync(string message) => InvokeInTurnAsync(() => cmdlet.WriteInformation(new HostInformationMessage { Message = message }, ["PSHOST"]));

    public Task WriteProgressAsync(ProgressRecord record) => InvokeInTurnAsync(() => _streams.Write(record));

    /// <summary>Asks whether to do something; see <see cref="Confirmation"/>.</summary>
    /// <param name="what">The subject of the question, such as "The mutation".</param>
    /// <param name="action">The action, without values.</param>
    /// <param name="details">The action, with values.</param>
    public Task<bool> ShouldProcessAsync(string what, string action, string details) =>
        pump.PostAsync(() => Confirmation.Get(cmdlet, what, action, details));

    /// <summary>
    /// After an await of the result, the caller runs on the pipeline thread, where each write is done at once. Output that waits for its turn is not
    /// affected.
    /// </summary>
    public PipelinePump.Move GoOnHere() => turn is null ? pump.GoOnHere() : default;

    /// <summary>Whether a line was logged. It may be held back.</summary>
    public bool HasLogged { get; private set; }

    /// <inheritdoc/>
    public bool ShowsVerbose => cmdlet.ShowsVerbose;

    /// <inheritdoc/>
    public void Verbose(string message)
    {
        if (ShowsVerbose)
            Log(LogStream.Verbose, message);
    }

    /// <inheritdoc/>
    public void Warning(string message) => Log(LogStream.Warning, message);

    /// <summary>Writes the held lines, after everything that was posted before. Under Stop, PowerShell ends the command with the first one.</summary>
    /// <param name="outcome">Makes the error that ends the command instead, with the outcome of a mutation; null: PowerShell's own error.</param>
    /// <param name="target">The target of that error.</param>
    public Task ReleaseLinesAsync(Func<string, Exception>? outcome = null, object? target = null) => ReleaseAsync((stream, text) =>
    {
        if (outcome is not null && _streams.Preference(stream) == ActionPreference.Stop)
            cmdlet.ThrowTerminatingError(cmdlet.CreateError(outcome(text), target));
        _streams.Write(stream, text);
    });

    /// <summary>The same for a failed call. The call's error ends the command, and not a line.</summary>
    public Task ReleaseQuestionsAsync() => ReleaseAsync((stream, text) =>
    {
        if (_streams.Preference(stream) != ActionPreference.Stop)
            _streams.Write(stream, text);
    });

    private Task ReleaseAsync(Action<LogStream, string> write) => InvokeInTurnAsync(() =>
    {
        _hasHeldLines = false;
        while (_heldLines.Count > 0)
        {
            var (stream, text) = _heldLines.Dequeue();
            write(stream, text);
        }
    });

    private void Log(LogStream stream, string text)
    {
        HasLogged = true;
        InvokeAsync(() => Write(stream, text));
    }

    private void Write(LogStream stream, string text)
    {
        var preference = _streams.Preference(stream);
        if (preference != ActionPreference.Stop && !(preference == ActionPreference.Inquire && HoldsQuestions))
        {
            _streams.Write(stream, text);
            return;
        }

        // All lines of a call are kept. Of the lines that end the command only the first one counts.
        if (preference != ActionPreference.Stop || !_hasHeldLines)
            _heldLines.Enqueue((stream, text));
        _hasHeldLines = true;
    }

    /// <inheritdoc/>
    // A batch shows how many answers are missing, so the wait for a single answer is not shown.
    public IDisposable Waiting(CallWait wait) => wait.IsAtMost && turn is not null
        ? NullCallLog.Instance.Waiting(wait)
        : cmdlet.Waits.Begin(wait, record => InvokeAsync(() => _streams.Write(record)));

    /// <summary>Output waits for the output before it; <c>turn</c> is null if there is none.</summary>
    private Task InvokeInTurnAsync(Action action) => turn is null ? InvokeAsync(action) : InvokeAfterTurnAsync(turn, action);

    private async Task InvokeAfterTurnAsync(Func<Task> before, Action action)
    {
        await before().ConfigureAwait(false);
        await InvokeAsync(action).ConfigureAwait(false);
    }

    // Collected output is written in its turn, when the call has ended.
    private async Task KeepInTurnAsync(Action keep)
    {
        if (turn is not null)
            await turn().ConfigureAwait(false);
        keep();
    }

    private Task<bool> InvokeAsync(Action action) => pump.PostAsync(() =>
    {
        action();
        return true;
    });
}
