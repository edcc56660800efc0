namespace RfaAuth.Core.Text;

/// <summary>Splits a name into words, in any common spelling.</summary>
internal static class NameWords
{
    /// <summary>The words in lower case; some may be empty. cardPin, card_pin and CARD-PIN have two words each.</summary>
    public static IEnumerable<string> Of(string name)
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
