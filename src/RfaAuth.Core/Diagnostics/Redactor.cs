using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace RfaAuth.Core.Diagnostics;

/// <summary>
/// Replaces known secret values in a text, in the forms in which a service may echo them: as they are, JSON-escaped, URL-encoded
/// and base64. The only code that masks.
/// </summary>
internal sealed class Redactor
{
    public const string Mask = "(hidden)";

    // A shorter value stands in ordinary words; hiding it there would tell more than it hides.
    private const int ShortestSecret = 4;

    private readonly IReadOnlyList<string> _forms;

    public Redactor(IEnumerable<string?> secrets) =>
        _forms = secrets
            .Where(secret => secret is { Length: >= ShortestSecret })
            .SelectMany(secret => Forms(secret!))
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(form => form.Length)
            .ToList();

    public string Redact(string text)
    {
        foreach (var form in _forms)
            text = text.Replace(form, Mask);
        return text;
    }

    /// <summary>Redacts every text in a plain value: string, list or dictionary.</summary>
    public object? RedactValue(object? value) => value switch
    {
        string text => Redact(text),
        object?[] list => list.Select(RedactValue).ToArray(),
        IReadOnlyDictionary<string, object?> members => RedactMembers(members),
        _ => value,
    };

    public IReadOnlyDictionary<string, object?> RedactMembers(IReadOnlyDictionary<string, object?> members)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in members)
            result[Redact(member.Key)] = RedactValue(member.Value);
        return result;
    }

    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        yield return JsonEscape(secret);
        yield return Uri.EscapeDataString(secret);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
    }

    private static string JsonEscape(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            result.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => character.ToString(),
            });
        }

        return result.ToString();
    }
}
