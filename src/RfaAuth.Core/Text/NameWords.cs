namespace RfaAuth.Core.Text;

/// <summary>The words of a name in any of the usual spellings.</summary>
internal static class NameWords
{
    /// <summary>The words in lower case, empty ones among them: cardPin, card_pin and CARD-PIN are two each.</summary>
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
