using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Exports;

/// <summary>
/// A file that is written page by page beside its name and gets its name when it is complete. What was written is on the disk first, and
/// then the record of it, so that a process may end anywhere: behind the record there is at most what the next run cuts off. A record follows
/// each page; where pages come faster than a disk can take, one that came lately stands for those behind it. Not thread safe.
/// </summary>
internal sealed class ExportFile : IDisposable
{
    // More than the columns of any CSV file take.
    private const int LongestHeader = 1024 * 1024;

    private readonly IExportFiles _files;
    private readonly IClock _clock;
    private readonly ExportTarget _target;
    private readonly Fingerprint _fingerprint;
    // Null where the file has its name already, and only the record is left of a process that ended there.
    private readonly IExportStream? _stream;
    private readonly MemoryStream _buffer = new();
    private ItemWriter _writer;
    private long? _appended;
    private bool _isBegun;

    // What was written, of which a part may not count yet.
    private (long Bytes, long Items, long Pages) _written;

    // Null: there is none yet.
    private TimeSpan? _recordedAt;
    private bool _isRecorded = true;

    private ExportFile(IExportFiles files, ExportTarget target, IExportStream? stream, ExportRecord? record, IClock clock)
    {
        _files = files;
        _clock = clock;
        _target = target;
        _stream = stream;
        _fingerprint = record?.Fingerprint ?? Fingerprint.Of(target.Parts);
        if (record is null)
        {
            Start();
        }
        else
        {
            _stream?.Cut(record.Bytes);
            // Where no item was written yet, later ones still tell what is a list.
            _isBegun = record.Items > 0 || record.IsComplete;
            if (record.Lists is { } lists && (_isBegun || record.Appended > 0))
                target.Columns?.Restore(lists);
            _written = (record.Bytes, record.Items, record.Pages);
            (State, Batch, _appended) = (record.State, record.Batch, record.Appended);
            (IsResumed, IsWritten) = (true, record.IsComplete);
            (Bytes, Items, Pages) = _written;
        }

        _writer = target.Format switch
        {
            ExportFormat.Lines => new LinesWriter(),
            ExportFormat.Json => new ListWriter(),
            ExportFormat.Body => new BodyWriter(),
            _ => new CsvWriter(target.Columns!, hasHeader: _isBegun || _appended > 0),
        };
    }

    public long Bytes { get; private set; }

    public long Items { get; private set; }

    public long Pages { get; private set; }

    /// <summary>Where the list goes on; null: at its beginning, unless all is written.</summary>
    public PagerState? State { get; private set; }

    /// <summary>How far the batch is; null: it is none.</summary>
    public BatchState? Batch { get; private set; }

    /// <summary>What the digests of its record are salted with.</summary>
    public string Salt => _fingerprint.Salt;

    /// <summary>Whether an export that broke off goes on.</summary>
    public bool IsResumed { get; }

    /// <summary>Whether all items are in the file, so that nothing is to be asked for.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Whether there is a record by which the export can go on.</summary>
    public bool HasRecord { get; private set; }

    /// <summary>Whether all that counts is in a record.</summary>
    public bool IsRecorded => _isRecorded;

