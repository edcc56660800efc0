using RfaAuth.Core.Text;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// The copy of a token set in a vault, read and written under the lock. A vault may go on to show what it held before another process's
/// write (SecretStore notices one after five seconds, and not within five seconds of a write of its own), which the record tells.
/// </summary>
internal sealed class StoredCopy(ITokenStore store, IClock clock) : IDisposable
{
    private static readonly TimeSpan s_longestStaleness = TimeSpan.FromSeconds(12);

    // What is not there was mostly removed or lost, and is not just out of sight.
    private static readonly TimeSpan s_shortWait = TimeSpan.FromSeconds(0.5);

    // How often the vault is asked to look again, and the pauses between two looks.
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(0.5);

    /// <summary>The fingerprint of the text that the session's tokens came from, or went to; null: none.</summary>
    public string? Known { get; set; }

    /// <summary>Reads the copy, with patience for a vault that is behind.</summary>
    /// <param name="held">The lock.</param>
    /// <param name="check">Refuses a token set that is not the session's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is stored; null where nothing is. What was sent, or came before something newer, stays so where that was removed or lost.</returns>
    /// <exception cref="RfaException">SecretWrongType, what <paramref name="check"/> throws, or the store's own; then nothing counts as seen.</exception>
    public async Task<Found?> ReadAsync(StoreLock held, Action<StoredTokens> check, CancellationToken cancellationToken)
    {
        var record = held.Record;
        var (text, isOutdated) = await ReadTextAsync(record.LastWritten, cancellationToken).ConfigureAwait(false);
        if (text is null)
            return null;
        var tokens = StoredTokensText.Read(text) ?? throw new RfaException(
            ErrorCodes.SecretWrongType, "The secret is not a token set that this module stored, or it is damaged. It is left as it is.");
        check(tokens);
        // What other hands stored is from now on what was written last. What was known before is just behind. The mark stays: the text may
        // be of a write that seemed to fail, and whoever wrote it may have sent its refresh token since. Where a session begins with a text that
        // is older than the last one, as after a vault was put back, that has certainly been sent.
        var fingerprint = StoreLock.Fingerprint(text);
        var obtainedAt = tokens.ObtainedAt.ToUnixTimeMilliseconds();
        if (record.LastWritten != fingerprint && Known != fingerprint)
            held.Record = new StoreRecord(fingerprint, record.IsSent || (Known is null && obtainedAt < record.ObtainedAt), obtainedAt);
        return new Found(tokens, fingerprint, !isOutdated);
    }

    /// <summary>Writes the copy and reads it back; once more where the vault gives back something else.</summary>
    /// <exception cref="RfaException">VaultFailed, or the store's own.</exception>
    public async Task WriteAsync(StoreLock held, StoredTokens tokens, CancellationToken cancellationToken)
    {
        var text = StoredTokensText.Write(tokens);
        if (!await TryWriteAsync(text, cancellationToken).ConfigureAwait(false) && !await TryWriteAsync(text, cancellationToken).ConfigureAwait(false))
            throw new RfaException(ErrorCodes.VaultFailed, "The vault did not return what was written to it.");
        Known = StoreLock.Fingerprint(text);
        held.Record = new StoreRecord(Known, IsSent: false, tokens.ObtainedAt.ToUnixTimeMilliseconds());
    }

    public Task RemoveAsync(CancellationToken cancellationToken) => store.RemoveAsync(cancellationToken);

    public void Dispose() => store.Dispose();

    /// <param name="Tokens">The token set.</param>
    /// <param name="Fingerprint">The fingerprint of its text.</param>
    /// <param name="IsLastWritten">Whether it is what was written last on this machine, or nothing was.</param>
    internal sealed record Found(StoredTokens Tokens, string Fingerprint, bool IsLastWritten);

    private async Task<(string? Text, bool IsOutdated)> ReadTextAsync(string? lastWritten, CancellationToken cancellationToken)
    {
        var began = clock.Elapsed;
        var (again, askedAt, pause) = (false, began, TimeSpan.Zero);
        while (true)
        {
            using var secret = await store.ReadAsync(again, cancellationToken).ConfigureAwait(false);
            var text = secret is null ? null : SecureText.Reveal(secret);
            var isOutdated = lastWritten is not null && (text is null || lastWritten != StoreLock.Fingerprint(text));
            var patience = text is null ? s_shortWait : s_longestStaleness;
            if (!isOutdated || clock.Elapsed - began >= patience)
                return (text, isOutdated);
            // The first time at once.
            await clock.Delay(pause, cancellationToken).ConfigureAwait(false);
            again = pause == TimeSpan.Zero || clock.Elapsed - askedAt >= s_period;
            askedAt = again ? clock.Elapsed : askedAt;
            pause = pause == TimeSpan.Zero ? s_firstPause : TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, s_longestPause.Ticks));
        }
    }

    private async Task<bool> TryWriteAsync(string text, CancellationToken cancellationToken)
    {
        using var secret = SecureText.Protect(text);
        await store.WriteAsync(secret, cancellationToken).ConfigureAwait(false);
        using var back = await store.ReadAsync(again: false, cancellationToken).ConfigureAwait(false);
        return back is not null && string.Equals(SecureText.Reveal(back), text, StringComparison.Ordinal);
    }
}
