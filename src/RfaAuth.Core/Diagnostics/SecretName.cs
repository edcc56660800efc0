using RfaAuth.Core.Text;

namespace RfaAuth.Core.Diagnostics;

/// <summary>Recognises names whose values are usually secret, in any common spelling.</summary>
internal static class SecretName
{
    private static readonly string[] s_parts =
        ["password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "apikey", "accesskey", "privatekey", "bearer", "authorization"];

    // These must be whole words: "shopping" contains "pin".
    private static readonly string[] s_words = ["pass", "pin", "otp", "cvv", "cvc", "jwt"];

    public static bool Matches(string name)
    {
        var words = NameWords.Of(name).ToList();
        var letters = string.Concat(words);
        return words.Intersect(s_words, StringComparer.Ordinal).Any()
            || s_parts.Any(part => letters.IndexOf(part, StringComparison.Ordinal) >= 0);
    }
}
