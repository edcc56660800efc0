using RfaAuth.Core.Time;

namespace RfaAuth.Core.Exports;

/// <summary>The file of a record, from which -Resume goes on. Each record replaces the one before in one step, so that there is always a whole one.</summary>
/// <param name="files">The file system.</param>
/// <param name="target">The file of the export.</param>
/// <param name="clock">The time.</param>
/// <param name="exists">Whether the export goes on with a record.</param>
internal sealed class ExportRecordFile(IExportFiles files, ExportTarget target, IClock clock, bool exists)
{
    // Null if this run has written no record yet.
    private TimeSpan? _writtenAt;

    /// <summary>Whether there is a record with which the export can go on.</summary>
    public bool Exists { get; private set; } = exists;

    /// <summary>Whether the last record of this run is old enough for another one.</summary>
    public bool IsDue => !(clock.Elapsed - _writtenAt < target.RecordInterval);

    /// <summary>The record of an earlier export; null if there is none to go on with.</summary>
    /// <exception cref="RfaException">InvalidResume: the record belongs to another command, or mutations may run twice.</exception>
    public static ExportRecord? Find(IExportFiles files, ExportTarget target, Action<string> warn)
    {
        if (files.LengthOf(target.RecordPath) is null)
            return null;
        string text;
        using (var reader = new StreamReader(files.Read(target.RecordPath)))
            text = reader.ReadToEnd();
        if (ExportRecordText.Read(text) is not { } record)
            return StartAgain("its record cannot be read");
        var differences = Fingerprint.Of(target.Parts, record.Fingerprint.Salt).Differences(record.Fingerprint);
        if (differences.Count > 0)
            throw Mismatch(target, $"it was made with other values of: {string.Join(", ", differences)}");
        var length = files.LengthOf(target.PartialPath);
        // The process ended between giving the file its name and removing the record. Others may have appended since.
        if (record.IsComplete && length is null && files.LengthOf(target.Path) is { } written && (written == record.Bytes || (target.IsAppend && written > record.Bytes)))
            return record;
        if (length is null || length < record.Bytes)
            return StartAgain(length is null ? "its file is gone" : "its file is shorter than its record says");
        return target.IsAppend && files.LengthOf(target.Path) != record.Appended
            ? throw Mismatch(target, "the file to which it appends has changed since").Advised(ByHand(target))
            : record;

        ExportRecord? StartAgain(string reason)
        {
            if (target.RunsOnce)
                throw Mismatch(target, $"{reason}. Its mutations may have run");
            warn($"The export to '{Name(target.Path)}' that broke off cannot go on, because {reason}. It starts again.");
            return null;
        }
    }

    /// <summary>Checks what an earlier run left, before an export starts that goes on with none.</summary>
    /// <exception cref="RfaException">OutFileExists: mutations that have run would run again.</exception>
    public static void CheckStart(IExportFiles files, ExportTarget target, Action<string> warn)
    {
        var name = Name(target.Path);
        if (!target.IsResume && files.LengthOf(target.RecordPath) is not null)
        {
            if (!target.RunsOnce)
            {
                warn($"An export to '{name}' broke off before. It starts again. To go on with an export, pass -Resume.");
                return;
            }

            throw new RfaException(ErrorCodes.OutFileExists, $"An export to '{name}' broke off before. Without -Resume the mutations of a batch would be sent again.")
            {
                RecommendedAction = $"Pass -Resume. To begin again, remove '{name}.resume' and '{name}.partial'.",
            };
        }

        if (target.RunsOnce && target.IsResume && files.LengthOf(target.Path) is not null)
        {
            throw new RfaException(ErrorCodes.OutFileExists, $"No batch to '{name}' broke off, and the file is there: it is complete, or another one. Nothing was sent.")
            {
                RecommendedAction = "Move the file away, pass another -OutFile, or leave out -Resume to send all mutations.",
            };
        }
    }

    /// <summary>The error for a command, or inputs, that differ from the record.</summary>
    public static RfaException Mismatch(ExportTarget target, string reason) =>
        new(ErrorCodes.InvalidResume, $"The export to '{Name(target.Path)}' that broke off does not belong to this command: {reason}.");

    /// <summary>The advice for a user whose file was changed while an export appended to it.</summary>
    public static string ByHand(ExportTarget target) =>
        $"'{Name(target.PartialPath)}' has the file as it was, followed by what the export wrote. Add that by hand. To begin again, remove it and '{Name(target.RecordPath)}'.";

    /// <summary>Writes a record to the disk. The data that it counts must be there already.</summary>
    /// <exception cref="RfaException">FileUnwritable. The record before is still there.</exception>
    public void Write(ExportRecord record)
    {
        var text = Encoding.UTF8.GetBytes(ExportRecordText.Write(record));
        try
        {
            using var next = files.Open(target.NextRecordPath);
            next.Cut(0);
            next.Write(text, text.Length);
            next.Flush();
        }
        catch (RfaException)
        {
            RemoveNext();
            throw;
        }

        files.Rename(target.NextRecordPath, target.RecordPath, overwrites: true);
        if (target.RunsOnce)
        {
            // The new name must be on the disk too before anything is sent. The usual file systems write both at once.
            using var named = files.Open(target.RecordPath);
            named.Flush();
        }

        (Exists, _writtenAt) = (true, clock.Elapsed);
    }

    public void Delete()
    {
        files.Delete(target.RecordPath);
        Exists = false;
    }

    private void RemoveNext()
    {
        try
        {
            files.Delete(target.NextRecordPath);
        }
        catch (RfaException)
        {
            // The user gets the error of the record.
        }
    }

    private static string Name(string path) => Path.GetFileName(path);
}
