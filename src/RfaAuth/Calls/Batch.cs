using RfaAuth.Calls.Exports;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Input;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls;

/// <summary>
/// Runs one operation for many inputs: several calls at once, with their output in the inputs' order. All members are for the pipeline
/// thread, which runs the actions that the calls post while it waits here. Only a window of inputs is kept in memory.
/// </summary>
internal sealed class Batch
{
    /// <summary>How many answers may wait for a slow one before them, for each call that may run at once.</summary>
    private const int AnswersPerCall = 4;

    /// <summary>If so many inputs at the start fit no variable, the batch ends: the others will not fit either.</summary>
    private const int MostUnfitAtFirst = 10;

    /// <summary>Progress of other cmdlets in the pipeline has another source, so one id is enough.</summary>
    private const int ProgressId = 1;

    private readonly AsyncPSCmdlet _cmdlet;
    private readonly CommandStreams _streams;
    private readonly PipelinePump _pump;
    private readonly CancellationToken _stopping;
    private readonly GraphQLCall _call;
    private readonly GraphQLRequest _request;
    private readonly InputVariables _variables;
    private readonly FailedInputs? _failed;
    private readonly bool _includesInput;
    private readonly BatchExport? _export;
    private readonly PacedProgress _progress;
    private readonly Queue<BatchCall> _window = new();
    private readonly int _throttleLimit;
    private readonly int _windowLimit;
    private long _count;
    private long _done;
    private long _errors;
    private bool _isFailedFileBroken;
    private int _hasEnded;
    private long _unfit;

    /// <param name="cmdlet">Whose pipeline it is.</param>
    /// <param name="pump">The pump of this batch; a stop closes it.</param>
    /// <param name="call">Makes each call.</param>
    /// <param name="request">The operation.</param>
    /// <param name="variables">The constants, and the open variables.</param>
    /// <param name="throttleLimit">How many calls may run at once, from 1.</param>
    /// <param name="includesInput">Whether the output is one object for each input, with the input in it.</param>
    /// <param name="export">The file for the answers; null: they are output.</param>
    /// <param name="failed">Keeps the inputs that fail; null if that is not needed.</param>
    /// <param name="stopping">Cancels the calls.</param>
    public Batch(
        AsyncPSCmdlet cmdlet, PipelinePump pump, GraphQLCall call, GraphQLRequest request, InputVariables variables, int throttleLimit, bool includesInput, BatchExport? export, FailedInputs? failed, CancellationToken stopping)
    {
        _cmdlet = cmdlet;
        _streams = new CommandStreams(cmdlet);
        _pump = pump;
        _stopping = stopping;
        _call = call;
        _request = request;
        _variables = variables;
        _includesInput = includesInput;
        _export = export;
        _failed = failed;
        _progress = new PacedProgress(call.Session.Connection.Options.Clock, ProgressId, request.DisplayName);
        _throttleLimit = throttleLimit;
        // After an error, only the running mutations may still end: under -ErrorAction Stop that error ends the command.
        _windowLimit = request.IsMutation ? throttleLimit : throttleLimit * AnswersPerCall;
    }

    private int InFlight => _window.Count(call => !call.IsAnswered);

    /// <summary>Starts an input's call, and writes what is complete.</summary>
    /// <exception cref="PipelineStoppedException">The cmdlet was stopped.</exception>
    /// <exception cref="RfaException">InvalidVariables: no input so far fits any variable, and there were several.</exception>
    public void Add(InputArgument item)
    {
        if (Start(item, _count++) is { } call)
            _window.Enqueue(call);
        else
            _done++;
        // A list is followed to its end before the next one begins.
        Advance(_call.Paging is null ? MayReturn : () => _window.Count == 0);
        if (_unfit != MostUnfitAtFirst || _unfit != _done)
            return;
        _export?.Discard();
        throw EndsUnfit();
    }

    /// <summary>Waits for the running calls, and writes the rest.</summary>
    /// <exception cref="PipelineStoppedException">The cmdlet was stopped.</exception>
    public void Finish()
    {
        Advance(() => _window.Count == 0);
        Show(_progress.End());
        var written = _export?.Complete();
        if (!_isFailedFileBroken)
            Keep(() => _failed?.End());
        if (written is not null)
            _cmdlet.WriteObject(written);
    }

