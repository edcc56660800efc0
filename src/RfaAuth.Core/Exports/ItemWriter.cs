using RfaAuth.Core.Json;

namespace RfaAuth.Core.Exports;

/// <summary>Makes the bytes of a file of items: UTF-8 without a byte order mark. It does not open files.</summary>
internal abstract class ItemWriter
{
    /// <summary>Writes the text before the first item. Called once, with the first items.</summary>
    public virtual void Begin(IReadOnlyList<RawJson> items, MemoryStream to)
    {
    }

    /// <param name="item">The item.</param>
    /// <param name="isFirst">Whether it is the first item.</param>
    /// <param name="to">The destination.</param>
    public abstract void Add(RawJson item, bool isFirst, MemoryStream to);

    /// <summary>Writes the text after the last item.</summary>
    public virtual void End(bool isEmpty, MemoryStream to)
    {
    }
}

/// <summary>JSON lines: one item on each line. The last line ends with a line feed too.</summary>
internal sealed class LinesWriter : ItemWriter
{
    public override void Add(RawJson item, bool isFirst, MemoryStream to)
    {
        RawTree.WriteCompact(item, to);
        to.WriteByte((byte)'\n');
    }
}

/// <summary>The unchanged bytes.</summary>
internal sealed class BodyWriter : ItemWriter
{
    public override void Add(RawJson item, bool isFirst, MemoryStream to) => to.Write(item.Text.Array!, item.Text.Offset, item.Text.Count);
}

/// <summary>One JSON list, with one item on each line.</summary>
internal sealed class ListWriter : ItemWriter
{
    public override void Add(RawJson item, bool isFirst, MemoryStream to)
    {
        to.WriteByte(isFirst ? (byte)'[' : (byte)',');
        to.WriteByte((byte)'\n');
        RawTree.WriteCompact(item, to);
    }

    public override void End(bool isEmpty, MemoryStream to)
    {
        to.WriteByte(isEmpty ? (byte)'[' : (byte)'\n');
        to.WriteByte((byte)']');
        to.WriteByte((byte)'\n');
    }
}

/// <summary>CSV (RFC 4180): commas, quotes if needed, CR LF after each row. Null is empty, and empty text is "".</summary>
/// <param name="columns">The columns.</param>
/// <param name="hasHeader">Whether the file already has its header.</param>
internal sealed class CsvWriter(Columns columns, bool hasHeader) : ItemWriter
{
    private static readonly byte[] s_newLine = [(byte)'\r', (byte)'\n'];

    public override void Begin(IReadOnlyList<RawJson> items, MemoryStream to)
    {
        columns.Decide(items);
        if (!hasHeader)
            CsvText.WriteLine(columns.Names, to);
    }

    public override void Add(RawJson item, bool isFirst, MemoryStream to)
    {
        var row = columns.RowOf(item);
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
                to.WriteByte((byte)',');
            if (row[i] is { } value)
                Write(value, to);
            else if (row.Length == 1)
                // An empty line would not count as a row.
                CsvText.Write("", to);
        }

        to.Write(s_newLine, 0, s_newLine.Length);
    }

    private static void Write(RawJson value, MemoryStream to)
    {
        if (value.IsText)
            CsvText.Write(RawTree.Text(value), to);
        else if (value.IsObject || value.IsList)
            CsvText.Write(RawTree.Compact(value), to);
        else
            to.Write(value.Text.Array!, value.Text.Offset, value.Text.Count);
    }
}