    /// <summary>Opens the file, or goes on with it.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="target">The file.</param>
    /// <param name="warn">Is told what a user should know.</param>
    /// <param name="clock">Which time.</param>
    /// <exception cref="RfaException">InvalidResume, OutFileExists, FileUnwritable or InvalidOutFile.</exception>
    public static ExportFile Open(IExportFiles files, ExportTarget target, Action<string> warn, IClock clock)
    {
        // First: no other process is to go on with it while its record is read.
        var stream = target.IsResume && files.LengthOf(target.PartialPath) is not null ? files.Open(target.PartialPath) : null;
        try
        {
            var record = target.IsResume ? Find(files, target, warn) : null;
            if (record is null && target.NoClobber && files.LengthOf(target.Path) is not null)
                throw Exists(target);
            if (record is null && target.RunsOnce)
                CheckIsNew(files, target);
            if (record is null && !target.IsResume && files.LengthOf(target.RecordPath) is not null)
                warn($"An export to '{Name(target.Path)}' broke off before. It starts again; -Resume would have gone on with it.");
            if (record is null)
                stream ??= files.Open(target.PartialPath);
            return new ExportFile(files, target, stream, record, clock) { HasRecord = record is not null };
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Writes a page.</summary>
    /// <param name="items">Its items.</param>
    /// <param name="state">Where the list goes on; null: at its end, or where it cannot go on.</param>
    public void Add(IReadOnlyList<RawJson> items, PagerState? state)
    {
        Write(items);
        // Only now: where the disk is full, what came before still counts.
        Count();
        State = state;
        _isRecorded = state is null;
        RecordIfDue();
    }

    /// <summary>Writes what counts only when its input is finished: see <see cref="Finish"/>.</summary>
    public void Write(IReadOnlyList<RawJson> items)
    {
        _buffer.SetLength(0);
        if (items.Count > 0)
            Begin(items);
        for (var i = 0; i < items.Count; i++)
            _writer.Add(items[i], isFirst: _written.Items + i == 0, _buffer);
        Write();
        _written = (_written.Bytes, _written.Items + items.Count, _written.Pages + 1);
    }

    /// <summary>All that was written of a batch counts.</summary>
    /// <param name="batch">How far the batch is with it.</param>
    public void Finish(BatchState batch)
    {
        Count();
        Batch = batch;
        _isRecorded = false;
        RecordIfDue();
    }

    /// <summary>Records how far the batch is, whenever the last record was.</summary>
    public void Record(BatchState batch)
    {
        Batch = batch;
        Record();
    }

    /// <summary>Writes one value that is no list, where JSON is written.</summary>
    public void AddValue(RawJson value)
    {
        _writer = new LinesWriter();
        Add([value], null);
    }

    /// <summary>Ends the file, and gives it its name.</summary>
    public void Complete()
    {
        if (!IsWritten)
        {
            _buffer.SetLength(0);
            Begin([]);
            _writer.End(_written.Items == 0, _buffer);
            Write();
            Count();
            (State, Batch) = (null, Batch is null ? null : Batch with { IsComplete = true });
            Record();
            IsWritten = true;
        }

        if (_stream is not null)
        {
            _stream.Dispose();
            if (_target.NoClobber && _files.LengthOf(_target.Path) is not null)
                throw Exists(_target);
            _files.Rename(_target.PartialPath, _target.Path, overwrites: !_target.NoClobber);
        }

        _files.Delete(_target.RecordPath);
        HasRecord = false;
    }

    /// <summary>Leaves a file that is not complete, with a record of its last page. One that nothing can go on from is removed.</summary>
    public void Abandon()
    {
        if (!_isRecorded)
            Record();
        _stream?.Dispose();
        if (!HasRecord)
            _files.Delete(_target.PartialPath);
    }

    /// <summary>Removes the file and its record: nothing of it is of use.</summary>
    public void Discard()
    {
        _stream?.Dispose();
        _files.Delete(_target.RecordPath);
        _files.Delete(_target.PartialPath);
        (HasRecord, _isRecorded) = (false, true);
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _buffer.Dispose();
    }

    /// <summary>The record of an export that broke off; null where there is none to go on with.</summary>
    private static ExportRecord? Find(IExportFiles files, ExportTarget target, Action<string> warn)
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
        if (record.IsComplete && length is null && files.LengthOf(target.Path) == record.Bytes)
            return record;
        if (length is null || length < record.Bytes)
            return StartAgain(length is null ? "its file is gone" : "its file is shorter than its record says");
        return record.Appended is { } appended && files.LengthOf(target.Path) != appended
            ? throw Mismatch(target, "the file to which it appends has changed since")
            : record;

        ExportRecord? StartAgain(string reason)
        {
            if (target.RunsOnce)
                throw Mismatch(target, $"{reason}. Its mutations may have run");
            warn($"The export to '{Name(target.Path)}' that broke off cannot go on, because {reason}. It starts again.");
            return null;
        }
    }

    private static RfaException Mismatch(ExportTarget target, string reason) =>
        new(ErrorCodes.InvalidResume, $"The export to '{Name(target.Path)}' that broke off does not belong to this command: {reason}.");

    /// <summary>The error for a command, or inputs, to which the record does not belong.</summary>
    public RfaException Mismatch(string reason) => Mismatch(_target, reason);

    // What has run once would run again.
    private static void CheckIsNew(IExportFiles files, ExportTarget target)
    {
        var name = Name(target.Path);
        if (!target.IsResume && files.LengthOf(target.RecordPath) is not null)
        {
            throw new RfaException(ErrorCodes.OutFileExists, $"An export to '{name}' broke off before. Without -Resume the mutations of a batch would be sent again.")
            {
                RecommendedAction = $"Pass -Resume. To begin again, remove '{name}.resume' and '{name}.partial'.",
            };
        }

        if (target.IsResume && files.LengthOf(target.Path) is not null)
        {
            throw new RfaException(ErrorCodes.OutFileExists, $"No batch to '{name}' broke off, and the file is there: it is complete, or another one. Nothing was sent.")
            {
                RecommendedAction = "Move the file away, pass another -OutFile, or leave out -Resume to send all mutations.",
            };
        }
    }

    private static RfaException Exists(ExportTarget target) => new(ErrorCodes.OutFileExists, $"'{target.Path}' is there already.");

    private static string Name(string path) => Path.GetFileName(path);

    // The record goes first: behind it there may be nothing that it does not know.
    private void Start()
    {
        _files.Delete(_target.RecordPath);
        _stream!.Cut(0);
        if (_target.IsAppend && _files.LengthOf(_target.Path) is { } length)
            CopyExisting(length);
    }

    private void CopyExisting(long length)
    {
        _appended = length;
        var block = new byte[64 * 1024];
        using var head = new MemoryStream();
        var last = (byte)'\n';
        using var file = _files.Read(_target.Path);
        for (int read; (read = file.Read(block, 0, block.Length)) > 0; last = block[read - 1])
        {
            if (head.Length < LongestHeader)
                head.Write(block, 0, read);
            _stream!.Write(block, read);
            _written.Bytes += read;
        }

        Count();
        var text = Encoding.UTF8.GetString(head.GetBuffer(), 0, (int)head.Length).TrimStart('\uFEFF');
        if (text.IndexOf('\0') >= 0)
            throw new RfaException(ErrorCodes.InvalidOutFile, $"'{_target.Path}' is not UTF-8: nothing can be appended to it.");
        if (length > 0 && _target.Columns is { } columns && CsvText.ReadFirstRow(text + "\n") is { } header && !columns.Fit(header))
            throw new RfaException(ErrorCodes.InvalidOutFile, $"'{_target.Path}' has other columns than what is to be appended. It has {string.Join(", ", header)}; the items have {string.Join(", ", columns.Names)}.");
        if (last == '\n')
            return;
        _buffer.SetLength(0);
        if (_target.Columns is not null)
            _buffer.WriteByte((byte)'\r');
        _buffer.WriteByte((byte)'\n');
        Write();
        Count();
    }

    private void Begin(IReadOnlyList<RawJson> items)
    {
        if (!_isBegun)
            _writer.Begin(items, _buffer);
        _isBegun = true;
    }

    private void Write()
    {
        _stream!.Write(_buffer.GetBuffer(), (int)_buffer.Length);
        _written.Bytes += _buffer.Length;
    }

    private void Count() => (Bytes, Items, Pages) = _written;

    private void RecordIfDue()
    {
        if (!_isRecorded && !(_clock.Elapsed - _recordedAt < _target.RecordInterval))
            Record();
    }

    private void Record()
    {
        _stream!.Flush();
        var text = Encoding.UTF8.GetBytes(ExportRecordText.Write(
            new ExportRecord(_fingerprint, Bytes, Items, Pages) { State = State, Batch = Batch, Appended = _appended, Lists = _target.Columns?.Lists }));
        using (var record = _files.Open(_target.NextRecordPath))
        {
            record.Cut(0);
            record.Write(text, text.Length);
            record.Flush();
        }

        _files.Rename(_target.NextRecordPath, _target.RecordPath, overwrites: true);
        if (_target.RunsOnce)
        {
            // Its name as well is on the disk before anything is sent: the file systems in use write both at once.
            using var named = _files.Open(_target.RecordPath);
            named.Flush();
        }

        (HasRecord, _isRecorded, _recordedAt) = (true, true, _clock.Elapsed);
    }
}
