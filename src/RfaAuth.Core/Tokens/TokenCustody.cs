using System;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Serialization;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Keeps a session's tokens and their stored copy in step, also with other processes that use the same copy: lock, read again, renew
/// only if that is still needed, write, read back. A vault that fails costs a warning: the session goes on in memory.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "A SemaphoreSlim has something to dispose of only where its wait handle was asked for.")]
internal sealed class TokenCustody : IDisposable
{
    // How long a vault may go on to show what it held before another process's write, how often it is asked to look again, and the first
    // pause between two looks. SecretStore looks at its file five seconds after a change, and not within five seconds of a write of its own.
    private static readonly TimeSpan s_longestStaleness = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_stalePeriod = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_stalePause = TimeSpan.FromMilliseconds(10);

    // After a write that failed, the next attempt is this far away.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ITokenStore _store;
    private readonly string _lockPath;
    private readonly IClock _clock;
    private readonly Action<string> _warn;
    private TokenBinding _binding;
    private string? _known;
    private TokenSet? _saved;
    private long _writeNotBefore;
    private bool _isWarned;

    /// <param name="store">Where they are stored.</param>
    /// <param name="binding">Whose tokens they are.</param>
    /// <param name="lockPath">The lock file (see <see cref="StoreLock.PathOf"/>).</param>
    /// <param name="clock">The time.</param>
    /// <param name="warn">Is told of a vault that fails.</param>
    public TokenCustody(ITokenStore store, TokenBinding binding, string lockPath, IClock clock, Action<string> warn)
    {
        _store = store;
        _binding = binding;
        _lockPath = lockPath;
        _clock = clock;
        _warn = warn;
    }

    /// <summary>The user whose tokens they are; null where that is not known.</summary>
    public string? UserName => Volatile.Read(ref _binding).UserName;

    /// <summary>The token set that is stored; null where there is none.</summary>
    /// <exception cref="RfaException">SecretWrongType, StoredTokenMismatch, StoredTokenLocked or the store's own.</exception>
    public async Task<TokenSet?> RestoreAsync(double random, CancellationToken cancellationToken)
    {
        using var held = await AcquireAsync(cancellationToken).ConfigureAwait(false);
        var seen = await ReadAsync(held.Lock, cancellationToken).ConfigureAwait(false);
        return seen.Tokens is { } stored ? Take(stored, random) : null;
    }

    /// <summary>Renews, unless another process has done so already; what is new is stored before this ends.</summary>
    /// <param name="basis">The tokens to be renewed.</param>
    /// <param name="isEnough">Whether a token set that another process stored will do.</param>
    /// <param name="renewAsync">Renews a token set; gives null where that would be no progress.</param>
    /// <param name="random">For the jitter of what is read.</param>
    /// <param name="cancellationToken">The end of the session.</param>
    /// <returns>What <paramref name="renewAsync"/> gave, or what another process stored; null where there is nothing new.</returns>
    public async Task<RenewedTokens?> RenewAsync(
        TokenSet basis, Func<TokenSet, bool> isEnough, Func<TokenSet, Task<RenewedTokens?>> renewAsync, double random, CancellationToken cancellationToken)
    {
        using var held = await AcquireAsync(cancellationToken).ConfigureAwait(false);
        var (theirs, isOvertaken) = await TryReadNewerAsync(held.Lock, basis, random, cancellationToken).ConfigureAwait(false);
        if (theirs is not null && isEnough(theirs))
            return new RenewedTokens(theirs, IsFromSignIn: false);
        var renewed = await renewAsync(theirs ?? (isOvertaken ? basis.WithoutRefreshToken() : basis)).ConfigureAwait(false);
        if (renewed is not null)
            await TryWriteAsync(held.Lock, renewed.Tokens, cancellationToken).ConfigureAwait(false);
        return renewed ?? (theirs is null ? null : new RenewedTokens(theirs, IsFromSignIn: false));
    }

    /// <summary>Whether the tokens are not yet stored and a write is worth an attempt.</summary>
    public bool IsDue(TokenSet tokens) =>
        tokens.AccessToken is not null && Volatile.Read(ref _saved)?.HasTokensOf(tokens) != true && !IsPaused;

    private bool IsPaused => _clock.Elapsed.Ticks < Interlocked.Read(ref _writeNotBefore);

    /// <summary>Stores the tokens that are held now, unless another process stored newer ones.</summary>
    /// <returns>Whether the vault has them now, or newer ones.</returns>
    public async Task<bool> SaveAsync(Func<TokenSet> current, CancellationToken cancellationToken)
    {
        try
        {
            using var held = await AcquireAsync(cancellationToken).ConfigureAwait(false);
            // What waited for its turn may have been stored by whoever was before.
            var tokens = current();
            if (!IsDue(tokens))
                return !IsPaused;
            var (theirs, _) = await TryReadNewerAsync(held.Lock, tokens, 0, cancellationToken).ConfigureAwait(false);
            if (theirs is null)
                await TryWriteAsync(held.Lock, tokens, cancellationToken).ConfigureAwait(false);
            else
                Volatile.Write(ref _saved, tokens);
        }
        catch (RfaException exception)
        {
            NotStored(exception);
        }

        return !IsPaused;
    }

