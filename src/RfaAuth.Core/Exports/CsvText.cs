namespace RfaAuth.Core.Exports;

/// <summary>Writes and reads fields of CSV (RFC 4180). Pure.</summary>
internal static class CsvText
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    // White space at the ends is quoted too, because some readers remove it.
    private static readonly char[] s_quoted = [',', '"', '\r', '\n'];

    public static void WriteLine(IReadOnlyList<string> fields, MemoryStream to)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0)
                to.WriteByte((byte)',');
            Write(fields[i], to);
        }

        to.WriteByte((byte)'\r');
        to.WriteByte((byte)'\n');
    }

    public static void Write(string field, MemoryStream to)
    {
        var needsQuotes = field.Length == 0 || field.IndexOfAny(s_quoted) >= 0 || char.IsWhiteSpace(field[0]) || char.IsWhiteSpace(field[field.Length - 1]);
        var bytes = s_utf8.GetBytes(needsQuotes ? "\"" + field.Replace("\"", "\"\"") + "\"" : field);
        to.Write(bytes, 0, bytes.Length);
    }

    /// <summary>The fields of the first row; null if the row has no end.</summary>
    public static IReadOnlyList<string>? ReadFirstRow(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted)
            {
                if (c != '"')
                    field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[++i]);
                else
                    isQuoted = false;
            }
            else if (c == '"')
            {
                isQuoted = true;
            }
            else if (c is '\r' or '\n')
            {
                fields.Add(field.ToString());
                return fields;
            }
            else if (c == ',')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        return null;
    }
}
