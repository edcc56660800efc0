using RfaAuth.Core.Json;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Exports;

/// <summary>
/// The file of a batch: the answers for the inputs, in their order, and a record of the finished inputs and of the mutations that may be running.
/// A mutation is recorded before it is sent, and removed from the record together with writing its answer. So the process may end at any time, and no
/// mutation runs twice. Inputs are placed and finished one after the other; the other members are safe from any thread.
/// </summary>
internal sealed class BatchFile : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly object _gate = new();
    private readonly ExportFile _file;
    private readonly ExportTarget _target;
    private readonly IClock _clock;
    private readonly BatchState _before;

    // Guarded by the gate.
    private readonly Dictionary<long, string> _inFlight = [];
    private BatchState _state;
    private long _version;

    // Changed only in turn.
    private long _recorded;
    private bool _isClosed;
    private Task _later = Task.CompletedTask;

    private long _placed;
    private string _digest = "";

    private BatchFile(ExportFile file, ExportTarget target, IClock clock)
    {
        (_file, _target, _clock) = (file, target, clock);
        _state = _before = file.Batch ?? BatchState.Start;
        foreach (var input in _before.InFlight)
            _inFlight.Add(input.Key, input.Value);
    }

    /// <summary>The progress of the batch.</summary>
    public BatchState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>The progress of the batch when the file was opened.</summary>
    public BatchState Before => _before;

    public bool IsResumed => _file.IsResumed;

    /// <summary>Whether there is a record with which it can go on.</summary>
    public bool HasRecord => _file.HasRecord;

    public long Bytes => _file.Bytes;

    public long Items => _file.Items;

    public long Pages => _file.Pages;

    /// <exception cref="RfaException">The errors of <see cref="ExportFile.Open"/>.</exception>
    public static BatchFile Open(IExportFiles files, ExportTarget target, Action<string> warn, IClock clock) =>
        new(ExportFile.Open(files, target, warn, clock), target, clock);

    /// <summary>Finds the place of the next input.</summary>
    /// <param name="content">The input as text (<see cref="Fingerprint.TextOf"/>).</param>
    /// <exception cref="RfaException">InvalidResume: the earlier run had another input at this place.</exception>
    public IndexedInput Place(string content)
    {
        var index = _placed++;
        _digest = InputDigest.Next(_file.Salt, _digest, content);
        if (_before.IsComplete && index >= _before.Inputs)
            throw Mismatch($"all of its {_before.Inputs} inputs are finished, and there are more now");
        if (_placed == _before.Inputs && _digest != _before.Digest)
            throw Mismatch($"one of the first {_placed} inputs, which are finished, is another one");
        if (index < _before.Inputs)
            return new IndexedInput(index, _digest, InputStanding.Finished);
        if (!_before.InFlight.TryGetValue(index, out var listed))
            return new IndexedInput(index, _digest, InputStanding.Open);
        return listed == _digest ? new IndexedInput(index, _digest, InputStanding.Unknown)
            : throw Mismatch($"one of the first {_placed} inputs, of which the last may have been sent, is another one");
    }

    /// <summary>Writes to the disk that a mutation may be running. One record serves all mutations that wait for it.</summary>
    /// <exception cref="RfaException">FileUnwritable: the mutation must not be sent.</exception>
    public async Task BeginAsync(IndexedInput input, CancellationToken cancellationToken)
    {
        long version;
        lock (_gate)
        {
            _inFlight[input.Index] = input.Digest;
            version = ++_version;
        }

        try
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (_isClosed)
                    throw new OperationCanceledException("The batch has ended.");
                if (_recorded < version)
                    Record();
            }
            finally
            {
                _turn.Release();
            }
        }
        catch
        {
            Withdraw(input);
            throw;
        }
    }

    /// <summary>Records that a mutation did not run, so that it may be sent again.</summary>
    public void Withdraw(IndexedInput input)
    {
        lock (_gate)
        {
            _version++;
            _inFlight.Remove(input.Index);
        }
    }

    /// <summary>Writes a part of the answer for an input. It counts when the input is finished.</summary>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public async Task WriteAsync(IReadOnlyList<RawJson> items, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isClosed)
                _file.Write(items);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Finishes an input. All inputs before it must be finished.</summary>
    /// <param name="input">The input.</param>
    /// <param name="items">Its items; null if there are none, or if they were written before.</param>
    /// <param name="change">Makes further changes to the state.</param>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public void Finish(IndexedInput input, IReadOnlyList<RawJson>? items, Func<BatchState, BatchState> change) => InTurn(() =>
    {
        if (items is not null)
            _file.Write(items);
        lock (_gate)
        {
            _version++;
            _inFlight.Remove(input.Index);
            _state = change(_state with { Inputs = input.Index + 1, Digest = input.Digest });
        }

        var (state, version) = Snapshot();
        _file.Finish(state);
        if (_file.IsRecorded)
            _recorded = version;
        else if (_target.RunsOnce && _later.IsCompleted)
            _later = RecordLaterAsync();
    });

    /// <summary>Ends the file, and gives it its name.</summary>
    /// <exception cref="RfaException">InvalidResume: there were more inputs before. FileUnwritable or OutFileExists.</exception>
    public void Complete() => InTurn(() =>
    {
        if (_placed < _before.Inputs || _before.InFlight.Keys.Any(index => index >= _placed))
            throw Mismatch($"there were more inputs than the {_placed} of now");
        _file.Complete();
        _isClosed = true;
    });

    /// <summary>Closes an incomplete file, with a record of the finished inputs and of the mutations that may be running.</summary>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public void Abandon() => InTurn(() =>
    {
        _isClosed = true;
        try
        {
            if (!_file.IsWritten && _file.HasRecord && _recorded < Snapshot().Version)
                Record();
        }
        finally
        {
            _file.Abandon();
        }
    });

    /// <summary>Removes the file, because nothing was sent. A file that an earlier run began stays as it was.</summary>
    public void Discard() => InTurn(() =>
    {
        _isClosed = true;
        if (!IsResumed)
            _file.Discard();
    });

    public void Dispose()
    {
        _end.Cancel();
        _file.Dispose();
    }

    // If the next input comes late, the finished inputs must be recorded meanwhile. Otherwise they would count as unknown.
    private async Task RecordLaterAsync()
    {
        try
        {
            await _clock.Delay(_target.RecordInterval, _end.Token).ConfigureAwait(false);
            await _turn.WaitAsync(_end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            if (!_isClosed && !_file.IsRecorded)
                Record();
        }
        catch (RfaException)
        {
            // The next record fails too, and reports the error.
        }
        finally
        {
            _turn.Release();
        }
    }

    private RfaException Mismatch(string reason) => ExportRecordFile.Mismatch(_target, reason);

    private void Record()
    {
        var (state, version) = Snapshot();
        _file.Record(state);
        _recorded = version;
    }

    private (BatchState State, long Version) Snapshot()
    {
        lock (_gate)
            return (_state with { InFlight = new Dictionary<long, string>(_inFlight) }, _version);
    }

    private void InTurn(Action action)
    {
        _turn.Wait();
        try
        {
            if (!_isClosed)
                action();
        }
        finally
        {
            _turn.Release();
        }
    }
}