    /// <summary>Removes the stored tokens, if they are this session's service's and user's.</summary>
    /// <exception cref="RfaException">As <see cref="RestoreAsync"/>.</exception>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        using var held = await AcquireAsync(cancellationToken).ConfigureAwait(false);
        if ((await ReadAsync(held.Lock, cancellationToken).ConfigureAwait(false)).Tokens is null)
            return;
        await _store.RemoveAsync(cancellationToken).ConfigureAwait(false);
        held.Lock.LastWritten = null;
    }

    /// <summary>Lets go of the vault; what is asked for afterwards opens it again.</summary>
    public void Dispose() => _store.Dispose();

    // The turn is this process's; the lock is everybody's.
    private async Task<Hold> AcquireAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new Hold(await StoreLock.AcquireAsync(_lockPath, _clock, cancellationToken).ConfigureAwait(false), _turn);
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    private TokenSet Take(StoredTokens stored, double random)
    {
        var tokens = TokenSet.Restored(stored, random);
        Volatile.Write(ref _saved, tokens);
        return tokens;
    }

    private async Task<(TokenSet? Theirs, bool IsOvertaken)> TryReadNewerAsync(
        StoreLock held, TokenSet ours, double random, CancellationToken cancellationToken)
    {
        var known = _known;
        try
        {
            var seen = await ReadAsync(held, cancellationToken).ConfigureAwait(false);
            // Another process has stored something since, and the vault still shows what was known here: the refresh token was used there.
            var isOvertaken = seen.IsOutdated && _known == known;
            // One that is older than ours came back from somewhere, as from a backup: it is written over.
            return seen.Tokens is { } stored && _known != known && stored.ObtainedAt >= ours.ObtainedAt
                ? (Take(stored, random), false)
                : (null, isOvertaken);
        }
        catch (RfaException exception)
        {
            NotStored(exception);
            return (null, false);
        }
    }

    private async Task<Seen> ReadAsync(StoreLock held, CancellationToken cancellationToken)
    {
        var began = _clock.Elapsed;
        var lookedAgainAt = TimeSpan.MinValue;
        var pause = TimeSpan.Zero;
        while (true)
        {
            var again = pause > TimeSpan.Zero && _clock.Elapsed - s_stalePeriod >= lookedAgainAt;
            if (again)
                lookedAgainAt = _clock.Elapsed;
            using var secret = await _store.ReadAsync(again, cancellationToken).ConfigureAwait(false);
            var text = secret is null ? null : SecureText.Reveal(secret);
            var fingerprint = text is null ? null : StoreLock.Fingerprint(text);
            var isOutdated = text is not null && held.LastWritten is { } last && last != fingerprint;
            if (isOutdated && _clock.Elapsed - began < s_longestStaleness)
            {
                // The first look again is at once.
                await _clock.Delay(pause, cancellationToken).ConfigureAwait(false);
                pause = pause > TimeSpan.Zero && pause < TimeSpan.FromSeconds(0.5) ? pause + pause : s_stalePause;
                continue;
            }

            var stored = text is null ? null : Check(text);
            // What other hands stored or removed is from now on what was written last.
            if (held.LastWritten != fingerprint)
                held.LastWritten = fingerprint;
            _known = fingerprint;
            Interlocked.Exchange(ref _writeNotBefore, 0);
            return new Seen(stored, isOutdated);
        }
    }

    private StoredTokens Check(string text)
    {
        var stored = StoredTokensText.Read(text) ?? throw new RfaException(
            ErrorCodes.SecretWrongType, "The secret is not a token set that this module stored, or it is damaged. It is left as it is.");
        Volatile.Write(ref _binding, _binding.Match(stored.Binding));
        return stored;
    }

    private async Task TryWriteAsync(StoreLock held, TokenSet tokens, CancellationToken cancellationToken)
    {
        // Nothing is written over what could not be read just now: it may be another's, or newer.
        if (IsPaused)
            return;
        var text = StoredTokensText.Write(StoredTokens.Of(tokens, _binding));
        try
        {
            var isThere = await WriteAsync(text, cancellationToken).ConfigureAwait(false)
                || await WriteAsync(text, cancellationToken).ConfigureAwait(false);
            if (!isThere)
                throw new RfaException(ErrorCodes.VaultFailed, "The vault gives back something else than what was written.");
            held.LastWritten = _known = StoreLock.Fingerprint(text);
            _isWarned = false;
            Volatile.Write(ref _saved, tokens);
        }
        catch (RfaException exception)
        {
            NotStored(exception);
        }
    }

    private async Task<bool> WriteAsync(string text, CancellationToken cancellationToken)
    {
        using var secret = SecureText.Protect(text);
        await _store.WriteAsync(secret, cancellationToken).ConfigureAwait(false);
        using var back = await _store.ReadAsync(again: false, cancellationToken).ConfigureAwait(false);
        return back is not null && string.Equals(SecureText.Reveal(back), text, StringComparison.Ordinal);
    }

    private void NotStored(RfaException exception)
    {
        Interlocked.Exchange(ref _writeNotBefore, (_clock.Elapsed + s_pause).Ticks);
        if (_isWarned)
            return;
        _isWarned = true;
        _warn("The session's tokens are not stored, and the stored ones may be dead; the session goes on in memory. " + exception.Message);
    }

    /// <param name="Tokens">What the vault shows; null where there is nothing.</param>
    /// <param name="IsOutdated">Whether something else was written last.</param>
    private sealed record Seen(StoredTokens? Tokens, bool IsOutdated);

    private sealed class Hold(StoreLock held, SemaphoreSlim turn) : IDisposable
    {
        public StoreLock Lock { get; } = held;

        public void Dispose()
        {
            Lock.Dispose();
            turn.Release();
        }
    }
}

/// <param name="Tokens">The new tokens.</param>
/// <param name="IsFromSignIn">Whether a sign-in gave them.</param>
internal sealed record RenewedTokens(TokenSet Tokens, bool IsFromSignIn);
