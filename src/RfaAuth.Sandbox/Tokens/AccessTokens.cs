using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RfaAuth.Sandbox.Tokens;

/// <summary>A token as it was issued.</summary>
/// <param name="Id">Its id in the ledger: the <c>jti</c>.</param>
/// <param name="Text">The token.</param>
internal sealed record IssuedToken(string Id, string Text);

/// <summary>
/// Issues and checks the access tokens of one service: JWTs signed with HS256 by a key of this process.
/// This class keeps the end of each token, to the millisecond. The <c>exp</c> of the token can differ.
/// </summary>
internal sealed class AccessTokens(string issuer, TimeProvider clock)
{
    private readonly SymmetricSecurityKey _key = NewKey();
    private readonly JsonWebTokenHandler _handler = new();
    private readonly ConcurrentDictionary<string, Entry> _byId = new();

    // The id of a token that cannot be read is found by its text.
    private readonly ConcurrentDictionary<string, string> _idsByText = new();

    /// <param name="user">The user.</param>
    /// <param name="options">Its form, its lifetime, and whether it is valid.</param>
    /// <param name="age">The time since it was issued.</param>
    public IssuedToken Issue(SandboxUser user, SandboxOptions options, TimeSpan age = default)
    {
        var id = Guid.NewGuid().ToString("N");
        if (options.IssuedTokens == IssuedTokens.Expired)
            age += options.TokenLifetime + TimeSpan.FromSeconds(1);

        var start = clock.GetUtcNow() - age;
        _byId[id] = new Entry(user, start, start + options.TokenLifetime) { IsRevoked = options.IssuedTokens == IssuedTokens.Revoked };
        var claimed = (start + options.TokenClockOffset).ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = user.UserName,
            ["jti"] = id,
            ["iat"] = claimed,
        };
        var isForged = options.IssuedTokens == IssuedTokens.Forged;
        var end = claimed + (long)Math.Ceiling(options.TokenLifetime.TotalSeconds);
        var text = AccessTokenText.Write(options.TokenShape, payload, end, isForged ? NewKey() : _key);
        if (options.TokenShape != TokenShape.Jwt && !isForged)
            _idsByText[text] = id;

        return new IssuedToken(id, text);
    }

    /// <summary>The user to whom a token was issued, or null if there is no such token.</summary>
    public SandboxUser? UserOf(string id) => _byId.GetValueOrDefault(id)?.User;

    /// <summary>Checks the value of an <c>Authorization</c> request header.</summary>
    public Caller Check(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Caller.Nobody;

        var text = authorization["Bearer ".Length..].Trim();
        var id = _idsByText.GetValueOrDefault(text) ?? ReadSignedId(text);
        if (id is null || !_byId.TryGetValue(id, out var entry))
            return new Caller(null, TokenFingerprint.Of(text), 0);

        var left = (entry.End - clock.GetUtcNow()) / (entry.End - entry.Start);
        return entry.IsRevoked || !(left > 0) ? new Caller(null, id, 0) : new Caller(entry.User, id, left);
    }

    /// <summary>Revokes all tokens.</summary>
    public void RevokeAll()
    {
        foreach (var entry in _byId.Values)
            entry.IsRevoked = true;
    }

    private static SymmetricSecurityKey NewKey() => new(RandomNumberGenerator.GetBytes(32));

    private string? ReadSignedId(string text)
    {
        var parameters = new TokenValidationParameters
        {
            IssuerSigningKey = _key,
            ValidIssuer = issuer,
            ValidateAudience = false,
            ValidateLifetime = false,
            RequireExpirationTime = false,
        };
        // It completes at once, because the key is here.
        var result = _handler.ValidateTokenAsync(text, parameters).GetAwaiter().GetResult();
        return result.IsValid ? result.SecurityToken.Id : null;
    }

    private sealed class Entry(SandboxUser user, DateTimeOffset start, DateTimeOffset end)
    {
        private volatile bool _isRevoked;

        public SandboxUser User { get; } = user;

        public DateTimeOffset Start { get; } = start;

        public DateTimeOffset End { get; } = end;

        public bool IsRevoked
        {
            get => _isRevoked;
            set => _isRevoked = value;
        }
    }
}
