using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Sessions;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Secrets;

/// <summary>What a session takes from a vault.</summary>
/// <param name="Credential">The name of a PSCredential; null: none.</param>
/// <param name="Tokens">The name of the stored tokens; null: none.</param>
/// <param name="Vault">The vault's name; null: the default one.</param>
internal sealed record SecretNames(string? Credential, string? Tokens, string? Vault)
{
    /// <param name="credential">The name of a PSCredential that was given.</param>
    /// <param name="tokens">The name for the tokens that was given.</param>
    /// <param name="vault">The vault that was given.</param>
    /// <param name="earlier">Where the tokens of a session are that is connected again: what was not given comes from there.</param>
    /// <returns>Null where nothing is to be taken from a vault.</returns>
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

/// <summary>A session's part of a vault.</summary>
/// <param name="Credential">The credential that was stored; null where none was asked for.</param>
/// <param name="TokenStore">Where the tokens are stored; null where that was not asked for.</param>
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

    /// <summary>Signs in, or begins with stored tokens where there is a place for them.</summary>
    /// <exception cref="RfaException">As <see cref="ApiSession.ConnectAsync"/> and <see cref="ApiSession.ConnectStoredAsync"/>.</exception>
    public static Task<ApiSession> ConnectAsync(
        SessionOptions options, SignInCredential? credential, VaultTokenStore? store, ICallLog log, CancellationToken cancellationToken) => store is null
        ? ApiSession.ConnectAsync(options, credential!, log, cancellationToken)
        : ApiSession.ConnectStoredAsync(options, credential, store.Name, store, log, cancellationToken);

    /// <summary>Reads which service and address the stored tokens are for, before there is a session.</summary>
    /// <returns>Null where nothing is stored, or something else.</returns>
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
