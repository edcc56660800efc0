using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Sessions;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Secrets;

/// <summary>The names of a session's secrets in a vault.</summary>
/// <param name="Credential">The name of a PSCredential; null if none.</param>
/// <param name="Tokens">The name of the stored tokens; null if none.</param>
/// <param name="Vault">The vault's name; null: the default one.</param>
internal sealed record SecretNames(string? Credential, string? Tokens, string? Vault)
{
    /// <param name="credential">The given name of a PSCredential.</param>
    /// <param name="tokens">The given name for the tokens.</param>
    /// <param name="vault">The given vault.</param>
    /// <param name="earlier">The place of the tokens if a session is connected again. It is used for names that are not given.</param>
    /// <returns>Null if no secret is needed.</returns>
    /// <exception cref="RfaException">ParameterConflict: a vault without a secret.</exception>
    public static SecretNames? Choose(string? credential, string? tokens, string? vault, TokenStoreName? earlier)
    {
        tokens ??= earlier?.Secret;
        if (tokens is not null || credential is not null)
            return new SecretNames(credential, tokens, vault ?? earlier?.Vault);
        return vault is null
            ? null
            : throw new RfaException(ErrorCodes.ParameterConflict, "-Vault says where -CredentialSecret and -TokenSecret are: pass one of them.");
    }
}

/// <summary>A session's secrets in a vault.</summary>
/// <param name="Credential">The stored credential; null if none was asked for.</param>
/// <param name="TokenStore">The place of the stored tokens; null if they are not stored.</param>
internal sealed record SessionSecrets(SignInCredential? Credential, VaultTokenStore? TokenStore)
{
    /// <exception cref="RfaException">VaultNotFound, VaultLocked, VaultFailed; SecretNotFound, SecretWrongType or SecretAmbiguous for the credential.</exception>
    public static async Task<SessionSecrets> OpenAsync(SecretManagement management, SecretNames names, CancellationToken cancellationToken)
    {
        SecretVault? vault = null;
        try
        {
            vault = await SecretVault.OpenAsync(management, names.Vault, cancellationToken).ConfigureAwait(false);
            var credential = names.Credential is null ? null : await ReadAsync(vault, names.Credential, cancellationToken).ConfigureAwait(false);
            if (names.Tokens is not null)
                return new SessionSecrets(credential, new VaultTokenStore(vault, names.Tokens));
            management.Dispose();
            return new SessionSecrets(credential, null);
        }
        catch
        {
            management.Dispose();
            throw;
        }
    }

    /// <summary>Signs in, or begins with stored tokens if they are stored.</summary>
    /// <exception cref="RfaException">The errors of <see cref="ApiSession.ConnectAsync"/> and <see cref="ApiSession.ConnectStoredAsync"/>.</exception>
    public static Task<ApiSession> ConnectAsync(
        SessionOptions options, SignInCredential? credential, VaultTokenStore? store, ICallLog log, CancellationToken cancellationToken) => store is null
        ? ApiSession.ConnectAsync(options, credential!, log, cancellationToken)
        : ApiSession.ConnectStoredAsync(options, credential, store.Name, store, log, cancellationToken);

    /// <summary>Reads the service and address of the stored tokens, before there is a session.</summary>
    /// <returns>Null if nothing is stored, or if the secret is no token set.</returns>
    /// <exception cref="RfaException">VaultNotFound, VaultLocked, VaultFailed, SecretWrongType or SecretAmbiguous.</exception>
    public static async Task<StoredService?> ReadServiceAsync(SecretManagement management, SecretNames names, CancellationToken cancellationToken)
    {
        var secrets = await OpenAsync(management, names, cancellationToken).ConfigureAwait(false);
        using var store = secrets.TokenStore!;
        return await StoredService.ReadAsync(store, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<SignInCredential> ReadAsync(SecretVault vault, string name, CancellationToken cancellationToken)
    {
        var credential = await vault.GetAsync<PSCredential>(name, cancellationToken).ConfigureAwait(false)
            ?? throw new RfaException(ErrorCodes.SecretNotFound, $"There is no secret '{name}' in the vault '{vault.Name}'.");
        return new SignInCredential(credential.UserName, credential.Password);
    }
}
