using System.Net;
using System.Security;
using RfaAuth.Completers;
using RfaAuth.Input;

namespace RfaAuth.Commands;

/// <summary>The access token for other tools, renewed first if it must be.</summary>
[Cmdlet(VerbsCommon.Get, "RfaAccessToken")]
[OutputType(typeof(SecureString), typeof(string))]
public sealed class GetRfaAccessTokenCommand : RfaCmdlet
{
    [Parameter(HelpMessage = "Returns the token as text.")]
    public SwitchParameter AsPlainText { get; set; }

    [Parameter(Position = 0, ValueFromPipeline = true, HelpMessage = "The session, as an object or by its name.")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    private protected override void Execute()
    {
        var session = SessionOrDefault(Session);
        ErrorTarget = session.Name;
        Run(async (pipeline, cancellationToken) =>
        {
            var token = await session.Connection.GetAccessTokenAsync(pipeline, cancellationToken).ConfigureAwait(false);
            await pipeline.WriteObjectAsync(AsPlainText ? new NetworkCredential("", token).Password : token).ConfigureAwait(false);
        });
    }
}
