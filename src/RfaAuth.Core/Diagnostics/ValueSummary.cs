using System.Collections;
using System.Security;

namespace RfaAuth.Core.Diagnostics;

/// <summary>
/// Describes a plain value in a few words. It hides SecureStrings, values whose names <see cref="SecretName"/> recognises (at any
/// depth), and known secrets within other text.
/// </summary>
internal sealed class ValueSummary
{
    private const int MostCharacters = 60;
    private const int MostItems = 5;
    private const int MostLevels = 3;

    private readonly Redactor _redactor;

    public ValueSummary(Redactor redactor) => _redactor = redactor;

    /// <returns><c>name = value</c>.</returns>
    public string Of(string name, object? value) => Member(name, value, 0);

    private string Member(string name, object? value, int level) =>
        $"{Text(name)} = {(value is not null && SecretName.Matches(name) ? Redactor.Mask : Value(value, level))}";

    private string Value(object? value, int level) => value switch
    {
        null => "null",
        SecureString => Redactor.Mask,
        string or char or Uri => '"' + Text(value.ToString()!) + '"',
        bool truth => truth ? "true" : "false",
        byte[] bytes => Count(bytes.Length, "byte"),
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("o", CultureInfo.InvariantCulture),
        IReadOnlyDictionary<string, object?> members => Some("{", "}", members.Count, level, members.Select(member => Member(member.Key, member.Value, level + 1))),
        IDictionary members => Some("{", "}", members.Count, level, members.Keys.Cast<object>().Select(key => Member(key.ToString()!, members[key], level + 1))),
        ICollection items => Some("[", "]", items.Count, level, items.Cast<object?>().Select(item => Value(item, level + 1))),
        IEnumerable => "[...]",
        _ => Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static string Some(string open, string close, int count, int level, IEnumerable<string> items)
    {
        if (count == 0)
            return open + close;
        if (level == MostLevels)
            return open + "..." + close;
        return open + string.Join(", ", items.Take(MostItems)) + (count > MostItems ? ", ... " + Count(count, "item") : "") + close;
    }

    private static string Count(int count, string what) =>
        count.ToString(CultureInfo.InvariantCulture) + " " + what + (count == 1 ? "" : "s");

    private string Text(string text)
    {
        // Redact before cutting, because a part of a secret is not recognised.
        var shown = _redactor.Redact(text);
        if (shown.Length > MostCharacters)
            shown = shown.Substring(0, MostCharacters) + "...";
        return shown.Replace("\r", "\\r").Replace("\n", "\\n");
    }
}
