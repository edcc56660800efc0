namespace RfaAuth.Core.Transport;

/// <summary>A large body while it arrives: one thread adds bytes, another one reads them.</summary>
internal sealed class ArrivingBody
{
    // Each wait costs two changes of threads, so the reader gets this much at a time.
    private const int Portion = 1 << 18;

    private readonly object _gate = new();
    private ArraySegment<byte> _bytes;
    private long _wanted;
    private bool _isEnded;

    public ArrivingBody(ArraySegment<byte> bytes) => _bytes = bytes;

    /// <summary>The bytes that are here, from the beginning of the body.</summary>
    public ArraySegment<byte> Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <param name="bytes">All bytes that are here. The array may be a larger one, but what a reader has seen stays as it is.</param>
    public void Add(ArraySegment<byte> bytes)
    {
        lock (_gate)
        {
            _bytes = bytes;
            if (bytes.Count >= _wanted)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Says that no more bytes come: the body is whole, or broken off.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Blocks the thread until there are clearly more bytes than <paramref name="known"/>, or no more come.</summary>
    /// <returns>The bytes that are here, from the beginning of the body.</returns>
    public ArraySegment<byte> WaitForMore(int known)
    {
        lock (_gate)
        {
            _wanted = (long)known + Portion;
            while (_bytes.Count < _wanted && !_isEnded)
                Monitor.Wait(_gate);
            return _bytes;
        }
    }
}
