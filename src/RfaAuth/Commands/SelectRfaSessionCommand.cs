using RfaAuth.Completers;
using RfaAuth.Input;

namespace RfaAuth.Commands;

/// <summary>Makes a session the default of this runspace.</summary>
[Cmdlet(VerbsCommon.Select, "RfaSession", DefaultParameterSetName = ByName)]
[OutputType(typeof(RfaSession))]
public sealed class SelectRfaSessionCommand : RfaCmdlet
{
    private const string ByName = "Name";
    private const string BySession = "Session";

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName, HelpMessage = "The name of the session.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public string? Name { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BySession, HelpMessage = "The session, as an object or by its name.")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    [Parameter(HelpMessage = "Returns the session.")]
    public SwitchParameter PassThru { get; set; }

    private protected override void Execute()
    {
        ErrorTarget = Name ?? Session?.Name;
        var session = Session ?? Sessions.Find(Name!) ?? throw new RfaException(
            ErrorCodes.SessionNotFound, $"There is no session named '{Name}' in this runspace.");
        if (session.Connection.IsDisconnected)
            throw new RfaException(ErrorCodes.SessionDisconnected, "The session is disconnected.") { SessionName = session.Name };
        // The runspace that connected the session disconnects it when it closes, so another runspace cannot use it as its default.
        if (!Sessions.Select(session))
            throw new RfaException(ErrorCodes.SessionNotFound, $"The session '{session.Name}' belongs to another runspace, or was replaced by one of its name: pass it as -Session.");
        if (PassThru)
            WriteObject(session);
    }
}
