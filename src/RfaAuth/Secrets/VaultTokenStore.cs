using System.Security;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Secrets;

/// <summary>Stores a session's tokens as one secret of a vault. They are a SecureString, which every extension supports.</summary>
internal sealed class VaultTokenStore(SecretVault vault, string secret) : ITokenStore
{
    public TokenStoreName Name { get; } = new(vault.Name, secret) { SharedStore = vault.SharedStore };

    public async Task<SecureString?> ReadAsync(bool again, CancellationToken cancellationToken)
    {
        if (again)
            await vault.RefreshAsync(cancellationToken).ConfigureAwait(false);
        // Copy the secret both ways: an extension that keeps secrets in memory may use the same object, of which its caller disposes.
        return (await vault.GetAsync<SecureString>(secret, cancellationToken).ConfigureAwait(false))?.Copy();
    }

    public Task WriteAsync(SecureString text, CancellationToken cancellationToken) => vault.SetAsync(secret, text.Copy(), cancellationToken);

    public Task RemoveAsync(CancellationToken cancellationToken) => vault.RemoveAsync(secret, cancellationToken);

    public void Dispose() => vault.Dispose();
}
