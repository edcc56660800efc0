using System.Security;

namespace RfaAuth.Core.Tests.Support;

/// <summary>One secret of a vault, with the ways in which a vault can fail. Any number of threads and sessions may use it at once.</summary>
internal sealed class FakeVault : ITokenStore
{
    private readonly Lock _gate = new();
    private string? _text;
    private int _writes;
    private int _reads;

    /// <summary>What is stored; null where nothing is.</summary>
    public string? Text
    {
        get
        {
            lock (_gate)
                return _text;
        }

        set
        {
            lock (_gate)
                _text = value;
        }
    }

    public StoredTokens? Tokens => Text is { } text ? StoredTokensText.Read(text) : null;

    public int Writes => Volatile.Read(ref _writes);

    public int Reads => Volatile.Read(ref _reads);

    /// <summary>For each read, whether it was to look at the storage anew.</summary>
    public ConcurrentQueue<bool> Looks { get; } = new();

    /// <summary>What each access throws; null: it succeeds.</summary>
    public RfaException? Fault { get; set; }

    /// <summary>What each write throws.</summary>
    public RfaException? WriteFault { get; set; }

    /// <summary>Whether a write is forgotten at once.</summary>
    public bool LosesWrites { get; set; }

    /// <summary>Shown by as many reads as <see cref="StaleReads"/> says, in place of what is stored.</summary>
    public string? StaleText { get; set; }

    public int StaleReads { get; set; }

    /// <summary>Runs before each access; gets "Read", "Write" or "Remove".</summary>
    public Action<string>? Before { get; set; }

    /// <summary>Runs after a write.</summary>
    public Action? AfterWrite { get; set; }

    public static RfaException Locked => new(ErrorCodes.VaultLocked, "The vault is locked.");

    public Task<SecureString?> ReadAsync(bool again, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            Looks.Enqueue(again);
            Enter("Read");
            Interlocked.Increment(ref _reads);
            lock (_gate)
            {
                var text = StaleReads > 0 ? StaleText : _text;
                StaleReads = Math.Max(0, StaleReads - 1);
                return text is null ? null : SecureText.Protect(text);
            }
        },
        cancellationToken);

    public Task WriteAsync(SecureString text, CancellationToken cancellationToken)
    {
        // Its caller is free to dispose of it.
        var copy = SecureText.Reveal(text);
        return Task.Run(
            () =>
            {
                Enter("Write");
                if (WriteFault is { } fault)
                    throw fault;
                Interlocked.Increment(ref _writes);
                if (!LosesWrites)
                    Text = copy;
                AfterWrite?.Invoke();
            },
            cancellationToken);
    }

    public Task RemoveAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            Enter("Remove");
            Text = null;
        },
        cancellationToken);

    public void Dispose()
    {
    }

    private void Enter(string what)
    {
        Before?.Invoke(what);
        if (Fault is { } fault)
            throw fault;
    }
}
