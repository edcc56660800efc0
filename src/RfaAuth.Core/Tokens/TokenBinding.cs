namespace RfaAuth.Core.Tokens;

/// <summary>Whose tokens they are: a token set is stored with it, and used for nothing else.</summary>
/// <param name="Api">The service's name.</param>
/// <param name="Endpoint">The service's address.</param>
/// <param name="UserName">The user; null where that is not known.</param>
internal sealed record TokenBinding(string Api, Uri Endpoint, string? UserName)
{
    /// <summary>The binding with the user of a stored token set, which must be for the same service, address and user.</summary>
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
