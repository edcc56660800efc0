namespace RfaAuth.Sandbox;

/// <summary>Suggests the nearest name, as a part of a message.</summary>
internal static class Suggestion
{
    /// <returns>": did you mean 'name'?", or the rest of the message if no name is near.</returns>
    public static string For(string typed, IEnumerable<string> names, string otherwise)
    {
        var nearest = names
            .Select(name => (Name: name, Slips: Slips(Letters(typed), Letters(name))))
            .Where(candidate => candidate.Slips <= (Letters(candidate.Name).Length + 1) / 3)
            .OrderBy(candidate => candidate.Slips)
            .FirstOrDefault();
        return nearest.Name is null ? otherwise : $": did you mean '{nearest.Name}'?";
    }

    // Dashes and case do not count as differences.
    private static string Letters(string name) => name.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    // The edit distance. Two swapped neighbours count as one difference.
    private static int Slips(string from, string to)
    {
        var slips = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                slips[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(slips[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1), Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        }

        return slips[from.Length, to.Length];
    }
}
