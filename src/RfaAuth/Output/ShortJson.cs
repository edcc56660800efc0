using System.Collections;
using System.Security;
using System.Text;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Text;
using RfaAuth.Input;

namespace RfaAuth.Output;

/// <summary>Writes the beginning of data as JSON, for display: enough to recognise it, and never more than a few lines of a terminal.</summary>
internal sealed class ShortJson
{
    private const int LongestInView = 200;

    private readonly StringBuilder _text = new();
    private readonly bool _hidesSecrets;
    private readonly int _longest;

    private ShortJson(bool hidesSecrets, int longest)
    {
        _hidesSecrets = hidesSecrets;
        _longest = longest;
    }

    /// <param name="data">An answer's data.</param>
    /// <param name="longest">The greatest number of characters. An ellipsis stands for the rest.</param>
    public static string Of(object? data, int longest = LongestInView) => Of(data, hidesSecrets: false, longest);

    /// <param name="input">A user's input. Values whose names suggest a secret are not shown.</param>
    public static string OfInput(object? input) => Of(input, hidesSecrets: true, LongestInView);

    private static string Of(object? value, bool hidesSecrets, int longest)
    {
        var json = new ShortJson(hidesSecrets, longest);
        json.Write(value);
        var text = json._text;
        return TerminalText.Neutralise(text.Length > longest ? text.ToString(0, longest) + "\u2026" : text.ToString());
    }

    // Nothing is read after the end of the text, so large data takes no more time.
    private void Write(object? wrapped)
    {
        if (_text.Length > _longest)
            return;
        switch (PSObjects.Unwrap(wrapped))
        {
            case null:
                _text.Append("null");
                break;
            case bool flag:
                _text.Append(flag ? "true" : "false");
                break;
            case string words:
                WriteText(words);
                break;
            case object?[] list:
                WriteAll('[', list, Write, ']');
                break;
            case IDictionary dictionary:
                WriteAll('{', dictionary.Cast<DictionaryEntry>(), entry => WriteMember(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value), '}');
                break;
            case Record record:
                WriteAll('{', PSObject.AsPSObject(record).Properties, property => WriteMember(property.Name, property.Value), '}');
                break;
            case PSObject custom:
                WriteAll('{', custom.Properties, property => WriteMember(property.Name, property.Value), '}');
                break;
            case SecureString:
                _text.Append(Redactor.Mask);
                break;
            case var value:
                _text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void WriteMember(string name, object? value)
    {
        WriteText(name);
        _text.Append(':');
        if (_hidesSecrets && SecretName.Matches(name))
            _text.Append(Redactor.Mask);
        else
            Write(value);
    }

    private void WriteText(string words)
    {
        _text.Append('"');
        for (var i = 0; i < words.Length && _text.Length <= _longest; i++)
        {
            _ = words[i] switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\n' => _text.Append("\\n"),
                '\r' => _text.Append("\\r"),
                '\t' => _text.Append("\\t"),
                var character => _text.Append(character),
            };
        }

        _text.Append('"');
    }

    private void WriteAll<T>(char open, IEnumerable<T> items, Action<T> write, char close)
    {
        _text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (_text.Length > _longest)
                return;
            if (!isFirst)
                _text.Append(',');
            isFirst = false;
            write(item);
        }

        _text.Append(close);
    }
}
