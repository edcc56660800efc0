namespace RfaAuth.Sandbox.Tokens;

internal enum RefreshVerdict
{
    Accepted,

    /// <summary>The token was never issued.</summary>
    Unknown,

    /// <summary>The token was revoked.</summary>
    Revoked,

    /// <summary>The token was used before. All tokens of its sign-in are revoked.</summary>
    Reused,
}

/// <summary>Refresh tokens: single use, in families that begin with a sign-in.</summary>
internal sealed class RefreshTokens
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _byText = [];

    /// <summary>Issues the first token of a new family.</summary>
    public string Issue(SandboxUser user)
    {
        lock (_lock)
            return Add(user, new Family());
    }

    /// <summary>Uses a token and issues the next one.</summary>
    /// <param name="text">The token presented.</param>
    /// <param name="user">The user, if the token is accepted.</param>
    /// <param name="next">The next token, if it is accepted.</param>
    public RefreshVerdict Use(string text, out SandboxUser? user, out string? next)
    {
        user = null;
        next = null;
        lock (_lock)
        {
            if (!_byText.TryGetValue(text, out var entry))
                return RefreshVerdict.Unknown;

            if (entry.IsUsed)
            {
                entry.Family.IsRevoked = true;
                return RefreshVerdict.Reused;
            }

            if (entry.Family.IsRevoked)
                return RefreshVerdict.Revoked;

            user = entry.User;
            entry.IsUsed = true;
            next = Add(entry.User, entry.Family);
            return RefreshVerdict.Accepted;
        }
    }

    /// <summary>Revokes all tokens.</summary>
    public void RevokeAll()
    {
        lock (_lock)
        {
            foreach (var entry in _byText.Values)
                entry.Family.IsRevoked = true;
        }
    }

    private string Add(SandboxUser user, Family family)
    {
        var text = "rt_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _byText.Add(text, new Entry(user, family));
        return text;
    }

    private sealed class Family
    {
        public bool IsRevoked { get; set; }
    }

    private sealed class Entry(SandboxUser user, Family family)
    {
        public SandboxUser User { get; } = user;

        public Family Family { get; } = family;

        public bool IsUsed { get; set; }
    }
}
