using System.Diagnostics.CodeAnalysis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Keeps a session's tokens and their stored copy the same, also when other processes use that copy. The steps are: lock, read again, renew
/// only if that is still needed, write, read back. If the vault fails, the user gets a warning and the session goes on in memory.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "A SemaphoreSlim has something to dispose of only where its wait handle was asked for.")]
internal sealed class LockedTokenStore : IDisposable
{
    // The pause after a failure of the vault, before the next attempt to store.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly StoredCopy _copy;
    private readonly string _lockPath;
    private readonly IClock _clock;
    private readonly Action<string> _warn;
    private readonly RejectionMemory _rejections;
    private readonly ICallLog? _log;
    private TokenBinding _binding;

    // The tokens that need not be written: they are stored, or another process stored newer ones.
    private TokenSet? _settled;

    // The tokens that were last sent to the vault. The vault may have failed to confirm them.
    private TokenSet? _given;
    private long _writeNotBefore;
    private bool _isWarned;

    /// <param name="store">The store of the tokens; disposed with this object.</param>
    /// <param name="binding">The service, address and user of the tokens.</param>
    /// <param name="lockPath">The lock file (see <see cref="StoreLock.PathOf"/>).</param>
    /// <param name="clock">The time.</param>
    /// <param name="warn">Called when the vault fails.</param>
    /// <param name="rejections">Knows whether the session's credential was rejected; null if the session has no credential.</param>
    /// <param name="log">Receives a message about a wait for another process; null if none is needed.</param>
    public LockedTokenStore(
        ITokenStore store, TokenBinding binding, string lockPath, IClock clock, Action<string> warn, RejectionMemory? rejections = null, ICallLog? log = null)
    {
        _log = log;
        _rejections = rejections ?? new RejectionMemory(null, "", false);
        _copy = new StoredCopy(store, clock);
        _binding = binding;
        _lockPath = lockPath;
        _clock = clock;
        _warn = warn;
    }

    /// <summary>The user of the tokens; null if not known.</summary>
    public string? UserName => Volatile.Read(ref _binding).UserName;

    /// <summary>The error with which another process's sign-in with this credential was rejected; null if none is known.</summary>
    public RfaException? CredentialRejection => _rejections.Rejection;

    private bool IsPaused => _clock.Elapsed.Ticks < Interlocked.Read(ref _writeNotBefore);

    /// <summary>Reads the stored token set; null if there is none, or if only a rejection is stored.</summary>
    /// <exception cref="RfaException">SecretWrongType, StoredTokenMismatch, StoredTokenLocked or the store's own.</exception>
    public async Task<TokenSet?> RestoreAsync(double random, CancellationToken cancellationToken)
    {
        using var held = await AcquireAsync(cancellationToken).ConfigureAwait(false);
        if (await _copy.ReadAsync(held.Lock, Check, cancellationToken).ConfigureAwait(false) is not { } found)
            return null;
        if (found.Tokens.HasTokens)
            return Take(found, TokenSet.Restored(found.Tokens, random));
        _copy.Known = found.Fingerprint;
        return null;
    }

