using System;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Completers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Errors;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;
using RfaAuth.State;

namespace RfaAuth.Commands;

/// <summary>Signs in, or adopts tokens, and makes the session the default of this runspace.</summary>
// Nothing here has a position: a password typed in the wrong place must not become another parameter's value.
[Cmdlet(VerbsCommunications.Connect, "RfaApi", DefaultParameterSetName = ByCredential)]
[OutputType(typeof(RfaSession))]
public sealed class ConnectRfaApiCommand : ConnectionCmdlet
{
    private const string ByCredential = "Credential";
    private const string ByToken = "Token";

    [Parameter]
    [ValidateSet(ServiceChoice.RedFlagAlert, ServiceChoice.Toggle)]
    public string Api { get; set; } = ServiceChoice.RedFlagAlert;

    [Parameter]
    [ValidateNotNull]
    public Uri? Endpoint { get; set; }

    [Parameter(ParameterSetName = ByCredential)]
    [ValidateNotNull]
    [CredentialTransformation]
    public PSCredential? Credential { get; set; }

    [Parameter(ParameterSetName = ByToken)]
    [ValidateNotNull]
    [SecureStringTransformation]
    public SecureString? AccessToken { get; set; }

    [Parameter(ParameterSetName = ByToken)]
    [ValidateNotNull]
    [SecureStringTransformation]
    public SecureString? RefreshToken { get; set; }

    [Parameter]
    public SignInMode SignInMode { get; set; }

    [Parameter]
    public SignInBy SignInBy { get; set; }

    /// <summary>A session to connect again: its service, endpoint, name and settings.</summary>
    [Parameter]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Execute()
    {
        var options = WithConnection(Session is null ? NewOptions() : EarlierOptions(Session));
        if (SkipCertificateCheck)
            WriteWarning("-SkipCertificateCheck: whoever answers in the service's place can read the password and the tokens of this session.");
        var credential = ParameterSetName == ByCredential ? SignInCredential() : null;
        var name = Name ?? Session?.Name ?? SessionName.For(options, credential?.UserName);
        ErrorTarget = name;
        Run((pipeline, cancellationToken) => ConnectAsync(name, options, credential, pipeline, cancellationToken));
    }

    private async Task ConnectAsync(
        string name, SessionOptions options, SignInCredential? credential, CmdletPipeline pipeline, CancellationToken cancellationToken)
    {
        var connection = credential is null
            ? ApiSession.FromTokens(options, AccessToken, RefreshToken)
            : await ApiSession.ConnectAsync(options, credential, pipeline, cancellationToken).ConfigureAwait(false);
        // Only now: a failed attempt leaves the sessions as they were.
        var session = new RfaSession(name, connection);
        Sessions.Add(session);
        pipeline.Verbose($"{name} is connected and the default session of this runspace.");
        if (PassThru)
            await pipeline.WriteObjectAsync(session).ConfigureAwait(false);
    }

    private SessionOptions NewOptions()
    {
        var api = ServiceChoice.Create(
            Api,
            IsBound(nameof(SignInMode)) ? SignInMode : null,
            IsBound(nameof(SignInBy)) ? SignInBy : null);
        return new SessionOptions(api, Endpoint ?? api.DefaultEndpoint ?? throw new RfaException(
            ErrorCodes.EndpointRequired, $"{api.Name} has no common address: pass -Endpoint, with the one that came with the API user."));
    }

    private SessionOptions EarlierOptions(RfaSession session)
    {
        foreach (var parameter in new[] { nameof(Api), nameof(Endpoint), nameof(SignInMode), nameof(SignInBy) })
        {
            if (IsBound(parameter))
                throw new RfaException(ErrorCodes.ParameterConflict, $"-{parameter} does not go with -Session, which connects to the same service again.");
        }
        return session.Connection.Options;
    }

    private SignInCredential SignInCredential()
    {
        var credential = Credential is null or { UserName: null or "" }
            ? HostInteraction.PromptForCredential(Host, Session?.UserName)
            : Credential;
        return new SignInCredential(credential.UserName, credential.Password);
    }
}
