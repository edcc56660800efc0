using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Where to go on after a list that broke off: the same call with these parameters in place of those it had.</summary>
/// <param name="ItemCount">How many items were output.</param>
public sealed record ResumePoint(long ItemCount)
{
    /// <summary>The value for <c>-Skip</c>; null: leave it out.</summary>
    public ulong? Skip { get; init; }

    /// <summary>The value for <c>-First</c>: what it still has to give; null: leave it out.</summary>
    public ulong? First { get; init; }

    /// <summary>The cursor of the last page that was output whole, for the variable of that name; null where the list has none.</summary>
    public string? After { get; init; }

    /// <summary>The variable that takes the cursor, without its <c>$</c>.</summary>
    public string? AfterVariable { get; init; }

    /// <summary>Whether the cursor is text; some services number their items.</summary>
    internal bool IsAfterText { get; init; } = true;

    /// <summary>The parameters as they are written in PowerShell.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (After is not null)
            parts.Add($"-Variables @{{ {AfterVariable} = {(IsAfterText ? $"'{Quote(After)}'" : After)} }}");
        if (Skip is { } skip)
            parts.Add("-Skip " + skip.ToString(CultureInfo.InvariantCulture));
        if (First is { } first)
            parts.Add("-First " + first.ToString(CultureInfo.InvariantCulture));
        return string.Join(" ", parts);
    }

    // PowerShell takes all of these for the end of a text in single quotes, and the cursor is the service's.
    private static string Quote(string text) =>
        string.Concat(text.Select(c => c is '\'' or '\u2018' or '\u2019' or '\u201A' or '\u201B' ? $"{c}{c}" : c.ToString()));

    internal string Describe() => string.Format(
        CultureInfo.InvariantCulture, "{0} output before; to go on from there: {1}.", ItemCount == 1 ? "1 item was" : $"{ItemCount} items were", this);
}
