namespace RfaAuth.Core.Exports;

/// <summary>The file that an export is to become, and what it is made from.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">What is written.</param>
/// <param name="Parts">What it is made from, by what users call it: see <see cref="Fingerprint"/>.</param>
internal sealed record ExportTarget(string Path, ExportFormat Format, IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>The file while it is not complete.</summary>
    public string PartialPath => Path + ".partial";

    /// <summary>Where it goes on.</summary>
    public string RecordPath => Path + ".resume";

    /// <summary>The record while it is being written.</summary>
    public string NextRecordPath => RecordPath + ".tmp";

    /// <summary>How much time is between two records at least: as much as may be lost where the process ends without a word.</summary>
    public TimeSpan RecordInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the items go behind those of the file that is there.</summary>
    public bool IsAppend { get; init; }

    /// <summary>Whether a file that is there stays.</summary>
    public bool NoClobber { get; init; }

    /// <summary>Whether an export that broke off goes on.</summary>
    public bool IsResume { get; init; }

    /// <summary>Whether what was sent must not be sent again because nobody knows of it: a batch of mutations.</summary>
    public bool RunsOnce { get; init; }

    /// <summary>The columns of CSV; null elsewhere.</summary>
    public Columns? Columns { get; init; }
}
