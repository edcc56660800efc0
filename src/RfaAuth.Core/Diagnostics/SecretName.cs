using RfaAuth.Core.Text;

namespace RfaAuth.Core.Diagnostics;

/// <summary>Tells names whose values are secrets more often than not, in any of the usual spellings.</summary>
internal static class SecretName
{
    private static readonly string[] s_parts =
        ["password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey", "accesskey", "privatekey", "bearer", "authorization"];

    // Looked for as words only: shopping is no PIN.
    private static readonly string[] s_words = ["pass", "pin", "otp", "cvv", "cvc", "jwt"];

    public static bool Matches(string name)
    {
        var words = NameWords.Of(name).ToList();
        var letters = string.Concat(words);
        return words.Intersect(s_words, StringComparer.Ordinal).Any()
            || s_parts.Any(part => letters.IndexOf(part, StringComparison.Ordinal) >= 0);
    }
}
