namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Finds the name that a mistyped name was meant to be.</summary>
internal static class NearestName
{
    /// <param name="given">The name as typed. A $ before it is ignored.</param>
    /// <param name="names">The existing names.</param>
    /// <returns>The nearest name, the first of several; null if no name is near.</returns>
    public static string? Find(string given, IEnumerable<string> names)
    {
        var typed = given.StartsWith("$", StringComparison.Ordinal) ? given.Substring(1) : given;
        var nearest = names
            .Where(name => Math.Abs(name.Length - typed.Length) <= Tolerance(name))
            .Select(name => (Name: name, Distance: Distance(typed.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= Tolerance(candidate.Name))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault();
        return nearest.Name;
    }

    /// <summary>The allowed number of typing errors: none in one letter, one in up to four, and one more for each three letters beyond.</summary>
    private static int Tolerance(string name) => (name.Length + 1) / 3;

    /// <summary>The edit distance (optimal string alignment): two swapped neighbours count as one error.</summary>
    private static int Distance(string from, string to)
    {
        var beforeLast = new int[to.Length + 1];
        var last = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last) = (last, current);
        }

        return last[to.Length];
    }
}