    /// <summary>Waits for the calls of a stopped batch, and remembers the mutations whose answers cannot be written. Does this only once.</summary>
    public async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) == 1)
            return;
        var left = _window.ToArray();
        await Task.WhenAll(left.Select(call => call.Work.WhenEndedAsync())).ConfigureAwait(false);
        foreach (var call in left.Where(call => call.IsUndelivered))
            _call.Session.Connection.NoteInterrupted(call.Request!.DisplayName);
        foreach (var call in left)
            KeepStopped(call);
        if (_export is null)
            return;
        foreach (var call in left.Where(call => call.Work.IsFaulted && _export.MayRunAgain(call)))
            _export.Withdraw(call);
        _export.Abandon();
    }

    /// <summary>
    /// Whether the pipeline thread may return for the next input: there is room for a call and its answer, and nothing to write.
    /// While it is away, nobody runs the actions that the calls post.
    /// </summary>
    private bool MayReturn() => _window.Count < _windowLimit && !(_window.Count > 0 && _window.Peek().IsAnswered) && InFlight < _throttleLimit;

    private void Advance(Func<bool> isDone)
    {
        do
        {
            if (_window.Count > 0)
                _window.Peek().TakeTurn();
            PumpUntil(() => isDone() || (_window.Count > 0 && _window.Peek().Work.IsCompleted));
            while (_window.Count > 0 && _window.Peek().Work.IsCompleted)
                Conclude(_window.Dequeue());
            Show(_progress.Next(() => string.Format(CultureInfo.InvariantCulture, "{0} done, {1} in flight, {2} with errors", _done, InFlight, _errors)));
        }
        while (!isDone());
    }

    /// <returns>The input's call; null if it must not be made.</returns>
    private BatchCall? Start(InputArgument item, long index)
    {
        var plain = _export is null ? null : InputColumns.Plain(item.Value, _variables);
        var place = _export?.Place(plain);
        if (place is { Standing: InputStanding.Finished })
            return null;
        // The file gets the output when the call has ended, together with the record of the input.
        var outcome = new InputOutcome(_includesInput || _export is not null);
        GraphQLRequest request;
        try
        {
            if (place is { Standing: InputStanding.Unknown })
                throw _export!.WasInFlight();
            if (FailedInputs.Refusal(_request, item.Value) is { } refusal)
                throw refusal;
            request = _request with { Variables = _variables.With(InputReader.Read(item.Value, _variables)) };
        }
        catch (RfaException exception)
        {
            if (exception is InputMismatchException)
                _unfit++;
            // Its error is written in its turn, like the errors of answers.
            var failed = new BatchCall(item, index, outcome, null, _pump.Wake) { Place = place, PlainInput = plain };
            failed.Fail(exception);
            return failed;
        }

        if (!IsApproved(request))
            return _export is null ? null : Declined(item, index, outcome, place);
        var call = new BatchCall(item, index, outcome, request, _pump.Wake)
        {
            Place = place,
            PlainInput = _includesInput ? plain : null,
            Answer = place is null ? null : _export!.AnswerFor(place),
            Columns = _failed is not null && request.IsMutation ? InputColumns.Read(item.Value, _variables) : null,
        };
        var pipeline = new CmdletPipeline(_cmdlet, _pump, call.WaitForTurnAsync) { Outcome = outcome };
        call.Start(() => _call.RunAsync(pipeline, request, item, call.Answer, _export?.Counted(pipeline) ?? pipeline, _stopping), _stopping);
        return call;
    }

    // It is finished in its turn, like the inputs that ran.
    private BatchCall Declined(InputArgument item, long index, InputOutcome outcome, IndexedInput? place)
    {
        var call = new BatchCall(item, index, outcome, null, _pump.Wake) { Place = place, IsDeclined = true };
        call.End();
        return call;
    }

    private RfaException EndsUnfit() => new(
        ErrorCodes.InvalidVariables,
        $"None of the first {MostUnfitAtFirst} inputs has anything for the variables of '{_request.DisplayName}'. The batch ended here, and nothing was sent.")
    {
        RecommendedAction = "Name the columns as the operation declares its variables: Select-Object @{ Name = 'variable'; Expression = 'column' }, or check the delimiter of the CSV file.",
    };

    /// <summary>Asks the user at once, so that the questions come in the inputs' order.</summary>
    private bool IsApproved(GraphQLRequest request)
    {
        var approval = _call.ApproveAsync(new CmdletPipeline(_cmdlet, _pump), request);
        approval.ContinueWith(_ => _pump.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        PumpUntil(() => approval.IsCompleted);
        return approval.GetAwaiter().GetResult();
    }

    private void Show(ProgressRecord? progress)
    {
        if (progress is not null)
            _streams.Write(progress);
    }

    private void Conclude(BatchCall call)
    {
        _done++;
        if (call.Work.IsFaulted || !call.Work.Result)
            _errors++;
        var exception = call.Work.Exception?.InnerException;
        if (exception is not null)
            call.Outcome.Add(exception);
        // Keep the input first, because an error may end the command.
        Keep(call);
        if (_export is not null)
            WriteToFile(call, _export);
        else if (_includesInput)
            WriteWithInput(call);
        else if (exception is not null)
            _streams.Write(_cmdlet.CreateError(exception, call.Item));
    }

    private void WriteWithInput(BatchCall call)
    {
        var records = ErrorsOf(call);
        _cmdlet.WriteObject(new RfaInputResult(call.Index, call.Item.Value, call.Outcome.Data, call.Outcome.Errors));
        Write(records);
    }

    private void WriteToFile(BatchCall call, BatchExport export)
    {
        // The batch cannot go on without its file.
        if (call.Work.Exception?.InnerException is RfaException { ErrorCode: ErrorCodes.FileUnwritable } broken)
            throw broken;
        var records = ErrorsOf(call);
        if (export.MayRunAgain(call))
        {
            // An error that ends the command belongs to this input, and -Resume begins with it.
            export.Withdraw(call);
            Write(records);
            export.Finish(call, _failed);
        }
        else
        {
            export.Finish(call, _failed);
            Write(records);
        }
    }

    private List<ErrorRecord> ErrorsOf(BatchCall call) => [.. call.Outcome.Errors.Select(error => _cmdlet.CreateError(error, call.Item))];

    private void Write(List<ErrorRecord> records) => records.ForEach(_streams.Write);

    private void Keep(BatchCall call)
    {
        if (_failed is not null && call.Outcome.Errors.Count > 0)
            Keep(() => _failed.Add(call.Columns ?? InputColumns.Read(call.Item.Value, _variables), call.Outcome.Errors));
    }

    /// <summary>Keeps an input if possible. If that fails, one error says so. The batch goes on, and its other errors are written.</summary>
    private void Keep(Action keep)
    {
        try
        {
            keep();
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.FileUnwritable)
        {
            if (!_isFailedFileBroken)
                _streams.Write(_cmdlet.CreateError(exception, _request.DisplayName));
            _isFailedFileBroken = true;
        }
    }

    /// <summary>Keeps an input whose call was stopped, with its errors, or because the outcome of its mutation is not known.</summary>
    private void KeepStopped(BatchCall call)
    {
        if (_failed is null)
            return;
        if (call.Work.Exception?.InnerException is RfaException ended)
            call.Outcome.Add(ended);
        else if (call.Request is { IsMutation: true } && call.Outcome.Errors.Count == 0)
            call.Outcome.Add(OutcomeUnknown.From(call.Request, new RfaException(ErrorCodes.OutcomeUnknown, "The command was stopped before its answer was output.")));
        if (call.Outcome.Errors.Count == 0)
            return;
        try
        {
            _failed.Add(call.Columns ?? InputColumns.Read(call.Item.Value, _variables), call.Outcome.Errors);
        }
        catch (RfaException)
        {
            // Nothing can be written to the pipeline any more.
        }
    }

    private void PumpUntil(Func<bool> isEnough)
    {
        if (!_pump.RunUntil(isEnough))
            throw new PipelineStoppedException();
    }
}
