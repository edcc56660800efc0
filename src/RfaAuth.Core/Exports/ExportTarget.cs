namespace RfaAuth.Core.Exports;

/// <summary>The final file of an export, and the sources of its content.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">The format of the file.</param>
/// <param name="Parts">The sources of its content, by the names that users know: see <see cref="Fingerprint"/>.</param>
internal sealed record ExportTarget(string Path, ExportFormat Format, IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>The path of the incomplete file.</summary>
    public string PartialPath => Path + ".partial";

    /// <summary>The path of the record.</summary>
    public string RecordPath => Path + ".resume";

    /// <summary>The path of the next record while it is written.</summary>
    public string NextRecordPath => RecordPath + ".tmp";

    /// <summary>The paths of all files that an export to this path writes.</summary>
    public static IEnumerable<string> NamesOf(string path)
    {
        var target = new ExportTarget(path, default, new Dictionary<string, string>());
        return [path, target.PartialPath, target.RecordPath, target.NextRecordPath];
    }

    /// <summary>The shortest time between two records. That much data may be lost if the process is killed.</summary>
    public TimeSpan RecordInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the items are added to those of an existing file.</summary>
    public bool IsAppend { get; init; }

    /// <summary>Whether an existing file is never replaced.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether to go on with an earlier export.</summary>
    public bool IsResume { get; init; }

    /// <summary>Whether the requests must not be sent again after their record is lost: a batch of mutations.</summary>
    public bool RunsOnce { get; init; }

    /// <summary>The columns of CSV; null for other formats.</summary>
    public Columns? Columns { get; init; }
}
