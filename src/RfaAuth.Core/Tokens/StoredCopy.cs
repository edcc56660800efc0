using RfaAuth.Core.Text;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Reads and writes the copy of a token set in a vault; the caller has the lock. A vault may return an old text after another process wrote a new
/// one: SecretStore notices after five seconds, and not within five seconds of its own write. The lock file's record shows that the text is old.
/// </summary>
internal sealed class StoredCopy(ITokenStore store, IClock clock) : IDisposable
{
    private static readonly TimeSpan s_longestStaleness = TimeSpan.FromSeconds(12);

    // If there is no text, it was probably removed or lost. So the wait is short.
    private static readonly TimeSpan s_shortWait = TimeSpan.FromSeconds(0.5);

    // The time between two requests to the vault to read its storage again. The next fields are the pauses between two reads.
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(0.5);

    /// <summary>The fingerprint of the text that the session last read or wrote; null if none.</summary>
    public string? Known { get; set; }

    /// <summary>Reads the copy, and waits if the vault still returns an old text.</summary>
    /// <param name="held">The lock.</param>
    /// <param name="check">Throws if the token set does not belong to the session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The stored text's tokens; null if there are none. The lock file's record stays if the text was removed or lost.</returns>
    /// <exception cref="RfaException">SecretWrongType, the errors of <paramref name="check"/> and of the store. Then the record stays as it was.</exception>
    public async Task<Found?> ReadAsync(StoreLock held, Action<StoredTokens> check, CancellationToken cancellationToken)
    {
        var record = held.Record;
        var (text, isOutdated) = await ReadTextAsync(record.LastWritten, cancellationToken).ConfigureAwait(false);
        if (text is null)
            return null;
        var tokens = StoredTokensText.Read(text) ?? throw new RfaException(
            ErrorCodes.SecretWrongType, "The secret is not a token set that this module stored, or it is damaged. It is left as it is.");
        check(tokens);
        // A text from another process becomes the one that was written last. A text that this session knows is only old. The mark that the refresh
        // token was sent stays: a write that seemed to fail may have stored this text, and its process may have sent the refresh token since. If a
        // session begins with a text that is older than the record (a vault restored from a backup), its refresh token was certainly sent.
        var fingerprint = StoreLock.Fingerprint(text);
        var obtainedAt = tokens.ObtainedAt.ToUnixTimeMilliseconds();
        if (record.LastWritten != fingerprint && Known != fingerprint)
            held.Record = new StoreRecord(fingerprint, record.IsSent || (Known is null && obtainedAt < record.ObtainedAt), obtainedAt);
        return new Found(tokens, fingerprint, !isOutdated);
    }

    /// <summary>Writes the copy and reads it back. If the vault returns another text, both are tried once more.</summary>
    /// <exception cref="RfaException">VaultFailed, or the errors of the store.</exception>
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
    /// <param name="IsLastWritten">Whether this is the text that was last written on this machine, or none was written.</param>
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
            // The first pause is zero.
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
