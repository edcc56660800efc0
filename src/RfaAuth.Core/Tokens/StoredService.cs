using RfaAuth.Core.Text;

namespace RfaAuth.Core.Tokens;

/// <summary>The service and the address that stored tokens are for.</summary>
/// <param name="Api">The service's name.</param>
/// <param name="Endpoint">Its address.</param>
internal sealed record StoredService(string Api, Uri Endpoint)
{
    /// <summary>Reads them before there is a session, and so without the lock. They never change as long as the secret exists.</summary>
    /// <returns>Null if there is no secret, or if it is no token set. The session reports that later.</returns>
    /// <exception cref="Errors.RfaException">The errors of the store.</exception>
    public static async Task<StoredService?> ReadAsync(ITokenStore store, CancellationToken cancellationToken)
    {
        using var secret = await store.ReadAsync(again: false, cancellationToken).ConfigureAwait(false);
        return secret is not null && StoredTokensText.Read(SecureText.Reveal(secret)) is { } tokens
            ? new StoredService(tokens.Binding.Api, tokens.Binding.Endpoint)
            : null;
    }
}
