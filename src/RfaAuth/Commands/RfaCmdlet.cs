using RfaAuth.Input;
using RfaAuth.Pipeline;
using RfaAuth.State;

namespace RfaAuth.Commands;

/// <summary>The base of the module's cmdlets: it has the sessions of the runspace, and throws the errors of refused arguments.</summary>
public abstract class RfaCmdlet : AsyncPSCmdlet
{
    private readonly HashSet<string> _given = new(StringComparer.OrdinalIgnoreCase);
    private RunspaceSessions? _sessions;
    private CommandStreams? _streams;

    /// <summary>The sessions of this runspace. They are read on the pipeline thread, because a task has no runspace or another one.</summary>
    private protected RunspaceSessions Sessions => _sessions!;

    /// <summary>Writes to the streams on the pipeline thread, outside of <c>Run</c>.</summary>
    private protected CommandStreams Streams => _streams ??= new CommandStreams(this);

    private protected sealed override void OnBegin()
    {
        _sessions = RunspaceSessions.Current;
        _given.UnionWith(MyInvocation.BoundParameters.Keys);
        RefusedArgument.ThrowIfAny(MyInvocation.BoundParameters.Values);
        OnStart();
    }

    /// <summary>Called before the first input. All parameters that are bound now came from the command line.</summary>
    private protected virtual void OnStart()
    {
    }

    private protected sealed override void OnProcess()
    {
        try
        {
            // Again, because parameters from the pipeline are bound only now.
            RefusedArgument.ThrowIfAny(MyInvocation.BoundParameters.Values);
            Execute();
        }
        catch (RfaException exception) when (MyInvocation.ExpectingInput && !WritesErrorsOfInputs)
        {
            // An error of one of several inputs. It is written, and the next input follows.
            Streams.Write(CreateError(exception, ErrorTarget ?? MyInvocation.MyCommand.Name));
        }
    }

    /// <summary>Whether the cmdlet itself writes the errors of its inputs. Then an exception ends all of them.</summary>
    private protected virtual bool WritesErrorsOfInputs => false;

    /// <summary>Does the cmdlet's work for one input object, on the pipeline thread.</summary>
    private protected abstract void Execute();

    /// <summary>The session given, else the default one.</summary>
    /// <exception cref="RfaException">SessionRequired.</exception>
    private protected RfaSession SessionOrDefault(RfaSession? given)
    {
        var session = given ?? Sessions.RequireDefault();
        ErrorSession = session.Name;
        return session;
    }

    /// <summary>Whether a parameter has its value from the pipeline. Parameters of the command line are bound before.</summary>
    private protected bool IsFromPipeline(string parameter) => IsBound(parameter) && !_given.Contains(parameter);

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}
