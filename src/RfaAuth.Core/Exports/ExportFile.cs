using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Exports;

/// <summary>
/// A file that is written page by page under a temporary name, and gets its name when it is complete. Data is on the disk before its record is.
/// So the process may end at any time: the next run cuts off the data after the record. Each page is recorded, unless pages come
/// faster than the disk can take; then the record follows a moment later. Not thread safe.
/// </summary>
internal sealed class ExportFile : IDisposable
{
    // Longer than the header of any CSV file.
    private const int LongestHeader = 1024 * 1024;

    private readonly IExportFiles _files;
    private readonly ExportTarget _target;
    private readonly ExportRecordFile _record;
    private readonly Fingerprint _fingerprint;
    // Null if the file has its name already, and the process ended before it removed the record.
    private readonly IExportStream? _stream;
    private readonly MemoryStream _buffer = new();
    private ItemWriter _writer;
    private long? _appended;
    private bool _isBegun;

    // The written data. A part of it may not count yet.
    private (long Bytes, long Items, long Pages) _written;

    private ExportFile(IExportFiles files, ExportTarget target, IExportStream? stream, ExportRecord? record, IClock clock)
    {
        _files = files;
        _target = target;
        _record = new ExportRecordFile(files, target, clock, exists: record is not null);
        _stream = stream;
        _fingerprint = record?.Fingerprint ?? Fingerprint.Of(target.Parts);
        if (record is null)
        {
            Start();
        }
        else
        {
            _stream?.Cut(record.Bytes);
            // If no item was written yet, later items still tell which columns are lists.
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

    /// <summary>The place where the list goes on; null: the beginning, or all is written.</summary>
    public PagerState? State { get; private set; }

    /// <summary>The progress of the batch; null if this is no batch.</summary>
    public BatchState? Batch { get; private set; }

    /// <summary>The salt of the digests in the record.</summary>
    public string Salt => _fingerprint.Salt;

    /// <summary>Whether this run goes on with an earlier export.</summary>
    public bool IsResumed { get; }

    /// <summary>Whether all items are in the file, so that nothing must be requested.</summary>
    public bool IsWritten { get; private set; }

    /// <summary>Whether there is a record with which the export can go on.</summary>
    public bool HasRecord => _record.Exists;

    /// <summary>Whether all counted data is in the record.</summary>
    public bool IsRecorded { get; private set; } = true;

    /// <summary>Opens the file, or goes on with it.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="target">The file.</param>
    /// <param name="warn">Receives warnings for the user.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="RfaException">InvalidResume, OutFileExists, FileUnwritable or InvalidOutFile.</exception>
    public static ExportFile Open(IExportFiles files, ExportTarget target, Action<string> warn, IClock clock)
    {
        // Open the file first, so that no other process goes on with it while the record is read.
        var stream = target.IsResume && files.LengthOf(target.PartialPath) is not null ? files.Open(target.PartialPath) : null;
        try
        {
            var record = target.IsResume ? ExportRecordFile.Find(files, target, warn) : null;
            if (record is null)
            {
                if (target.NoClobber && files.LengthOf(target.Path) is not null)
                    throw Exists(target);
                ExportRecordFile.CheckStart(files, target, warn);
                stream ??= files.Open(target.PartialPath);
            }

            return new ExportFile(files, target, stream, record, clock);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Writes a page.</summary>
    /// <param name="items">Its items.</param>
    /// <param name="state">The place where the list goes on; null at its end, and if it cannot go on.</param>
    public void Add(IReadOnlyList<RawJson> items, PagerState? state)
    {
        Write(items);
        // Count only now: if the disk is full, the data before still counts.
        Count();
        State = state;
        IsRecorded = state is null;
        RecordIfDue();
    }

    /// <summary>Writes data that counts when its input is finished: see <see cref="Finish"/>.</summary>
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

    /// <summary>Counts all data that was written of a batch.</summary>
    /// <param name="batch">The progress of the batch with this data.</param>
    public void Finish(BatchState batch)
    {
        Count();
        Batch = batch;
        IsRecorded = false;
        RecordIfDue();
    }

    /// <summary>Records the progress of the batch at once, even if the last record is recent.</summary>
    public void Record(BatchState batch)
    {
        Batch = batch;
        Record();
    }

    /// <summary>Writes a single value that is no list, if the format is JSON.</summary>
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
            if (_target.IsAppend && _files.LengthOf(_target.Path) != _appended)
                throw Changed();
            _files.Rename(_target.PartialPath, _target.Path, overwrites: !_target.NoClobber);
        }

        _record.Delete();
    }

    /// <summary>Closes an incomplete file, with a record of its last page. A file with which nothing can go on is removed.</summary>
    public void Abandon()
    {
        try
        {
            if (!IsRecorded)
                Record();
        }
        finally
        {
            if (HasRecord)
                _stream?.Dispose();
            else
                Discard();
        }
    }

    /// <summary>Removes the file and its record.</summary>
    public void Discard()
    {
        _stream?.Dispose();
        _record.Delete();
        _files.Delete(_target.PartialPath);
        IsRecorded = true;
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _buffer.Dispose();
    }

    private static RfaException Exists(ExportTarget target) => new(ErrorCodes.OutFileExists, $"'{target.Path}' is there already.");

    private RfaException Changed() =>
        new RfaException(ErrorCodes.InvalidOutFile, $"'{_target.Path}' has changed since the export began to append to it, so it was not replaced.").Advised(ExportRecordFile.ByHand(_target));

    // Remove the old record first, because it counts other data.
    private void Start()
    {
        _record.Delete();
        try
        {
            _stream!.Cut(0);
            if (_target.IsAppend && _files.LengthOf(_target.Path) is { } length)
                CopyExisting(length);
        }
        catch (RfaException)
        {
            Discard();
            throw;
        }
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
        if (!IsRecorded && _record.IsDue)
            Record();
    }

    private void Record()
    {
        _stream!.Flush();
        _record.Write(new ExportRecord(_fingerprint, Bytes, Items, Pages) { State = State, Batch = Batch, Appended = _appended, Lists = _target.Columns?.Lists });
        IsRecorded = true;
    }
}
