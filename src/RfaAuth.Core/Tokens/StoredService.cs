using RfaAuth.Core.Text;

namespace RfaAuth.Core.Tokens;

/// <summary>The service and the address that stored tokens are for.</summary>
/// <param name="Api">The service's name.</param>
/// <param name="Endpoint">Its address.</param>
internal sealed record StoredService(string Api, Uri Endpoint)
{
    /// <summary>Reads it before a session is made, and so without the lock: it stays the same as long as the secret does.</summary>
    /// <returns>What the secret says; null where there is none, or it is something else, which the session will say.</returns>
    /// <exception cref="Errors.RfaException">The store's own.</exception>
    public static async Task<StoredService?> ReadAsync(ITokenStore store, CancellationToken cancellationToken)
    {
        using var secret = await store.ReadAsync(again: false, cancellationToken).ConfigureAwait(false);
        return secret is not null && StoredTokensText.Read(SecureText.Reveal(secret)) is { } tokens
            ? new StoredService(tokens.Binding.Api, tokens.Binding.Endpoint)
            : null;
    }
}
