namespace RfaAuth.Core.Diagnostics;

/// <summary>
/// Replaces secrets in a text. It finds known secrets in each form in which a service may repeat them: unchanged, escaped as in JSON, in a URL or
/// in HTML, and in base64. It also finds unknown tokens by their form (JWT). No other code masks secrets.
/// </summary>
internal sealed class Redactor
{
    public const string Mask = "(hidden)";

    // Ordinary words contain shorter values. Masking them there would reveal the value.
    private const int ShortestSecret = 4;

    private readonly List<SecretPattern> _patterns;

    public Redactor(IEnumerable<string?> secrets) =>
        _patterns = secrets
            .Where(secret => secret is { Length: >= ShortestSecret })
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(secret => secret!.Length)
            .Select(secret => new SecretPattern(secret!))
            .ToList();

    public string Redact(string text) => RedactStart(text, text.Length);

    /// <summary>Redacts the beginning of a text. The whole text is searched, so that no part of a secret shows before the cut.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">The length of the beginning.</param>
    public string RedactStart(string text, int end)
    {
        var result = new StringBuilder(end);
        for (var i = 0; i < end;)
        {
            var length = Math.Max(MatchAt(text, i), JwtPattern.MatchAt(text, i));
            if (length == 0)
                result.Append(text[i++]);
            else
                result.Append(Mask);
            i += length;
        }

        return result.ToString();
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

    private int MatchAt(string text, int start)
    {
        foreach (var pattern in _patterns)
        {
            if (pattern.MatchAt(text, start) is > 0 and var length)
                return length;
        }

        return 0;
    }
}
