namespace RfaAuth.Core.Tests.Support;

/// <summary>Makes tokens of a JWT's form; nobody here verifies them.</summary>
internal static class Jwt
{
    private static int s_count;

    public static string Create(DateTimeOffset issuedAt, TimeSpan lifetime) =>
        Create(new Dictionary<string, object>
        {
            ["iat"] = issuedAt.ToUnixTimeSeconds(),
            ["exp"] = (issuedAt + lifetime).ToUnixTimeSeconds(),
            ["jti"] = Interlocked.Increment(ref s_count),
        });

    public static string Create(IReadOnlyDictionary<string, object> claims) => WithPayload(JsonSerializer.Serialize(claims));

    public static string WithPayload(string json) => $"{Encode("""{"alg":"HS256"}""")}.{Encode(json)}.{Encode("signature")}";

    private static string Encode(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
