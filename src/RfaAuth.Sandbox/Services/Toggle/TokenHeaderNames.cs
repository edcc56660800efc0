namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The response headers that can hold a token.</summary>
internal static class TokenHeaderNames
{
    public const string Current = "X-Authorization";
    public const string Deprecated = "Authorization";

    public static bool Contains(string name) =>
        name.Equals(Current, StringComparison.OrdinalIgnoreCase) || name.Equals(Deprecated, StringComparison.OrdinalIgnoreCase);
}
