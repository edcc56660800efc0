using RfaAuth.Calls.Exports;
using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL;
using RfaAuth.Input;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls;

/// <summary>One input of a batch, from the start of its call until it is written. What it writes waits for its turn.</summary>
internal sealed class BatchCall
{
    private readonly TaskCompletionSource<bool> _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action _answered;
    private int _isAnswered;

    /// <param name="item">The input object.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="outcome">Collects its outcome.</param>
    /// <param name="request">Its request; null if its variables could not be read.</param>
    /// <param name="answered">Called on any thread when the request has ended, and again when the call has ended.</param>
    public BatchCall(InputArgument item, long index, InputOutcome outcome, GraphQLRequest? request, Action answered)
    {
        Item = item;
        Index = index;
        Outcome = outcome;
        Request = request;
        _answered = answered;
    }

    public InputArgument Item { get; }

    public long Index { get; }

    public InputOutcome Outcome { get; }

    /// <summary>The input's columns. They are read early, because a stopped pipeline cannot read them. Null if they are not needed.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>>? Columns { get; init; }

    public GraphQLRequest? Request { get; }

    /// <summary>The input's place in the file; null if there is no file.</summary>
    public IndexedInput? Place { get; init; }

    /// <summary>The input as a plain value; null if it is not needed.</summary>
    public object? PlainInput { get; init; }

    /// <summary>Takes the answer; null: the answer is output, or nothing is sent.</summary>
    public BatchAnswer? Answer { get; init; }

    /// <summary>Whether the user did not agree. Then nothing was sent, and that is no error.</summary>
    public bool IsDeclined { get; init; }

    /// <summary>Ends when all is written. The result is whether the answer has no errors.</summary>
    public Task<bool> Work { get; private set; } = Task.FromResult(true);

    /// <summary>Whether the request has ended: there is an answer, or there will be none.</summary>
    public bool IsAnswered => Volatile.Read(ref _isAnswered) == 1;

    /// <summary>Whether a mutation ended and its outcome was not written. It may have changed something at the service. A stopped call notes this itself.</summary>
    public bool IsUndelivered => Request is { IsMutation: true } && (Work is { IsFaulted: true, Exception.InnerException: RfaException { OutcomeUnknown: true } or RfaException { Response: not null } }
        || (Outcome.IsCollected && Work.Status == TaskStatus.RanToCompletion));

    public void Start(Func<Task<bool>> run, CancellationToken stopping)
    {
        Work = Task.Run(() => RunAsync(run, stopping), CancellationToken.None);
        Work.ContinueWith(_ => MarkAnswered(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Ends the call before it began.</summary>
    public void Fail(Exception exception)
    {
        Work = Task.FromException<bool>(exception);
        MarkAnswered();
    }

    /// <summary>Ends it without a call.</summary>
    public void End() => MarkAnswered();

    /// <summary>Waits until all inputs before this one are written.</summary>
    public Task WaitForTurnAsync()
    {
        MarkAnswered();
        return _turn.Task;
    }

    /// <summary>All inputs before this one are written.</summary>
    public void TakeTurn() => _turn.TrySetResult(true);

    private async Task<bool> RunAsync(Func<Task<bool>> run, CancellationToken stopping)
    {
        using var stopped = stopping.Register(() => _turn.TrySetCanceled());
        return await run().ConfigureAwait(false);
    }

    private void MarkAnswered()
    {
        Volatile.Write(ref _isAnswered, 1);
        _answered();
    }
}
