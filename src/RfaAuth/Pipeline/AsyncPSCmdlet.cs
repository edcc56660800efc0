using RfaAuth.Core.Compatibility;
using RfaAuth.Core.Time;
using RfaAuth.Errors;

namespace RfaAuth.Pipeline;

/// <summary>
/// The base of cmdlets with asynchronous work. The body runs on the thread pool. Meanwhile the pipeline thread runs the actions that
/// the body posts. A stop cancels the body and waits for it for a moment, so that the prompt is back within a second.
/// </summary>
public abstract class AsyncPSCmdlet : PSCmdlet, IDisposable
{
    /// <summary>The time that a stopped body may take to end. After it the pipeline goes on.</summary>
    private static readonly TimeSpan s_stopGrace = TimeSpan.FromMilliseconds(500);

    // Never disposed: a body that takes longer still reads its token, and the source has no timer or handle to free.
    private readonly CancellationTokenSource _stop = new();

    // Whether the user knows how the cmdlet ended: normally, with an error, or with the message of OnStopped.
    private bool _isEndKnown;

    /// <summary>Cancelled when the cmdlet is stopped or has ended.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Shows the waits of the cmdlet's calls.</summary>
    internal WaitDisplay Waits => field ??= new WaitDisplay(SystemClock.Instance, MyInvocation.MyCommand.Name);

    /// <summary>The target of this cmdlet's errors: the operation's name as soon as it is known.</summary>
    private protected object? ErrorTarget { get; set; }

    /// <summary>The name of the session in this cmdlet's errors; null if none.</summary>
    private protected string? ErrorSession { get; set; }

    /// <summary>Whether the verbose stream is shown, or its preference has another effect.</summary>
    internal bool ShowsVerbose { get; private set; }

    protected sealed override void BeginProcessing()
    {
        ShowsVerbose = new CommandStreams(this).Preference(LogStream.Verbose) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
        Guard(OnBegin);
    }

    protected sealed override void ProcessRecord() => Guard(OnProcess);

    protected sealed override void EndProcessing()
    {
        Guard(OnEnd);
        _isEndKnown = true;
    }

    /// <summary>Called for Ctrl+C, on another thread than the pipeline's.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Called at the end in every case. If a later command such as Select-Object -First has enough, nothing else is called.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        var lost = Await(OnDisposedAsync());
        // It was stopped while it waited for its next input.
        if (!_isEndKnown)
            Stopped(lost);
        GC.SuppressFinalize(this);
    }

    /// <summary>The work that still runs between the input objects. It was cancelled before, and is awaited for a moment.</summary>
    private protected virtual Task OnDisposedAsync() => Task.CompletedTask;

    private protected virtual void OnBegin()
    {
    }

    private protected virtual void OnProcess()
    {
    }

    private protected virtual void OnEnd()
    {
    }

    /// <summary>Makes the record for an error of this cmdlet.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="target">The error's target: the operation's name, in a batch the input.</param>
    internal ErrorRecord CreateError(Exception exception, object? target)
    {
        // An exception that is thrown for several calls of a session has the session's name already.
        if (exception is RfaException { SessionName: null } known)
            known.SessionName = ErrorSession;
        return ErrorRecordFactory.Create(exception, target);
    }

    /// <summary>Called after the cmdlet was stopped. Nothing can be written to the pipeline any more.</summary>
    /// <param name="lost">The exception of the work, which cannot be written; null if none.</param>
    private protected virtual void OnStopped(Exception? lost)
    {
    }

    /// <summary>Runs <paramref name="body"/> on the thread pool until it ends. Call it on the pipeline thread.</summary>
    private protected void Run(Func<CmdletPipeline, CancellationToken, Task> body)
    {
        var pump = new PipelinePump();
        var pipeline = new CmdletPipeline(this, pump);
        WaitFor(Task.Run(() => RunBodyAsync(body, pipeline)), pump);
    }

    /// <summary>
    /// Runs a body that does not block. It begins on the pipeline thread, which saves a small call two changes of threads. After its first wait
    /// it goes on on the thread pool.
    /// </summary>
    private protected void RunFromHere(Func<CmdletPipeline, CancellationToken, Task> body)
    {
        var pump = new PipelinePump();
        // With a host's synchronization context the body would go on on this thread, which waits for it.
        var context = SynchronizationContext.Current;
        Task work;
        try
        {
            SynchronizationContext.SetSynchronizationContext(null);
            work = RunBodyAsync(body, new CmdletPipeline(this, pump));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        WaitFor(work, pump);
    }

    /// <summary>Runs the actions that the body posts, until the body has ended.</summary>
    private void WaitFor(Task work, PipelinePump pump)
    {
        using var abort = _stop.Token.Register(pump.Abort);
        if (work.IsCompleted)
            pump.Complete();
        else
            work.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(pump.Complete);
        try
        {
            pump.RunUntilClosed();
        }
        catch
        {
            // A write threw PowerShell's own exception: a later command has enough, or an error preference is Stop.
            _stop.Cancel();
            Stopped(Await(work));
            throw;
        }
        if (_stop.IsCancellationRequested)
        {
            Stopped(Await(work));
            throw new PipelineStoppedException();
        }
        work.GetAwaiter().GetResult();
    }

    /// <summary>Opens a pump for work that runs between the input objects. A stop closes it.</summary>
    private protected PipelinePump OpenPump()
    {
        var pump = new PipelinePump();
        _stop.Token.Register(pump.Abort);
        return pump;
    }

    /// <summary>
    /// Runs one step of work between the input objects, on the pipeline thread. If the step ends early for any reason, the running work
    /// is cancelled and awaited for a moment, as in <see cref="Run"/>.
    /// </summary>
    /// <param name="step">The step; it throws PipelineStoppedException when its pump is closed.</param>
    /// <param name="underWay">The work that runs in the background.</param>
    private protected void RunStep(Action step, Func<Task> underWay)
    {
        try
        {
            step();
        }
        catch
        {
            _stop.Cancel();
            Stopped(Await(underWay()));
            throw;
        }
    }

    private void Stopped(Exception? lost)
    {
        _isEndKnown = true;
        OnStopped(lost);
    }

    private async Task RunBodyAsync(Func<CmdletPipeline, CancellationToken, Task> body, CmdletPipeline pipeline)
    {
        await body(pipeline, _stop.Token).ConfigureAwait(false);
        if (pipeline.HasLogged)
            await pipeline.ReleaseLinesAsync().ConfigureAwait(false);
    }

    /// <summary>Waits a moment for a cancelled body, and observes its exception so that it is not reported as unobserved.</summary>
    /// <returns>The exception; null if there is none, or if the body still runs.</returns>
    private static Exception? Await(Task work)
    {
        var ended = work.WhenEndedAsync();
        return ended.Wait(s_stopGrace) ? ended.Result : null;
    }

    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (Exception exception) when (exception is not (RuntimeException or FlowControlException))
        {
            // RuntimeException and FlowControlException belong to PowerShell and end a pipeline in their own way.
            _isEndKnown = true;
            ThrowTerminatingError(CreateError(exception, ErrorTarget ?? MyInvocation.MyCommand.Name));
        }
    }
}
