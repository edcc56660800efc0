using System.Net;
using System.Text.RegularExpressions;

namespace RfaAuth.Core.Text;

/// <summary>
/// Finds the text for people in an answer that is no GraphQL answer. In JSON it looks for the usual names, in a page for the title; other text is
/// used as it is. Pure. Secrets are not hidden here.
/// </summary>
internal static class ServiceText
{
    private const int MostItems = 5;
    private const int MostLevels = 4;

    // In the order of the resulting sentence. Only the letters are compared, so error_description and errorDescription are the same.
    private static readonly string[] s_names =
    [
        "title", "message", "error", "fault", "errordescription", "errormessage", "errormsg", "faultstring", "statusmessage", "msg",
        "description", "reason", "detail", "details", "errors",
    ];

    private static readonly Regex s_invisible = new("<(script|style)\\b.*?</\\1\\s*>|<!--.*?-->", Options);
    private static readonly Regex s_title = new("<title\\b[^>]*>(.*?)</title\\s*>", Options);
    private static readonly Regex s_heading = new("<h([1-6])\\b[^>]*>(.*?)</h\\1\\s*>", Options);
    private static readonly Regex s_tag = new("<[^>]*>", Options);

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant;

    /// <param name="value">A plain JSON value: text, a list or a dictionary.</param>
    /// <returns>The words; null if there are none.</returns>
    public static string? OfJson(object? value) => OfJson(value, 0);

    /// <param name="fields">Messages by field.</param>
    /// <returns><c>email: It is required.; age: ...</c>; null if there are no words.</returns>
    public static string? OfFields(IReadOnlyDictionary<string, object?> fields) => OfFields(fields, 0);

    /// <returns>The page's title, and its first heading if that differs; null if it has neither.</returns>
    public static string? OfPage(string page)
    {
        var visible = s_invisible.Replace(page, " ");
        return Join([Inner(s_title.Match(visible).Groups[1].Value), Inner(s_heading.Match(visible).Groups[2].Value)]);
    }

    /// <summary>The text of other markup, such as XML: the text between the tags.</summary>
    public static string? OfMarkup(string text) => Inner(s_invisible.Replace(text, " "));

    /// <summary>Whether the text begins as a web page does.</summary>
    public static bool IsPage(string text)
    {
        var start = text.TrimStart();
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The text on one line, without blanks at its ends; null if it is empty.</summary>
    public static string? OnOneLine(string? text)
    {
        var line = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (!char.IsWhiteSpace(c))
                line.Append(c);
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
                line.Append(' ');
        }

        var result = line.ToString().TrimEnd();
        return result.Length == 0 ? null : result;
    }

    /// <summary>Shortens a long text. Three dots stand for the rest.</summary>
    public static string Shorten(string text, int most)
    {
        if (text.Length <= most)
            return text;
        return text.Substring(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most) + "...";
    }

    private static string? OfJson(object? value, int level) => value switch
    {
        string text => OnOneLine(text),
        object?[] items when level < MostLevels => OfList(items, level),
        IReadOnlyDictionary<string, object?> members when level < MostLevels => OfObject(members, level),
        _ => null,
    };

    private static string? OfObject(IReadOnlyDictionary<string, object?> members, int level)
    {
        var words = Join(s_names.SelectMany(name => members.Where(member => Letters(member.Key) == name).Select(member => OfMember(name, member.Value, level + 1))));
        return words is not null && members.FirstOrDefault(member => Letters(member.Key) is "field" or "property" or "propertypath").Value is string field
            ? $"{field}: {words}"
            : words;
    }

    // In Laravel and ASP.NET the value is an object with messages by field; in others it is a list or a text.
    private static string? OfMember(string name, object? value, int level) => name is "errors" or "details" && value is IReadOnlyDictionary<string, object?> fields
        ? OfFields(fields, level)
        : OfJson(value, level);

    private static string? OfFields(IReadOnlyDictionary<string, object?> fields, int level)
    {
        // The object itself may be an error.
        if (OfJson(fields, level) is { } words)
            return words;
        var texts = fields.Select(field => OfJson(field.Value, level) is { } text ? field.Key + ": " + text : null).OfType<string>().ToList();
        return texts.Count == 0 ? null : string.Join("; ", texts.Take(MostItems)) + More(texts.Count);
    }

    private static string? OfList(object?[] items, int level)
    {
        var texts = items.Select(item => OfJson(item, level + 1)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return texts.Count == 0 ? null : string.Join("; ", texts.Take(MostItems)) + More(texts.Count);
    }

    private static string More(int count) => count > MostItems ? $" (and {count - MostItems} more)" : "";

    private static string? Join(IEnumerable<string?> parts)
    {
        var result = "";
        foreach (var part in parts)
        {
            if (part is null || result.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                continue;
            if (result.Length == 0 || part.IndexOf(result, StringComparison.OrdinalIgnoreCase) >= 0)
                result = part;
            else
                result += (result[result.Length - 1] is '.' or '!' or '?' or ':' ? " " : ": ") + part;
        }

        return result.Length == 0 ? null : result;
    }

    private static string? Inner(string markup) => OnOneLine(WebUtility.HtmlDecode(s_tag.Replace(markup, " ")));

    private static string Letters(string name) => new(name.Where(char.IsLetter).Select(char.ToLowerInvariant).ToArray());
}
