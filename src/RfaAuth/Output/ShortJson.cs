using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;
using RfaAuth.Core.Text;

namespace RfaAuth.Output;

/// <summary>The beginning of an answer's data as JSON, for a view: enough to see what it is, and never more than a few lines of a terminal.</summary>
internal static class ShortJson
{
    private const int Longest = 200;

    public static string Of(object? data)
    {
        var text = new StringBuilder();
        Write(text, data);
        return TerminalText.Neutralise(text.Length > Longest ? text.ToString(0, Longest) + "\u2026" : text.ToString());
    }

    // What comes behind the end is not walked, however much it is.
    private static void Write(StringBuilder text, object? value)
    {
        if (text.Length > Longest)
            return;
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case string words:
                text.Append('"').Append(words.Length > Longest ? words.Substring(0, Longest) : words).Append('"');
                break;
            case object?[] list:
                WriteAll(text, '[', list, item => Write(text, item), ']');
                break;
            case IDictionary dictionary:
                WriteAll(text, '{', dictionary.Cast<DictionaryEntry>(), entry => WriteMember(text, (string)entry.Key, entry.Value), '}');
                break;
            case PSObject custom when custom.BaseObject is PSCustomObject:
                WriteAll(text, '{', custom.Properties, property => WriteMember(text, property.Name, property.Value), '}');
                break;
            default:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteMember(StringBuilder text, string name, object? value)
    {
        text.Append('"').Append(name).Append("\":");
        Write(text, value);
    }

    private static void WriteAll<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> write, char close)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            if (text.Length > Longest)
                return;
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            write(item);
        }

        text.Append(close);
    }
}
