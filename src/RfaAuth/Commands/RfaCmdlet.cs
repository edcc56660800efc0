using RfaAuth.Input;
using RfaAuth.Pipeline;
using RfaAuth.State;

namespace RfaAuth.Commands;

/// <summary>What the module's cmdlets share: the sessions of their runspace, and arguments that were refused.</summary>
public abstract class RfaCmdlet : AsyncPSCmdlet
{
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);
    private RunspaceSessions? _sessions;
    private CommandStreams? _streams;

    /// <summary>The sessions of this runspace, captured on the pipeline thread: a task has no runspace, or another one.</summary>
    private protected RunspaceSessions Sessions => _sessions!;

    /// <summary>What is written on the pipeline thread, outside of <c>Run</c>.</summary>
    private protected CommandStreams Streams => _streams ??= new CommandStreams(this);

    private protected sealed override void OnBegin()
    {
        _sessions = SessionTable.Current;
        _given.UnionWith(MyInvocation.BoundParameters.Keys);
        RefusedArgument.ThrowIfAny(MyInvocation.BoundParameters.Values);
        OnStart();
    }

    /// <summary>Before the first input: what is bound now came from the command line.</summary>
    private protected virtual void OnStart()
    {
    }

    private protected sealed override void OnProcess()
    {
        try
        {
            // Again: what comes by the pipeline is bound only now.
            RefusedArgument.ThrowIfAny(MyInvocation.BoundParameters.Values);
            Execute();
        }
        catch (RfaException exception) when (MyInvocation.ExpectingInput && !WritesErrorsOfInputs)
        {
            // One of several inputs: its error is written, and the next one has its turn.
            Streams.Write(CreateError(exception, ErrorTarget ?? MyInvocation.MyCommand.Name));
        }
    }

    /// <summary>Whether the cmdlet writes the errors of its inputs itself, so that an exception concerns all of them.</summary>
    private protected virtual bool WritesErrorsOfInputs => false;

    /// <summary>The cmdlet's work, once for each input object; on the pipeline thread.</summary>
    private protected abstract void Execute();

    /// <summary>The session given, else the default one.</summary>
    /// <exception cref="RfaException">SessionRequired.</exception>
    private protected RfaSession SessionOrDefault(RfaSession? given)
    {
        var session = given ?? SessionTable.RequireDefault(Sessions);
        ErrorSession = session.Name;
        return session;
    }

    /// <summary>Whether a parameter has its value from the pipeline: those of the command line are bound before it.</summary>
    private protected bool IsFromPipeline(string parameter) => IsBound(parameter) && !_given.Contains(parameter);

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