    /// <summary>Renews the tokens, unless another process has already done so. New tokens are stored before this method returns.</summary>
    /// <param name="held">The lock. It is kept until the session has the new tokens.</param>
    /// <param name="basis">The tokens to be renewed.</param>
    /// <param name="isEnough">Whether a token set that another process stored can be used instead.</param>
    /// <param name="renewAsync">Renews a token set; returns null if new tokens would not help.</param>
    /// <param name="canSignIn">Whether a sign-in is possible if the refresh token cannot be used.</param>
    /// <param name="random">A number from 0 to below 1: the jitter of the stored tokens' renewal.</param>
    /// <param name="cancellationToken">Cancelled when the session ends.</param>
    /// <returns>The tokens from <paramref name="renewAsync"/>, or those that another process stored; null if there are no new ones.</returns>
    public async Task<RenewedTokens?> RenewAsync(
        Turn held,
        TokenSet basis,
        Func<TokenSet, bool> isEnough,
        Func<TokenSet, Task<RenewedTokens?>> renewAsync,
        bool canSignIn,
        double random,
        CancellationToken cancellationToken)
    {
        var (isReadable, found) = await TryReadAsync(held.Lock, basis, cancellationToken).ConfigureAwait(false);
        // The text that this machine wrote last is the newest, even if the clock was changed since. Any other text with an older time
        // was put back, for example from a backup. It is overwritten.
        var newer = found is not null && found.Fingerprint != _copy.Known && (found.IsLastWritten || found.Tokens.ObtainedAt >= basis.ObtainedAt) ? found : null;
        var theirs = newer is { Tokens.HasTokens: true } ? TokenSet.Restored(newer.Tokens, random) : null;
        if (theirs is not null && isEnough(theirs))
            return new RenewedTokens(Take(newer!, theirs), IsFromSignIn: false, IsTakenOver: true);

        var isStored = theirs is not null || Volatile.Read(ref _settled)?.HasTokensOf(basis) == true;
        // If a rejection was stored in place of the tokens, our tokens are used up.
        var known = found is { Tokens.HasTokens: true } ? found.Fingerprint : _copy.Known;
        var good = WithGoodRefreshToken(held.Lock.Record, known, theirs ?? basis, isStored, isReadable, canSignIn);
        RenewedTokens? renewed;
        try
        {
            renewed = await RenewAsync(held.Lock, good, renewAsync).ConfigureAwait(false);
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.CredentialRejected && isReadable && _rejections.Note(_clock.UtcNow))
        {
            await StoreRejectionAsync(held.Lock, basis, good, cancellationToken).ConfigureAwait(false);
            throw;
        }

        if (renewed is null)
            return theirs is null ? null : new RenewedTokens(Take(newer!, theirs), IsFromSignIn: false, IsTakenOver: true);
        // The new tokens come after the stored ones, so the stored text is known from now on.
        _copy.Known = newer?.Fingerprint ?? _copy.Known;
        // If the vault could not be read, nothing is written: its text may be newer, or belong to somebody else.
        if (renewed.IsFromSignIn)
            _rejections.Forget();
        if (isReadable)
            await TryWriteAsync(held.Lock, renewed.Tokens, cancellationToken).ConfigureAwait(false);
        return renewed;
    }

    /// <summary>Whether the tokens still have to be stored, and no pause after a failure is running.</summary>
    public bool IsDue(TokenSet tokens) =>
        tokens.AccessToken is not null && Volatile.Read(ref _settled)?.HasTokensOf(tokens) != true && !IsPaused;

    /// <summary>Stores the session's current tokens, unless another process stored newer ones or the session ends.</summary>
    /// <returns>Whether the vault now has these tokens or newer ones.</returns>
    public async Task<bool> SaveAsync(Func<TokenSet> current, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await AcquireAsync(cancellationToken).ConfigureAwait(false);
            // Another call may have stored the tokens while this one waited for the lock.
            var tokens = current();
            if (!IsDue(tokens))
                return !IsPaused;
            var (isReadable, found) = await TryReadAsync(held.Lock, tokens, cancellationToken).ConfigureAwait(false);
            if (!isReadable || !IsDue(tokens))
                return !IsPaused;
            if (found is not null && found.Fingerprint != _copy.Known && found.Tokens.ObtainedAt >= tokens.ObtainedAt)
                Volatile.Write(ref _settled, tokens);
            else
                await TryWriteAsync(held.Lock, tokens, cancellationToken).ConfigureAwait(false);
        }
        catch (RfaException exception)
        {
            NotStored(exception);
        }
        catch (OperationCanceledException)
        {
            // The session ended and writes nothing more. The call that waits here keeps its answer.
            return false;
        }

