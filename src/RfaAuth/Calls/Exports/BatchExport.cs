using RfaAuth.Core.Answers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls.Exports;

/// <summary>Writes the answers for the inputs of a batch to a file, in their order: <c>-OutFile</c> with inputs.</summary>
/// <param name="options">The file.</param>
/// <param name="call">Makes each call.</param>
/// <param name="request">The operation, with the variables for all inputs.</param>
/// <param name="includesInput">Whether each input is one line of the file, with the input in it.</param>
internal sealed class BatchExport(ExportOptions options, GraphQLCall call, GraphQLRequest request, bool includesInput)
{
    private readonly TimeSpan _begun = call.Session.Connection.Options.Clock.Elapsed;
    private readonly long _renewals = call.Session.RenewalCount;
    private BatchFile _file = null!;
    private bool _isComplete;
    private bool _isForeign;
    private long _waits;

    /// <summary>The message for the user after the command ended early; null if none is needed.</summary>
    public string? Interruption => _file is { HasRecord: true } && !_isComplete && !_isForeign
        ? string.Format(CultureInfo.InvariantCulture, "The batch ended early. The results of the first {0} inputs are in '{1}.partial': the same command with -Resume goes on.", _file.State.Inputs, options.Path)
        : null;

    private string Name => Path.GetFileName(options.Path);

    /// <summary>Opens the file, if the user agrees.</summary>
    /// <returns>Whether to go on.</returns>
    /// <exception cref="RfaException">The errors of <see cref="BatchFile.Open"/>.</exception>
    public async Task<bool> OpenAsync(CmdletPipeline pipeline)
    {
        // For mutations the user is asked for each of them.
        if (!request.IsMutation)
        {
            var action = $"Write the answers to the query '{request.DisplayName}' to '{options.Path}'.";
            if (!await pipeline.ShouldProcessAsync("The export", action, action).ConfigureAwait(false))
                return false;
        }

        var target = options.Target(call, request, new Dictionary<string, string> { ["-IncludeInput"] = includesInput.ToString() }) with { RunsOnce = request.IsMutation };
        _file = BatchFile.Open(ExportFiles.Instance, target, pipeline.Warning, call.Session.Connection.Options.Clock);
        if (_file.IsResumed)
            pipeline.Verbose(string.Format(CultureInfo.InvariantCulture, "The batch to '{0}' goes on after {1} inputs; {2} more may have been sent.", Name, _file.Before.Inputs, _file.Before.InFlight.Count));
        else if (options.NothingToResume is { } message)
            await pipeline.InformAsync(message).ConfigureAwait(false);
        return true;
    }

    /// <summary>How many rows of a file of failed inputs an earlier run has finished; null if none of its rows is kept.</summary>
    public long? FailedRows(string path) => _file.IsResumed && _file.Before.FailedFile == path ? _file.Before.FailedRows : null;

    /// <summary>Finds the place of the next input.</summary>
    /// <param name="input">The input, as a plain value.</param>
    /// <exception cref="RfaException">InvalidResume.</exception>
    public IndexedInput Place(object? input) => OfThisBatch(() => _file.Place(Fingerprint.TextOf(input)));

    /// <summary>The error for an input whose mutation was running when an earlier run ended.</summary>
    public RfaException WasInFlight() => new(
        ErrorCodes.OutcomeUnknown,
        $"Nobody knows whether the mutation '{request.DisplayName}' has run for this input: it was under way when an earlier run ended. It was not sent again.")
    {
        OutcomeUnknown = true,
        RecommendedAction = "Ask the service whether the change is there. Where it is not, run this input again by itself; -FailedItem keeps it.",
    };

    /// <summary>Makes the object that takes the answer for an input.</summary>
    public BatchAnswer AnswerFor(IndexedInput input) => new(_file, input, request.IsMutation, keepsItems: includesInput);

    public ICallLog Counted(ICallLog log) => new CountedWaits(log, () => Interlocked.Increment(ref _waits));

    /// <summary>Whether an input that failed may run again: if its error ends the command, -Resume begins with it.</summary>
    public bool MayRunAgain(BatchCall ended) => ended.Work.IsFaulted
        && !(request.IsMutation && ended.Outcome.Errors.Any(error => error is not RfaException known || RepeatRisk.Of(request, known)));

    /// <summary>Writes the output of an input.</summary>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public void Finish(BatchCall ended, FailedInputs? failed)
    {
        var errors = ended.Outcome.Errors;
        var items = ended.IsDeclined ? null
            : includesInput ? [InputResultJson.Of(ended.Index, ended.PlainInput, ended.Answer?.Value, errors)]
            : ended.Answer is { Left.Count: > 0 } answer ? answer.Left : null;
        _file.Finish(ended.Place!, items, state => state with
        {
            Failed = state.Failed + (errors.Count > 0 ? 1 : 0),
            Unknown = state.Unknown + (errors.Any(error => error is RfaException { OutcomeUnknown: true }) ? 1 : 0),
            FailedFile = failed?.FilePath,
            FailedRows = failed?.FileRows ?? 0,
        });
    }

    /// <summary>Removes a mutation that did not run from the list of those that may be running.</summary>
    public void Withdraw(BatchCall ended) => _file.Withdraw(ended.Place!);

    /// <summary>Ends the file, and gives it its name.</summary>
    /// <returns>A summary; null if it is not needed.</returns>
    /// <exception cref="RfaException">InvalidResume, FileUnwritable or OutFileExists.</exception>
    public RfaExport? Complete()
    {
        OfThisBatch(() =>
        {
            _file.Complete();
            return true;
        });
        _isComplete = true;
        _file.Dispose();
        return !options.PassesThru ? null : new RfaExport(new FileInfo(options.Path))
        {
            Items = _file.Items,
            Pages = _file.Pages,
            Bytes = _file.Bytes,
            Inputs = _file.State.Inputs,
            Failed = _file.State.Failed,
            Unknown = _file.State.Unknown,
            IsResumed = _file.IsResumed,
            Renewals = call.Session.RenewalCount - _renewals,
            Waits = Interlocked.Read(ref _waits),
            Duration = call.Session.Connection.Options.Clock.Elapsed - _begun,
        };
    }

    /// <summary>Closes the incomplete file, so that -Resume can go on with it.</summary>
    public void Abandon()
    {
        try
        {
            _file.Abandon();
        }
        catch (RfaException)
        {
            // The user gets the other failure, and the last record is valid.
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <summary>Removes the file of a batch that sent nothing.</summary>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public void Discard() => _file.Discard();

    private T OfThisBatch<T>(Func<T> step)
    {
        try
        {
            return step();
        }
        catch (RfaException exception) when (exception.ErrorCode is ErrorCodes.InvalidResume or ErrorCodes.InvalidOutFile)
        {
            _isForeign = true;
            throw;
        }
    }
}
