using RfaAuth.Completers;
using RfaAuth.Input;
using RfaAuth.Pipeline;

namespace RfaAuth.Commands;

/// <summary>Drops the tokens of a session and ends its calls. It is no error if that was done before.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "RfaApi", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class DisconnectRfaApiCommand : RfaCmdlet
{
    private const string ByName = "Name";
    private const string BySession = "Session";

    [Parameter(Position = 0, ParameterSetName = ByName, HelpMessage = "The names of the sessions to end.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public string[]? Name { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BySession, HelpMessage = "The sessions to end, as objects or by their names.")]
    [ValidateNotNullOrEmpty]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession[]? Session { get; set; }

    /// <summary>Whether to remove the tokens from their vault as well.</summary>
    [Parameter(HelpMessage = "Also removes the tokens that -TokenSecret of Connect-RfaApi keeps in a vault.")]
    public SwitchParameter RemoveStored { get; set; }

    private protected override void Execute()
    {
        var sessions = Chosen().Where(IsApproved).ToArray();
        Run(async (pipeline, cancellationToken) =>
        {
            foreach (var session in sessions)
                await DisconnectAsync(session, pipeline, cancellationToken).ConfigureAwait(false);
        });
    }

    private async Task DisconnectAsync(RfaSession session, CmdletPipeline pipeline, CancellationToken cancellationToken)
    {
        // Disconnect first, so that a running renewal does not store its tokens after they were removed.
        session.Connection.Dispose();
        pipeline.Verbose($"{session.Name} is disconnected.");
        if (!RemoveStored || session.StoredAs is null)
            return;
        try
        {
            await session.Connection.RemoveStoredAsync(cancellationToken, pipeline).ConfigureAwait(false);
            pipeline.Verbose($"The tokens of {session.Name}, stored as {session.StoredAs}, are removed.");
        }
        catch (RfaException exception)
        {
            exception.SessionName = session.Name;
            await pipeline.WriteErrorAsync(exception, session.Name).ConfigureAwait(false);
        }
    }

    private bool IsApproved(RfaSession session)
    {
        var action = RemoveStored && session.StoredAs is { } stored
            ? $"Disconnect {session.Name}, and remove its tokens, which are stored as {stored}."
            : $"Disconnect {session.Name}.";
        return Confirmation.Get(this, "The end of the session", action, action);
    }

    private IEnumerable<RfaSession> Chosen()
    {
        if (Session is not null)
            return Session;
        if (Name is not null)
            return Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))
                .SelectMany(pattern => Sessions.All.Where(session => pattern.IsMatch(session.Name)));
        if (Sessions.Default is { } session)
            return [session];
        if (Sessions.All is { Count: > 0 } left)
            Streams.Write(LogStream.Warning, $"No session is the default, so none is disconnected. There are: {string.Join(", ", left)}. Pass a name, or * for all.");
        return [];
    }
}
