namespace RfaAuth.Core.Tokens;

/// <summary>The service, address and user of a token set. It is stored with the tokens, which are used for nothing else.</summary>
/// <param name="Api">The service's name.</param>
/// <param name="Endpoint">The service's address.</param>
/// <param name="UserName">The user; null if not known.</param>
internal sealed record TokenBinding(string Api, Uri Endpoint, string? UserName)
{
    /// <summary>Checks that a stored token set is for the same service, address and user. Returns the binding with the user's name.</summary>
    /// <exception cref="RfaException">StoredTokenMismatch.</exception>
    public TokenBinding Match(TokenBinding stored)
    {
        if (!string.Equals(stored.Api, Api, StringComparison.Ordinal))
            throw Mismatch($"they are for another service than {Api}");
        if (!string.Equals(stored.Endpoint.AbsoluteUri, Endpoint.AbsoluteUri, StringComparison.Ordinal))
            throw Mismatch($"they are for another address than {Endpoint.GetLeftPart(UriPartial.Path)}");
        if (UserName is not null && !string.Equals(stored.UserName, UserName, StringComparison.OrdinalIgnoreCase))
            throw Mismatch("they are another user's");
        return this with { UserName = stored.UserName };
    }

    private static RfaException Mismatch(string reason) =>
        new(ErrorCodes.StoredTokenMismatch, $"The stored tokens are not used: {reason}.");
}
