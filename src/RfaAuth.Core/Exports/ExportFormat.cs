namespace RfaAuth.Core.Exports;

/// <summary>The format of an export.</summary>
internal enum ExportFormat
{
    /// <summary>One item on each line, as the service wrote it.</summary>
    Lines,

    /// <summary>One JSON list, or a single value.</summary>
    Json,

    /// <summary>Flattened items in CSV (RFC 4180).</summary>
    Csv,

    /// <summary>The unchanged body of an answer.</summary>
    Body,
}

/// <summary>Chooses the format of an export. Pure.</summary>
internal static class ExportFormats
{
    private static readonly Dictionary<string, ExportFormat> s_byName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["jsonl"] = ExportFormat.Lines,
        ["ndjson"] = ExportFormat.Lines,
        ["json"] = ExportFormat.Json,
        ["csv"] = ExportFormat.Csv,
    };

    /// <param name="path">The file.</param>
    /// <param name="name">The format's name, as users write it; null: the file's extension decides.</param>
    /// <exception cref="RfaException">FormatRequired.</exception>
    public static ExportFormat Choose(string path, string? name) =>
        s_byName.TryGetValue(name ?? Path.GetExtension(path).TrimStart('.'), out var format)
            ? format
            : throw new RfaException(
                ErrorCodes.FormatRequired,
                $"-OutFile '{Path.GetFileName(path)}': the extension does not tell the format. Those that do are {string.Join(", ", s_byName.Keys.Select(key => "." + key))}.");
}
