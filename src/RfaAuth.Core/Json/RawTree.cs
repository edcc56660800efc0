namespace RfaAuth.Core.Json;

/// <summary>Reads and changes JSON that was kept as text. Pure.</summary>
internal static class RawTree
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The members of an object, in order. Of two members with the same name the last one counts. Empty if the value is no object.</summary>
    public static IReadOnlyList<KeyValuePair<string, RawJson>> Members(RawJson value)
    {
        var members = new List<KeyValuePair<string, RawJson>>();
        if (!value.IsObject)
            return members;
        using var reader = Reader(value);
        reader.BeginObject();
        for (var isFirst = true; reader.NextMember(isFirst, out var name); isFirst = false)
        {
            var member = new KeyValuePair<string, RawJson>(name, reader.ReadRaw());
            var known = members.FindIndex(other => other.Key == name);
            if (known >= 0)
                members[known] = member;
            else
                members.Add(member);
        }

        return members;
    }

    /// <summary>The value of a member; null if it is null, or if the value is no object or has no such member.</summary>
    public static RawJson? Member(RawJson? value, string name) =>
        value is not null && Members(value).FirstOrDefault(member => member.Key == name).Value is { IsNull: false } member ? member : null;

    /// <summary>The value at a path of names; null if it is null, or if the path leads nowhere.</summary>
    public static RawJson? At(RawJson? value, IReadOnlyList<string> path) => path.Aggregate(value, Member);

    /// <summary>The same for a value that may be plain, down to a part that is text. Scalars are plain.</summary>
    public static object? MemberOf(object? value, string name) => value is not RawJson raw ? PlainValue.Member(value, name) : Member(raw, name) switch
    {
        { IsObject: false, IsList: false } scalar => Make(scalar, PlainValueFactory.Instance),
        var part => part,
    };

    /// <summary>The items of a list, plain or as text; null if the value is no list.</summary>
    public static object?[]? ItemsOf(object? value) => value is RawJson raw ? Items(raw) : value as object?[];

    /// <summary>The items of a list; null if the value is no list.</summary>
    public static RawJson[]? Items(RawJson value)
    {
        if (!value.IsList)
            return null;
        using var reader = Reader(value);
        return reader.ReadRawItems();
    }

    /// <summary>Makes a value with a caller's factory.</summary>
    public static object? Make(RawJson value, IValueFactory values)
    {
        using var reader = Reader(value);
        return reader.ReadValue(values);
    }

    /// <summary>Makes each of the values with a caller's factory, when it is asked for.</summary>
    public static IEnumerable<object?> MakeEach(IEnumerable<RawJson> items, IValueFactory values)
    {
        using var reader = Reader(RawJson.Null);
        foreach (var item in items)
        {
            reader.MoveTo(item.Text);
            yield return reader.ReadValue(values);
        }
    }

    /// <summary>Makes the parts of a plain value that are JSON text with a caller's factory.</summary>
    public static object? Made(object? value, IValueFactory values) => value switch
    {
        RawJson raw => Make(raw, values),
        IReadOnlyDictionary<string, object?> members => values.CreateObject(new ObjectShape([.. members.Keys]), [.. members.Values.Select(member => Made(member, values))], 0),
        object?[] items => values.CreateList([.. items.Select(item => Made(item, values))], 0, items.Length),
        _ => value,
    };

    /// <summary>The content of a JSON string, without quotes and escapes.</summary>
    public static string Text(RawJson value) => (string)Make(value, PlainValueFactory.Instance)!;

    /// <summary>Joins the values to a JSON list.</summary>
    public static RawJson List(IEnumerable<RawJson?> items)
    {
        using var text = new MemoryStream();
        text.WriteByte((byte)'[');
        foreach (var item in items)
        {
            if (text.Length > 1)
                text.WriteByte((byte)',');
            WriteCompact(item ?? RawJson.Null, text);
        }

        text.WriteByte((byte)']');
        return new RawJson(new ArraySegment<byte>(text.ToArray()), isCompact: true);
    }

    /// <summary>Replaces the value of a member. Returns the value as it is if it is no object or has no member with this name.</summary>
    public static RawJson With(RawJson value, string name, RawJson replacement)
    {
        foreach (var member in Members(value))
        {
            if (member.Key == name)
                return Replace(value, member.Value, replacement);
        }

        return value;
    }

    /// <summary>Replaces the value at a path of names. Returns the value as it is if the path leads nowhere.</summary>
    public static RawJson With(RawJson value, IReadOnlyList<string> path, RawJson replacement, int depth = 0) =>
        depth == path.Count ? replacement
        : Member(value, path[depth]) is { } member ? With(value, path[depth], With(member, path, replacement, depth + 1))
        : value;

    /// <summary>The value on one line: without white space between its parts, and otherwise the same bytes.</summary>
    public static string Compact(RawJson value)
    {
        if (value.IsCompact)
            return value.ToString();
        using var text = new MemoryStream();
        WriteCompact(value, text);
        return s_utf8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>Writes the value on one line: without white space between its parts, and otherwise the same bytes.</summary>
    public static void WriteCompact(RawJson value, MemoryStream to)
    {
        var (text, at, end) = (value.Text.Array!, value.Text.Offset, value.Text.Offset + value.Text.Count);
        if (value.IsCompact)
        {
            to.Write(text, at, end - at);
            return;
        }

        var begin = at;
        for (var isInText = false; at < end; at++)
        {
            if (text[at] == '"')
            {
                isInText = !isInText;
            }
            else if (isInText)
            {
                // Skip the character after a backslash. After \u follow only letters and digits.
                at += text[at] == '\\' ? 1 : 0;
            }
            else if (text[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                to.Write(text, begin, at - begin);
                begin = at + 1;
            }
        }

        to.Write(text, begin, end - begin);
    }

    // Both texts must be parts of one array.
    private static RawJson Replace(RawJson whole, RawJson part, RawJson replacement)
    {
        using var text = new MemoryStream();
        var (array, begin, end) = (whole.Text.Array!, whole.Text.Offset, whole.Text.Offset + whole.Text.Count);
        text.Write(array, begin, part.Text.Offset - begin);
        text.Write(replacement.Text.Array!, replacement.Text.Offset, replacement.Text.Count);
        var rest = part.Text.Offset + part.Text.Count;
        text.Write(array, rest, end - rest);
        return new RawJson(new ArraySegment<byte>(text.ToArray()), whole.IsCompact && replacement.IsCompact);
    }

    private static JsonValueReader Reader(RawJson value) => new(value.Text, JsonSource.Service);
}
