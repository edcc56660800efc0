using RfaAuth.Completers;
using RfaAuth.Input;
using RfaAuth.Pipeline;

namespace RfaAuth.Commands;

/// <summary>Gets a new access token now, with the refresh token if there is one, else with a new sign-in.</summary>
[Cmdlet(VerbsData.Update, "RfaToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(RfaSession))]
public sealed class UpdateRfaTokenCommand : RfaCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, HelpMessage = "The session, as an object or by its name.")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    [Parameter(HelpMessage = "Gets a new token only if the present one has no more than this time left, as 0:10 for ten minutes.")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public TimeSpan IfExpiringWithin { get; set; }

    [Parameter(HelpMessage = "Returns the session.")]
    public SwitchParameter PassThru { get; set; }

    private protected override void Execute()
    {
        var session = SessionOrDefault(Session);
        ErrorTarget = session.Name;
        var action = $"Get a new access token for {session.Name}.";
        if (!Confirmation.Get(this, "The renewal", action, action))
            return;
        var within = IsBound(nameof(IfExpiringWithin)) ? IfExpiringWithin : (TimeSpan?)null;
        Run(async (pipeline, cancellationToken) =>
        {
            var renewed = await session.Connection.RenewAsync(within, pipeline, cancellationToken).ConfigureAwait(false);
            pipeline.Verbose(
                renewed ? $"{session.Name} has a new access token."
                : session.Connection.IsAnonymous ? $"{session.Name} has no access token, and needs none."
                : $"{session.Name} keeps its access token: it lives longer than that.");
            if (PassThru)
                await pipeline.WriteObjectAsync(session).ConfigureAwait(false);
        });
    }
}
