namespace RfaAuth.Core.GraphQL.Validation;

/// <summary>Finds names that occur more than once.</summary>
internal static class Repetitions
{
    // Below this number a loop is faster than a set.
    private const int Few = 8;

    /// <returns>Every item whose name occurred before.</returns>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, Func<T, string> nameOf)
    {
        if (items.Count < 2)
            return [];
        List<T>? found = null;
        var seen = items.Count < Few ? null : new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
        {
            if (seen is null ? StoodBefore(index) : !seen.Add(nameOf(items[index])))
                (found ??= []).Add(items[index]);
        }

        return found ?? (IReadOnlyList<T>)[];

        bool StoodBefore(int index)
        {
            for (var earlier = 0; earlier < index; earlier++)
            {
                if (nameOf(items[earlier]) == nameOf(items[index]))
                    return true;
            }

            return false;
        }
    }
}
