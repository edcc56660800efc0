using System.Security;
using RfaAuth.Completers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Sessions;
using RfaAuth.Core.Tokens;
using RfaAuth.Input;
using RfaAuth.Pipeline;
using RfaAuth.Secrets;
using RfaAuth.State;

namespace RfaAuth.Commands;

/// <summary>Signs in, or uses tokens from the user, and makes the session the default of this runspace.</summary>
// Only the service has a position, so that a password in the wrong place does not become another parameter's value.
[Cmdlet(VerbsCommunications.Connect, "RfaApi", DefaultParameterSetName = ByCredential)]
[OutputType(typeof(RfaSession))]
public sealed partial class ConnectRfaApiCommand : RfaCmdlet
{
    private const string ByCredential = "Credential";
    private const string ByToken = "Token";

    // Not empty, and without wildcard characters, with which some vaults would find several secrets.
    private const string VaultName = @"^[^*?\[\]]+$";

    [Parameter(ParameterSetName = ByCredential, HelpMessage = "The user name and password as PSCredential, or a user name alone; then you are asked for the password.")]
    [ValidateNotNull]
    [CredentialTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSCredential? Credential { get; set; }

    /// <summary>The name of a PSCredential in a vault.</summary>
    [Parameter(ParameterSetName = ByCredential, HelpMessage = "The name of a PSCredential in a vault, in place of -Credential.")]
    [ValidatePattern(VaultName)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? CredentialSecret { get; set; }

    /// <summary>The name of the secret in which the module keeps the tokens.</summary>
    [Parameter(ParameterSetName = ByCredential, HelpMessage = "The name of the secret in which the module keeps the tokens.")]
    [ValidatePattern(VaultName)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? TokenSecret { get; set; }

    [Parameter(ParameterSetName = ByCredential, HelpMessage = "The vault of -CredentialSecret and -TokenSecret, as Get-SecretVault names it.")]
    [ValidatePattern(VaultName)]
    [ArgumentCompleter(typeof(SecretNameCompleter))]
    public string? Vault { get; set; }

    /// <summary>Whether to try a credential that the service rejected in an earlier run.</summary>
    [Parameter(ParameterSetName = ByCredential, HelpMessage = "Tries a credential that the service rejected in an earlier run.")]
    public SwitchParameter Force { get; set; }

    [Parameter(ParameterSetName = ByToken, HelpMessage = "An access token that you already have, as SecureString.")]
    [ValidateNotNull]
    [SecureStringTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public SecureString? AccessToken { get; set; }

    [Parameter(ParameterSetName = ByToken, HelpMessage = "A refresh token of Red Flag Alert that you already have, as SecureString.")]
    [ValidateNotNull]
    [SecureStringTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public SecureString? RefreshToken { get; set; }

    [Parameter(HelpMessage = "The name of the session, in place of api:user@host.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? Name { get; set; }

    [Parameter(HelpMessage = "Returns the session.")]
    public SwitchParameter PassThru { get; set; }

    private protected override void Execute()
    {
        var stored = TokensAlone() ? ReadStored() : null;
        var options = WithConnection(ServiceOptions(stored)) with { RetryRejectedCredential = Force };
        if (SkipCertificateCheck)
            Streams.Write(LogStream.Warning, "-SkipCertificateCheck: whoever answers in the service's place can read the password and the tokens of this session.");
        var names = ChosenSecrets();
        var vaults = names is null ? null : SecretManagement.Find(this);
        var signsIn = ParameterSetName == ByCredential && options.Api.SignIn is not null;
        var credential = signsIn ? GivenCredential(names, options) : null;
        ErrorTarget = ErrorSession = Name ?? Session?.Name ?? SessionName.For(options, credential?.UserName);
        Run(async (pipeline, cancellationToken) =>
        {
            var secrets = names is null ? null : await SessionSecrets.OpenAsync(vaults!, names, cancellationToken).ConfigureAwait(false);
            var connection = signsIn
                ? await SessionSecrets.ConnectAsync(options, credential ?? secrets?.Credential, secrets?.TokenStore, pipeline, cancellationToken).ConfigureAwait(false)
                : ApiSession.FromTokens(options, AccessToken, RefreshToken);
            // Only now, so that a failed attempt does not change the sessions.
            var session = new RfaSession(Name ?? Session?.Name ?? SessionName.For(options, connection.UserName), connection);
            Sessions.Add(session);
            pipeline.Verbose($"{session.Name} is connected and the default session of this runspace.");
            Preload(session);
            if (PassThru)
                await pipeline.WriteObjectAsync(session).ConfigureAwait(false);
        });
    }

    // Then the secret says for which service and address the tokens are.
    private bool TokensAlone() => TokenSecret is not null && Session is null && !IsBound(nameof(Api)) && !IsBound(nameof(Endpoint))
        && Credential is null && CredentialSecret is null;

    private StoredService? ReadStored()
    {
        StoredService? stored = null;
        var vaults = SecretManagement.Find(this);
        var names = new SecretNames(null, TokenSecret, Vault);
        Run(async (_, cancellationToken) => stored = await SessionSecrets.ReadServiceAsync(vaults, names, cancellationToken).ConfigureAwait(false));
        return stored;
    }

    /// <summary>The secrets to read from a vault. A session that is connected again keeps the place of its tokens.</summary>
    private SecretNames? ChosenSecrets()
    {
        if (CredentialSecret is not null && Credential is not null)
            throw new RfaException(ErrorCodes.ParameterConflict, "-Credential and -CredentialSecret are two credentials: leave one out.");
        return SecretNames.Choose(CredentialSecret, TokenSecret, Vault, ParameterSetName == ByCredential ? Session?.Connection.Store : null);
    }

    /// <returns>The credential that was passed or typed; null if it, or tokens, are in a vault.</returns>
    private SignInCredential? GivenCredential(SecretNames? names, SessionOptions options)
    {
        if (Credential is null && names is not null)
            return null;
        var credential = PendingCredential.Complete(Credential, Host, Session?.UserName, $"{options.Api.Name} at {options.Endpoint.Host}");
        return new SignInCredential(credential.UserName, credential.Password);
    }
}
