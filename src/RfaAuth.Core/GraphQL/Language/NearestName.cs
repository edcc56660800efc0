namespace RfaAuth.Core.GraphQL.Language;

/// <summary>Finds the name that a mistyped name was meant to be.</summary>
internal static class NearestName
{
    /// <param name="given">The name as typed. A $ before it is ignored.</param>
    /// <param name="names">The existing names.</param>
    /// <returns>The nearest name, the first of several; null if no name is near.</returns>
    public static string? Find(string given, IEnumerable<string> names)
    {
        var typed = (given.StartsWith("$", StringComparison.Ordinal) ? given.Substring(1) : given).ToUpperInvariant();
        var rows = new DistanceRows();
        string? nearest = null;
        var best = int.MaxValue;
        foreach (var name in names)
        {
            // Only a nearer name is of interest.
            var most = Math.Min(Tolerance(name), best - 1);
            if (Math.Abs(name.Length - typed.Length) > most)
                continue;
            if (rows.Distance(typed, name, most) is var distance && distance <= most)
                (nearest, best) = (name, distance);
            if (best == 0)
                break;
        }

        return nearest;
    }

    /// <summary>The allowed number of typing errors: none in one letter, one in up to four, and one more for each three letters beyond.</summary>
    private static int Tolerance(string name) => (name.Length + 1) / 3;

    /// <summary>The last three rows of the matrix of distances. One search compares many names, so they are kept.</summary>
    private sealed class DistanceRows
    {
        // Greater than any distance, and still so when some is added.
        private const int Far = int.MaxValue / 2;

        private int[] _beforeLast = [];
        private int[] _last = [];
        private int[] _current = [];

        /// <summary>The edit distance (optimal string alignment) without regard to case: two swapped neighbours count as one error.</summary>
        /// <param name="from">The text as typed, in upper case.</param>
        /// <param name="to">The name.</param>
        /// <param name="most">The greatest distance of interest. For a greater distance any number above it is returned.</param>
        public int Distance(string from, string to, int most)
        {
            if (most == 0)
                return string.Equals(from, to, StringComparison.OrdinalIgnoreCase) ? 0 : 1;
            Reserve(to.Length + 2);
            for (var j = Math.Min(to.Length, most + 1); j >= 0; j--)
                _last[j] = j;
            var lastLeast = 0;
            for (var i = 1; i <= from.Length; i++)
            {
                // Farther from the diagonal every distance is too great.
                var (start, end) = (Math.Max(1, i - most), Math.Min(to.Length, i + most));
                _current[start - 1] = start == 1 ? i : Far;
                var least = _current[start - 1];
                for (var j = start; j <= end; j++)
                {
                    var letter = char.ToUpperInvariant(to[j - 1]);
                    var distance = Math.Min(_last[j - 1] + (from[i - 1] == letter ? 0 : 1), Math.Min(_last[j], _current[j - 1]) + 1);
                    if (i > 1 && j > 1 && from[i - 2] == letter && from[i - 1] == char.ToUpperInvariant(to[j - 2]))
                        distance = Math.Min(distance, _beforeLast[j - 2] + 1);
                    _current[j] = distance;
                    least = Math.Min(least, distance);
                }

                _current[end + 1] = Far;
                // A swap goes back two rows.
                if (least > most && lastLeast > most)
                    return least;
                lastLeast = least;
                (_beforeLast, _last, _current) = (_last, _current, _beforeLast);
            }

            return _last[to.Length];
        }

        private void Reserve(int length)
        {
            if (_last.Length >= length)
                return;
            (_beforeLast, _last, _current) = (new int[length * 2], new int[length * 2], new int[length * 2]);
        }
    }
}
