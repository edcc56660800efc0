using System.Numerics;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Finds the numbers of a limit in an error's extensions, such as HotChocolate's maxAllowedItems. Many services leave the numbers out of the
/// message, which is of little use without them. Pure.
/// </summary>
internal static class LimitNumbers
{
    private const int MostShown = 8;
    private const int MostLevels = 3;

    private static readonly string[] s_limit =
        ["max", "maximum", "min", "minimum", "limit", "limits", "allowed", "quota", "remaining", "available", "threshold", "retry"];

    // The measured values that are shown with a limit.
    private static readonly string[] s_measured =
        ["requested", "actual", "detected", "current", "used", "cost", "complexity", "depth", "count", "items", "size", "length", "restore", "reset"];

    /// <returns><c>maxAllowedItems: 50, requestedItems: 100</c>; empty if there is no limit, or if the message has its numbers.</returns>
    /// <param name="extensions">The error's extensions.</param>
    /// <param name="text">The message. Its numbers are not repeated.</param>
    public static string Describe(IReadOnlyDictionary<string, object?> extensions, string text)
    {
        var numbers = Numbers(extensions, 0).Where(number => number.IsLimit || Has(number.Name, s_measured)).ToList();
        return numbers.Any(number => number.IsLimit)
            ? string.Join(", ", numbers.Where(number => !HasNumber(text, number.Value)).Take(MostShown).Select(number => $"{number.Name}: {number.Value}"))
            : "";
    }

    private static IEnumerable<(string Name, string Value, bool IsLimit)> Numbers(IReadOnlyDictionary<string, object?> members, int level) =>
        members.SelectMany(member => member.Value switch
        {
            IReadOnlyDictionary<string, object?> nested when level < MostLevels => Numbers(nested, level + 1),
            _ => Number(member.Value) is { } number ? [(member.Key, number, Has(member.Key, s_limit))] : [],
        });

    private static string? Number(object? value) => value switch
    {
        long or BigInteger or decimal or double => Convert.ToString(value, CultureInfo.InvariantCulture),
        string { Length: > 0 and < 20 } text when text.All(c => c is >= '0' and <= '9') => text,
        _ => null,
    };

    private static bool Has(string name, string[] words) => NameWords.Of(name).Intersect(words, StringComparer.Ordinal).Any();

    // The number must stand alone: 50 is not in 1500.
    private static bool HasNumber(string text, string number)
    {
        for (var at = text.IndexOf(number, StringComparison.Ordinal); at >= 0; at = text.IndexOf(number, at + 1, StringComparison.Ordinal))
        {
            var end = at + number.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }
}
