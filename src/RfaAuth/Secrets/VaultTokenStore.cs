using System.Security;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Secrets;

/// <summary>A session's tokens as one secret of a vault. They are text in a SecureString, which every extension can keep.</summary>
internal sealed class VaultTokenStore(SecretVault vault, string secret) : ITokenStore
{
    public TokenStoreName Name { get; } = new(vault.Name, secret) { SharedStore = vault.SharedStore };

    public async Task<SecureString?> ReadAsync(bool again, CancellationToken cancellationToken)
    {
        if (again)
            await vault.RefreshAsync(cancellationToken).ConfigureAwait(false);
        // A copy each way: an extension that keeps secrets in memory may give and take the very object, which its caller disposes of.
        return (await vault.GetAsync<SecureString>(secret, cancellationToken).ConfigureAwait(false))?.Copy();
    }

    public Task WriteAsync(SecureString text, CancellationToken cancellationToken) => vault.SetAsync(secret, text.Copy(), cancellationToken);

    public Task RemoveAsync(CancellationToken cancellationToken) => vault.RemoveAsync(secret, cancellationToken);

    public void Dispose() => vault.Dispose();
}
