using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace RfaAuth.Sandbox.Tokens;

/// <summary>Writes access tokens.</summary>
internal static class AccessTokenText
{
    // Without defaults, so that a token has only the claims of its form.
    private static readonly JsonWebTokenHandler s_handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="shape">The form.</param>
    /// <param name="payload">The claims without <c>exp</c>.</param>
    /// <param name="end">The <c>exp</c>, where the shape has one: seconds since 1970.</param>
    /// <param name="key">The key of the signature.</param>
    public static string Write(TokenShape shape, JsonObject payload, long end, SymmetricSecurityKey key) => shape switch
    {
        TokenShape.Opaque => "opaque-" + Random(),
        TokenShape.BrokenJwt => $"{Random()}.%%%{Random()}.{Random()}",
        _ => Sign(shape, payload, end, key),
    };

    private static string Sign(TokenShape shape, JsonObject payload, long end, SymmetricSecurityKey key)
    {
        payload["exp"] = end;
        if (shape == TokenShape.LongJwt)
            payload["filler"] = new string('a', 16 * 1024);

        return s_handler.CreateToken(payload.ToJsonString(), new SigningCredentials(key, SecurityAlgorithms.HmacSha256));
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
