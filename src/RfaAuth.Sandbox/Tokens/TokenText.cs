using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace RfaAuth.Sandbox.Tokens;

/// <summary>Writes access tokens in their shapes.</summary>
internal static class TokenText
{
    private static readonly JwtSecurityTokenHandler s_handler = new();

    /// <param name="shape">What it is to look like.</param>
    /// <param name="payload">The claims without <c>exp</c>.</param>
    /// <param name="end">The <c>exp</c>, where the shape has one: seconds since 1970.</param>
    /// <param name="key">What it is signed with.</param>
    public static string Write(TokenShape shape, JwtPayload payload, long end, SymmetricSecurityKey key) => shape switch
    {
        TokenShape.Opaque => "opaque-" + Random(),
        TokenShape.EncryptedJwt => string.Join('.', Random(), Random(), Random(), Random(), Random()),
        TokenShape.BrokenJwt => $"{Random()}.%%%{Random()}.{Random()}",
        _ => Sign(shape, payload, end, key),
    };

    private static string Sign(TokenShape shape, JwtPayload payload, long end, SymmetricSecurityKey key)
    {
        if (Expiry(shape, end) is { } expiry)
        {
            payload["exp"] = expiry;
        }

        if (shape == TokenShape.LongJwt)
        {
            payload["filler"] = new string('a', 16 * 1024);
        }

        var header = new JwtHeader(new SigningCredentials(key, SecurityAlgorithms.HmacSha256));
        return s_handler.WriteToken(new JwtSecurityToken(header, payload));
    }

    private static object? Expiry(TokenShape shape, long end) => shape switch
    {
        TokenShape.JwtWithoutExpiry => null,
        TokenShape.JwtWithNonsenseExpiry => "tomorrow",
        TokenShape.JwtWithTextExpiry => end.ToString(CultureInfo.InvariantCulture),
        TokenShape.JwtWithFractionalExpiry => end + 0.5,
        TokenShape.JwtWithNegativeExpiry => -1L,
        TokenShape.JwtWithHugeExpiry => 1_000_000_000_000_000_000L,
        _ => end,
    };

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
