using RfaAuth.Core.Compatibility;
using RfaAuth.Core.Time;
using RfaAuth.Errors;

namespace RfaAuth.Pipeline;

/// <summary>
/// A cmdlet whose work is asynchronous. The body runs on the thread pool; the pipeline thread meanwhile carries out what
/// the body posts. A stop cancels the body and waits for it a moment: the prompt is back within a second either way.
/// </summary>
public abstract class AsyncPSCmdlet : PSCmdlet, IDisposable
{
    /// <summary>How long a stopped body may take to end before the pipeline goes on without it.</summary>
    private static readonly TimeSpan s_stopGrace = TimeSpan.FromMilliseconds(500);

    // Never disposed: a body that outlives the grace still looks at its token, and there is no timer or handle in it to free.
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the cmdlet is stopped, or has ended in whatever way.</summary>
    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>What its calls wait for.</summary>
    internal WaitDisplay Waits => field ??= new WaitDisplay(SystemClock.Instance, MyInvocation.MyCommand.Name);

    /// <summary>What an error of this cmdlet is about: the operation's name once it is known.</summary>
    private protected object? ErrorTarget { get; set; }

    /// <summary>The name of the session that an error of this cmdlet belongs to; null: none.</summary>
    private protected string? ErrorSession { get; set; }

    /// <summary>Whether PowerShell shows what is written to the verbose stream, or does something else because of it.</summary>
    internal bool ShowsVerbose { get; private set; }

    protected sealed override void BeginProcessing()
    {
        ShowsVerbose = new CommandStreams(this).Preference(LogStream.Verbose) is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
        Guard(OnBegin);
    }

    protected sealed override void ProcessRecord() => Guard(OnProcess);

    protected sealed override void EndProcessing() => Guard(OnEnd);

    /// <summary>Ctrl+C: called on another thread than the pipeline's.</summary>
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>The end in every case; the only sign of one when a later command, as Select-Object -First, has enough.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        if (OnDisposedAsync() is { IsCompleted: false } underWay)
            Await(underWay);
        GC.SuppressFinalize(this);
    }

    /// <summary>What is under way between the records, if anything is: it is stopped by now, and waited for a moment.</summary>
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

    /// <summary>The record of an error of this cmdlet.</summary>
    /// <param name="exception">What went wrong.</param>
    /// <param name="target">What it happened to: the operation's name, in a batch the input.</param>
    internal ErrorRecord CreateError(Exception exception, object? target)
    {
        // One that was thrown for all of a session's callers has its name already.
        if (exception is RfaException { SessionName: null } known)
            known.SessionName = ErrorSession;
        return ErrorRecordFactory.Create(exception, target);
    }

    /// <summary>Called when the cmdlet was stopped and its work has ended, or will. The pipeline takes nothing any more.</summary>
    /// <param name="lost">The exception of the work, which reaches nobody now; null: none.</param>
    private protected virtual void OnStopped(Exception? lost)
    {
    }

    /// <summary>Runs <paramref name="body"/> on the thread pool, to its end. Call it on the pipeline thread.</summary>
    private protected void Run(Func<CmdletPipeline, CancellationToken, Task> body)
    {
        var pump = new PipelinePump();
        var pipeline = new CmdletPipeline(this, pump);
        WaitFor(Task.Run(() => RunBodyAsync(body, pipeline)), pump);
    }

    /// <summary>
    /// The same for a body that does not block: it begins on the pipeline thread, which saves a small call the way to another thread and
    /// back. Where it waits, it goes on elsewhere.
    /// </summary>
    private protected void RunFromHere(Func<CmdletPipeline, CancellationToken, Task> body)
    {
        var pump = new PipelinePump();
        // A host with a context of its own would have the body go on on this thread, which waits for it.
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

    /// <summary>Carries out what the body posts until it has ended.</summary>
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
            // PowerShell's own exception, from a write: the pipeline has enough, or an error preference says Stop.
            _stop.Cancel();
            OnStopped(Await(work));
            throw;
        }
        if (_stop.IsCancellationRequested)
        {
            OnStopped(Await(work));
            throw new PipelineStoppedException();
        }
        work.GetAwaiter().GetResult();
    }

    /// <summary>A pump for work that goes on between the records. A stop closes it.</summary>
    private protected PipelinePump OpenPump()
    {
        var pump = new PipelinePump();
        _stop.Token.Register(pump.Abort);
        return pump;
    }

    /// <summary>
    /// Runs one step of work that goes on between the records, on the pipeline thread. However the step ends early, what is under
    /// way is cancelled and waited for a moment, as in <see cref="Run"/>.
    /// </summary>
    /// <param name="step">The step; it throws PipelineStoppedException when its pump is closed.</param>
    /// <param name="underWay">What goes on in the background.</param>
    private protected void RunStep(Action step, Func<Task> underWay)
    {
        try
        {
            step();
        }
        catch
        {
            _stop.Cancel();
            OnStopped(Await(underWay()));
            throw;
        }
    }

    private async Task RunBodyAsync(Func<CmdletPipeline, CancellationToken, Task> body, CmdletPipeline pipeline)
    {
        await body(pipeline, _stop.Token).ConfigureAwait(false);
        if (pipeline.HasLogged)
            await pipeline.ReleaseLinesAsync().ConfigureAwait(false);
    }

    /// <summary>Waits for a cancelled body, within the grace, and takes note of its exception so that nobody reports it as unobserved.</summary>
    /// <returns>The exception; null where there is none, or the body goes on.</returns>
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
            // RuntimeException and FlowControlException are PowerShell's own and end a pipeline in their own way.
            ThrowTerminatingError(CreateError(exception, ErrorTarget ?? MyInvocation.MyCommand.Name));
        }
    }
}