        return !IsPaused;
    }

    /// <summary>Removes the stored tokens if they belong to the session's service, address and user.</summary>
    /// <exception cref="RfaException">The same errors as <see cref="RestoreAsync"/>.</exception>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        using var held = await AcquireAsync(cancellationToken).ConfigureAwait(false);
        if (await _copy.ReadAsync(held.Lock, Check, cancellationToken).ConfigureAwait(false) is not null)
            await _copy.RemoveAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the vault. The next read or write opens it again.</summary>
    public void Dispose() => _copy.Dispose();

    /// <summary>Renews the tokens. The lock file says meanwhile that the refresh token was sent, so that no later process sends it again.</summary>
    private static async Task<RenewedTokens?> RenewAsync(StoreLock held, TokenSet basis, Func<TokenSet, Task<RenewedTokens?>> renewAsync)
    {
        var before = held.Record;
        held.Record = before with { IsSent = before.IsSent || basis.RefreshToken is not null };
        try
        {
            var renewed = await renewAsync(basis).ConfigureAwait(false);
            if (renewed is null)
                held.Record = before;
            return renewed;
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.RefreshFailed)
        {
            // The service cannot have used the refresh token.
            held.Record = before;
            throw;
        }
    }

    /// <summary>The token set, without its refresh token if another process sent that one.</summary>
    private TokenSet WithGoodRefreshToken(StoreRecord record, string? known, TokenSet tokens, bool isStored, bool isReadable, bool canSignIn)
    {
        // No other process can know tokens that were never stored.
        if (tokens.RefreshToken is null || (!isStored && _given?.HasTokensOf(tokens) != true))
            return tokens;
        var isSuperseded = record.LastWritten is not null && record.LastWritten != known;
        if (isStored && isSuperseded)
            return tokens.WithoutRefreshToken();
        // A write that seemed to fail may still have stored the tokens, and another process may have read and used them.
        if (isStored ? !record.IsSent : isReadable || !isSuperseded)
            return tokens;
        if (canSignIn)
            return tokens.WithoutRefreshToken();
        _warn("A process may have used the stored refresh token and ended before it stored the new one. The refresh token is sent once more, because nothing else is left.");
        return tokens;
    }

    // The semaphore is for this process, the lock file for all processes.
    public async Task<Turn> AcquireAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Turn(await StoreLock.AcquireAsync(_lockPath, _clock, cancellationToken, _log).ConfigureAwait(false), _turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    private void Check(StoredTokens stored)
    {
        Volatile.Write(ref _binding, _binding.Match(stored.Binding));
        _rejections.Observe(stored.Rejected);
    }

    private TokenSet Take(StoredCopy.Found found, TokenSet tokens)
    {
        _copy.Known = found.Fingerprint;
        Volatile.Write(ref _settled, tokens);
        return tokens;
    }

    /// <returns>Whether the vault can be read, and the stored tokens.</returns>
    private async Task<(bool IsReadable, StoredCopy.Found? Found)> TryReadAsync(StoreLock held, TokenSet ours, CancellationToken cancellationToken)
    {
        try
        {
            var found = await _copy.ReadAsync(held, Check, cancellationToken).ConfigureAwait(false);
            Interlocked.Exchange(ref _writeNotBefore, 0);
            // This happens after a write that succeeded although it could not be read back.
            if (found is not null && TokenSet.Restored(found.Tokens, 0).HasTokensOf(ours))
                Take(found, ours);
            return (true, found);
        }
        catch (RfaException exception)
        {
            NotStored(exception);
            return (false, null);
        }
    }

    private async Task TryWriteAsync(StoreLock held, TokenSet tokens, CancellationToken cancellationToken)
    {
        _given = tokens;
        try
        {
            await _copy.WriteAsync(held, StoredTokens.Of(tokens, _binding, _rejections.Stored), cancellationToken).ConfigureAwait(false);
            _isWarned = false;
            Volatile.Write(ref _settled, tokens);
        }
        catch (RfaException exception)
        {
            NotStored(exception);
        }
    }

    /// <summary>
    /// Stores that the credential was rejected, together with the access token if it is still valid. The refresh token was refused or may have been
    /// used, so it is removed. The lock file tells the processes that still have it that it was sent.
    /// </summary>
    private async Task StoreRejectionAsync(StoreLock held, TokenSet basis, TokenSet good, CancellationToken cancellationToken)
    {
        var now = _clock.UtcNow;
        var accessToken = good.IsUsable(now) ? good.AccessToken : null;
        var stored = new StoredTokens(_binding, accessToken, null)
        {
            ObtainedAt = accessToken is null ? now : good.ObtainedAt,
            ExpiresAt = accessToken is null ? now : good.ExpiresAt,
            Rejected = _rejections.Stored,
        };
        try
        {
            await _copy.WriteAsync(held, stored, cancellationToken).ConfigureAwait(false);
            held.Record = held.Record with { IsSent = true };
            Volatile.Write(ref _settled, basis);
        }
        catch (RfaException exception)
        {
            _warn("The rejection of the credential could not be stored, so the next run tries the credential again. " + exception.Message);
        }
    }

    private void NotStored(RfaException exception)
    {
        Interlocked.Exchange(ref _writeNotBefore, (_clock.Elapsed + s_pause).Ticks);
        if (_isWarned)
            return;
        _isWarned = true;
        _warn("The session's tokens could not be stored, and the stored ones may be dead. The session goes on in memory. " + exception.Message);
    }

    internal sealed class Turn(StoreLock held, SemaphoreSlim turn) : IDisposable
    {
        public StoreLock Lock { get; } = held;

        public void Dispose()
        {
            Lock.Dispose();
            turn.Release();
        }
    }
}
