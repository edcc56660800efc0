using RfaAuth.Core.Diagnostics;

namespace RfaAuth.Pipeline;

/// <summary>What the body of an asynchronous cmdlet may do to its pipeline. Safe from any thread; order is kept.</summary>
internal sealed class CmdletPipeline(AsyncPSCmdlet cmdlet, PipelinePump pump, Func<Task>? turn = null) : ICallLog
{
    // The parameters of these names take the name of a variable.
    private const string TotalCountVariable = nameof(TotalCountVariable);
    private const string ResponseHeadersVariable = nameof(ResponseHeadersVariable);

    private readonly CommandStreams _streams = new(cmdlet);

    /// <summary>Keeps what comes of an input of a batch; null: nobody asks.</summary>
    public InputOutcome? Outcome { get; init; }

    // For the pipeline thread.
    private readonly Queue<(LogStream Stream, string Text)> _heldLines = new();
    private volatile bool _hasHeldLines;

    /// <summary>Whether any output or error went out: a stop after that takes nothing back.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>
    /// Whether lines after which the user is asked wait for <see cref="ReleaseLinesAsync"/>, so that a mutation's answer is output before
    /// the command may end. A line that ends the command does so in any case.
    /// </summary>
    public bool HoldsQuestions { get; set; }

    /// <summary>Whether lines are held back; known once something that came after them is written.</summary>
    public bool HasHeldLines => _hasHeldLines;

    /// <summary>Writes to the output; the task ends when what follows in the pipeline has taken the object.</summary>
    public Task WriteObjectAsync(object? value, bool enumerate = false) => Outcome is { IsCollected: true } outcome
        ? KeepInTurnAsync(() => outcome.AddOutput(value, enumerate))
        : InvokeInTurnAsync(() =>
        {
            HasWritten = true;
            cmdlet.WriteObject(value, enumerate);
        });

    /// <summary>Writes a non-terminating error.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="target">What it happened to: the operation's name, in a batch the input.</param>
    public Task WriteErrorAsync(Exception exception, object? target)
    {
        Outcome?.Add(exception);
        return Outcome is { IsCollected: true } ? Task.CompletedTask : InvokeInTurnAsync(() =>
        {
            HasWritten = true;
            _streams.Write(cmdlet.CreateError(exception, target));
        });
    }

    /// <summary>Tells how many items a list has; null: nobody knows. Never into the output, where a number among the items would spoil tables and CSV.</summary>
    public Task WriteTotalCountAsync(long? count) => InvokeInTurnAsync(() =>
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue(TotalCountVariable, out var name))
            cmdlet.SessionState.PSVariable.Set((string)name, count);
        if (cmdlet.PagingParameters.IncludeTotalCount)
            cmdlet.WriteInformation(new HostInformationMessage { Message = $"Total count: {(count is null ? "unknown" : count)}" }, ["PSHOST"]);
    });

    /// <summary>Sets the variable that was asked for to the headers of an answer; to null where none came.</summary>
    public Task WriteHeadersAsync(IReadOnlyDictionary<string, string[]> headers) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(ResponseHeadersVariable, out var name)
            ? InvokeInTurnAsync(() => cmdlet.SessionState.PSVariable.Set((string)name, headers.Count == 0 ? null : headers))
            : Task.CompletedTask;

    /// <summary>Tells something to a person at the prompt, by the information stream.</summary>
    public Task InformAsync(string message) => InvokeInTurnAsync(() => cmdlet.WriteInformation(new HostInformationMessage { Message = message }, ["PSHOST"]));

    public Task WriteProgressAsync(ProgressRecord record) => InvokeInTurnAsync(() => _streams.Write(record));

    /// <summary>Asks PowerShell whether to go on; see <see cref="Confirmation"/>.</summary>
    /// <param name="what">What is to be confirmed, as "The mutation".</param>
    /// <param name="action">What is to be done, without values.</param>
    /// <param name="details">What is to be done, with values.</param>
    public Task<bool> ShouldProcessAsync(string what, string action, string details) =>
        pump.PostAsync(() => Confirmation.Get(cmdlet, what, action, details));

    /// <summary>
    /// Has the caller go on on the pipeline thread when it is awaited: then each write is done at once. Output that waits for its turn is not
    /// affected.
    /// </summary>
    public PipelinePump.Move GoOnHere() => turn is null ? pump.GoOnHere() : default;

    /// <summary>Whether a line was logged, which may be held back.</summary>
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

    /// <summary>Writes the lines that were held back, behind what was posted before. Under Stop PowerShell ends the command with the first one.</summary>
    /// <param name="outcome">Makes the error to end with in its place, which says what came of a mutation; null: PowerShell's own.</param>
    /// <param name="target">What that error is about.</param>
    public Task ReleaseLinesAsync(Func<string, Exception>? outcome = null, object? target = null) => ReleaseAsync((stream, text) =>
    {
        if (outcome is not null && _streams.Preference(stream) == ActionPreference.Stop)
            cmdlet.ThrowTerminatingError(cmdlet.CreateError(outcome(text), target));
        _streams.Write(stream, text);
    });

    /// <summary>The same for a call that failed: its error ends the command, and not a line.</summary>
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

        // As many as a call has; of those that end the command the first does, and so the others are of no use.
        if (preference != ActionPreference.Stop || !_hasHeldLines)
            _heldLines.Enqueue((stream, text));
        _hasHeldLines = true;
    }

    /// <inheritdoc/>
    // A batch shows how many answers it waits for; that one of many has not come yet is nothing to show.
    public IDisposable Waiting(CallWait wait) => wait.IsAtMost && turn is not null
        ? NullCallLog.Instance.Waiting(wait)
        : cmdlet.Waits.Begin(wait, record => InvokeAsync(() => _streams.Write(record)));

    /// <summary>Output waits until what comes before it is written; where there is nothing to wait for, <c>turn</c> is null.</summary>
    private Task InvokeInTurnAsync(Action action) => turn is null ? InvokeAsync(action) : InvokeAfterTurnAsync(turn, action);

    private async Task InvokeAfterTurnAsync(Func<Task> before, Action action)
    {
        await before().ConfigureAwait(false);
        await InvokeAsync(action).ConfigureAwait(false);
    }

    // What is kept is output when the call has ended, in its turn.
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
