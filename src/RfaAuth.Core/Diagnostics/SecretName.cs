using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

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
        var words = Words(name).ToList();
        var letters = string.Concat(words);
        return words.Intersect(s_words, StringComparer.Ordinal).Any()
            || s_parts.Any(part => letters.IndexOf(part, StringComparison.Ordinal) >= 0);
    }

    /// <summary>The words of a name in lower case, empty ones among them: cardPin, card_pin and CARD-PIN are two each.</summary>
    private static IEnumerable<string> Words(string name)
    {
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = !char.IsLetter(name[i]) || (char.IsUpper(name[i]) && i > 0 && char.IsLower(name[i - 1]));
            if (begins)
            {
                yield return word.ToString();
                word.Clear();
            }

            if (char.IsLetter(name[i]))
                word.Append(char.ToLowerInvariant(name[i]));
        }

        yield return word.ToString();
    }
}
