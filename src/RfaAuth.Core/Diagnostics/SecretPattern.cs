using System.Net;

namespace RfaAuth.Core.Diagnostics;

/// <summary>Finds one secret in a text, also if it is escaped as in JSON, a URL or HTML, or encoded in base64.</summary>
internal sealed class SecretPattern
{
    // &thetasym; is the longest name. &#x10FFFF; is the longest number without leading zeros.
    private const int LongestReference = 10;

    private readonly string _secret;
    private readonly byte[] _bytes;
    private readonly string[] _wholeForms;
    private readonly string _beginnings;

    public SecretPattern(string secret)
    {
        _secret = secret;
        _bytes = Encoding.UTF8.GetBytes(secret);
        var base64 = Convert.ToBase64String(_bytes);
        _wholeForms = [secret, base64, base64.TrimEnd('=').Replace('+', '-').Replace('/', '_')];
        // The characters at which a secret may begin: an escape, a plus for a space, or the first character itself. Other characters are skipped quickly.
        _beginnings = "\\%&+" + (char)_bytes[0] + string.Concat(_wholeForms.Select(form => form[0]));
    }

    /// <returns>The length of the secret that begins at <paramref name="start"/>; 0 if there is none.</returns>
    public int MatchAt(string text, int start)
    {
        if (_beginnings.IndexOf(text[start]) < 0)
            return 0;
        var whole = _wholeForms.FirstOrDefault(form => string.CompareOrdinal(text, start, form, 0, form.Length) == 0);
        if (whole is not null)
            return whole.Length;
        var asJson = MatchEscaped(text, start, '\\', ReadJsonEscape);
        if (asJson > 0)
            return asJson;
        var asUrl = MatchUrl(text, start);
        return asUrl > 0 ? asUrl : MatchEscaped(text, start, '&', ReadHtmlReference);
    }

    /// <param name="text">The text.</param>
    /// <param name="start">The place where the secret may begin.</param>
    /// <param name="escape">The first character of an escape.</param>
    /// <param name="read">Decodes the escape at a place, and returns its length.</param>
    private int MatchEscaped(string text, int start, char escape, Func<string, int, (string Text, int Length)> read)
    {
        var at = start;
        for (var i = 0; i < _secret.Length;)
        {
            if (at >= text.Length)
                return 0;
            var (found, length) = text[at] == escape ? read(text, at) : (text[at].ToString(), 1);
            if (string.CompareOrdinal(_secret, i, found, 0, found.Length) != 0)
                return 0;
            i += found.Length;
            at += length;
        }

        return at - start;
    }

    // RFC 8259, section 7. Beyond the quote and the backslash, each writer chooses what it escapes, and how.
    private static (string Text, int Length) ReadJsonEscape(string text, int at)
    {
        if (at + 1 >= text.Length)
            return ("\0", 0);
        if (text[at + 1] != 'u')
            return (Unescape(text[at + 1]).ToString(), 2);
        return at + 5 < text.Length && ushort.TryParse(text.Substring(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (((char)unit).ToString(), 6)
            : ("\0", 0);
    }

    private static char Unescape(char letter) => letter switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => letter,
    };

    // HTML, section 13.5. Each writer chooses which characters it escapes, by name or by number. PHP escapes by default.
    private static (string Text, int Length) ReadHtmlReference(string text, int at)
    {
        var end = text.IndexOf(';', at, Math.Min(LongestReference, text.Length - at));
        var reference = end < 0 ? "" : text.Substring(at, end + 1 - at);
        var decoded = WebUtility.HtmlDecode(reference);
        // An ampersand that begins no reference was not escaped.
        return decoded == reference ? ("&", 1) : (decoded, reference.Length);
    }

    // RFC 3986, section 2.1, and HTML forms, where a plus is a space. Each writer chooses which characters it escapes.
    private int MatchUrl(string text, int start)
    {
        var at = start;
        foreach (var wanted in _bytes)
        {
            if (at >= text.Length)
                return 0;
            if (text[at] == '%' && at + 2 < text.Length
                && byte.TryParse(text.Substring(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value == wanted)
            {
                at += 3;
            }
            else if (text[at] == wanted || (wanted == ' ' && text[at] == '+'))
            {
                at++;
            }
            else
            {
                return 0;
            }
        }

        return at - start;
    }
}
