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
            if (record.Lists is { } lists)
                target.Columns?.Restore(lists);
            (Bytes, Items, Pages, State, _appended) = (record.Bytes, record.Items, record.Pages, record.State, record.Appended);
            (IsResumed, IsWritten, _isBegun) = (true, record.State is null, true);
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

    /// <summary>Whether an export that broke off goes on.</summary>
    public bool IsResumed { get; }

    /// <summary>Whether all items are in the file, so that nothing is to be asked for.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Whether there is a record by which the export can go on.</summary>
    public bool HasRecord { get; private set; }

    /// <summary>Opens the file, or goes on with it.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="target">The file.</param>
    /// <param name="warn">Is told what a user should know.</param>
    /// <param name="clock">Which time.</param>
    /// <exception cref="RfaException">InvalidResume, OutFileExists, FileUnwritable or InvalidOutFile.</exception>
    public static ExportFile Open(IExportFiles files, ExportTarget target, Action<string> warn, IClock clock)
    {
        var record = target.IsResume ? Find(files, target, warn) : null;
        if (record is null && target.NoClobber && files.LengthOf(target.Path) is not null)
            throw Exists(target);
        if (record is null && !target.IsResume && files.LengthOf(target.RecordPath) is not null)
            warn($"An export to '{Name(target.Path)}' broke off before. It starts again; -Resume would have gone on with it.");
        var stream = record is null || files.LengthOf(target.PartialPath) is not null ? files.Open(target.PartialPath) : null;
        try
        {
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
        _buffer.SetLength(0);
        Begin(items);
        for (var i = 0; i < items.Count; i++)
            _writer.Add(items[i], isFirst: Items + i == 0, _buffer);
        Write();
        // Only now: where the disk is full, what came before still counts.
        (Items, Pages, State) = (Items + items.Count, Pages + 1, state);
        _isRecorded = state is null;
        if (state is not null && !(_clock.Elapsed - _recordedAt < _target.RecordInterval))
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
            _writer.End(Items == 0, _buffer);
            Write();
            State = null;
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
        if (record.State is null && length is null && files.LengthOf(target.Path) == record.Bytes)
            return record;
        if (length is null || length < record.Bytes)
            return StartAgain(length is null ? "its file is gone" : "its file is shorter than its record says");
        return record.Appended is { } appended && files.LengthOf(target.Path) != appended
            ? throw Mismatch(target, "the file to which it appends has changed since")
            : record;

        ExportRecord? StartAgain(string reason)
        {
            warn($"The export to '{Name(target.Path)}' that broke off cannot go on, because {reason}. It starts again.");
            return null;
        }
    }

    private static RfaException Mismatch(ExportTarget target, string reason) =>
        new(ErrorCodes.InvalidResume, $"The export to '{Name(target.Path)}' that broke off does not belong to this command: {reason}.");

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
            Bytes += read;
        }

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
        Bytes += _buffer.Length;
    }

    private void Record()
    {
        _stream!.Flush();
        var text = Encoding.UTF8.GetBytes(ExportRecordText.Write(
            new ExportRecord(_fingerprint, Bytes, Items, Pages) { State = State, Appended = _appended, Lists = _target.Columns?.Lists }));
        using (var record = _files.Open(_target.NextRecordPath))
        {
            record.Cut(0);
            record.Write(text, text.Length);
            record.Flush();
        }

        _files.Rename(_target.NextRecordPath, _target.RecordPath, overwrites: true);
        (HasRecord, _isRecorded, _recordedAt) = (true, true, _clock.Elapsed);
    }
}
