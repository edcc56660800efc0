using System.Collections.Concurrent;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace RfaAuth.Sandbox.Tokens;

/// <summary>A token as it was issued.</summary>
/// <param name="Id">What the ledger calls it: the <c>jti</c>.</param>
/// <param name="Text">The token.</param>
internal sealed record IssuedToken(string Id, string Text);

/// <summary>
/// Issues and checks the access tokens of one service: JWTs signed with HS256 by a key that lives as long as the process.
/// When a token really ends is kept here, to the millisecond; its <c>exp</c> is only what it says of itself.
/// </summary>
internal sealed class AccessTokens(string issuer, TimeProvider clock)
{
    private readonly SymmetricSecurityKey _key = new(RandomNumberGenerator.GetBytes(32));
    private readonly JwtSecurityTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, Entry> _byId = new();

    // Opaque tokens carry no id: their text leads to it.
    private readonly ConcurrentDictionary<string, string> _idsOfOpaque = new();

    public IssuedToken Issue(SandboxUser user, SandboxOptions options)
    {
        var id = Guid.NewGuid().ToString("N");
        var now = clock.GetUtcNow();
        _byId[id] = new Entry(user, now, now + options.TokenLifetime);
        if (options.TokenShape == TokenShape.Opaque)
        {
            var text = "opaque-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            _idsOfOpaque[text] = id;
            return new IssuedToken(id, text);
        }

        var claimed = now + options.TokenClockOffset;
        var payload = new JwtPayload
        {
            ["iss"] = issuer,
            ["sub"] = user.UserName,
            ["jti"] = id,
            ["iat"] = claimed.ToUnixTimeSeconds(),
        };
        AddExpiry(payload, options.TokenShape, claimed.ToUnixTimeSeconds() + (long)Math.Ceiling(options.TokenLifetime.TotalSeconds));
        var header = new JwtHeader(new SigningCredentials(_key, SecurityAlgorithms.HmacSha256));
        return new IssuedToken(id, _handler.WriteToken(new JwtSecurityToken(header, payload)));
    }

    /// <summary>Looks at the value of an <c>Authorization</c> request header.</summary>
    public Caller Check(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return Caller.Nobody;
        }

        var text = authorization["Bearer ".Length..].Trim();
        var id = _idsOfOpaque.GetValueOrDefault(text) ?? ReadSignedId(text);
        if (id is null || !_byId.TryGetValue(id, out var entry))
        {
            return new Caller(null, Fingerprint.Of(text), 0);
        }

        var left = (entry.End - clock.GetUtcNow()) / (entry.End - entry.Start);
        return entry.IsRevoked || !(left > 0) ? new Caller(null, id, 0) : new Caller(entry.User, id, left);
    }

    public void Revoke(string id)
    {
        if (_byId.TryGetValue(id, out var entry))
        {
            entry.IsRevoked = true;
        }
    }

    /// <summary>Every token issued so far is dead from now on.</summary>
    public void RevokeAll()
    {
        foreach (var entry in _byId.Values)
        {
            entry.IsRevoked = true;
        }
    }

    private static void AddExpiry(JwtPayload payload, TokenShape shape, long end)
    {
        if (shape == TokenShape.Jwt)
        {
            payload["exp"] = end;
        }
        else if (shape == TokenShape.JwtWithNonsenseExpiry)
        {
            payload["exp"] = "tomorrow";
        }
    }

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
        try
        {
            _handler.ValidateToken(text, parameters, out var token);
            return token.Id;
        }
        catch (Exception exception) when (exception is SecurityTokenException or ArgumentException)
        {
            return null;
        }
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
