using RfaAuth.Core.Apis;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Holds a session's tokens and renews them. One renewal runs at a time, in a task of its own, for all waiting calls. The token set is an
/// immutable snapshot, so that a call with a valid token takes no lock. A caller that stops waiting does not stop the renewal.
/// </summary>
internal sealed class TokenSource : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(5);

    // An answer may echo a token that was replaced while the call ran.
    private const int RecentTokenSets = 8;

    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Renewal _renewal;
    private readonly LockedTokenStore? _lockedStore;
    private readonly IClock _clock;
    private readonly Func<double> _random;
    private readonly Action<string> _warn;
    private TokenSet _current;
    private Task<TokenSet>? _flight;
    private RenewalFailure? _failure;
    private long _aheadNotBefore;
    private long _renewalCount;
    private long _warnedOf;
    private bool _isClosed;
    private string[] _recentSecrets;

    public TokenSource(
        ITokenIssuer issuer, TokenSet initial, IClock clock, Func<double> random, Action<string> warn, LockedTokenStore? lockedStore = null)
    {
        _renewal = new Renewal(issuer, warn);
        _lockedStore = lockedStore;
        if (lockedStore?.CredentialRejection is { } rejection)
            _renewal.Remember(rejection);
        _warn = warn;
        _current = initial;
        _recentSecrets = Secrets(initial).ToArray();
        _clock = clock;
        _random = random;
    }

    public TokenSet Current => Volatile.Read(ref _current);

    /// <summary>How often a token set replaced an earlier one.</summary>
    public long RenewalCount => Interlocked.Read(ref _renewalCount);

    /// <summary>The current and the recent tokens, which are masked in messages.</summary>
    public IReadOnlyList<string> RecentSecrets => Volatile.Read(ref _recentSecrets);

    public bool HasCredential => _renewal.HasCredential;

    public bool CanRefresh => _renewal.CanRefresh(Current);

    /// <summary>Whether the session has a refresh token or a credential that can still be used.</summary>
    public bool CanRenew => CanRefresh || (HasCredential && CredentialRejection is null);

    /// <summary>Whether the last renewal of the current tokens failed because the session has nothing to renew them with.</summary>
    public bool IsReauthenticationRequired =>
        Volatile.Read(ref _failure) is { Exception.ErrorCode: ErrorCodes.ReauthenticationRequired } failure && failure.Generation == Current.Generation;

    public RfaException? CredentialRejection => _renewal.CredentialRejection;

    /// <summary>Gets the tokens for a request, and renews them first if necessary.</summary>
    /// <param name="callBegan">When the call began (<see cref="IClock.Elapsed"/>).</param>
    /// <param name="cancellationToken">Ends the wait, not the renewal.</param>
    public Task<TokenSet> GetAsync(TimeSpan callBegan, CancellationToken cancellationToken)
    {
        var current = Current;
        var now = _clock.UtcNow;
        if (!current.IsUsable(now))
            return RenewAsync(current, current.IsRefused ? RenewalReason.Refused : RenewalReason.Expired, callBegan, cancellationToken);
        if (current.IsDoubted)
            return UnlessItFailsAsync(() => RenewAsync(current, RenewalReason.Doubted, callBegan, cancellationToken), current);
        if (!current.IsDue(now))
            return Task.FromResult(current);
        var renewal = RenewAhead(current);
        // A renewal of stored tokens is always awaited. If the process ended in the middle, the only copy of the new tokens would be lost.
        return _lockedStore is null || renewal is null ? Task.FromResult(current) : UnlessItFailsAsync(() => renewal.WaitAsync(cancellationToken), current);
    }

    /// <summary>Gets a newer token set than <paramref name="seen"/>.</summary>
    /// <param name="seen">The token set to be replaced.</param>
    /// <param name="reason">The reason for the renewal.</param>
    /// <param name="callBegan">When the call began (<see cref="IClock.Elapsed"/>).</param>
    /// <param name="cancellationToken">Ends the wait, not the renewal.</param>
    /// <param name="isEnough">Whether a token set that another process stored can be used; null: any usable one, unless the user asked for a new one.</param>
    /// <returns><paramref name="seen"/> itself if a newer one cannot help. Then the service's answer is the result.</returns>
    /// <exception cref="RfaException">ReauthenticationRequired, CredentialRejected, SignInFailed, RefreshFailed, SessionDisconnected or a fault in transport.</exception>
    public Task<TokenSet> RenewAsync(
        TokenSet seen, RenewalReason reason, TimeSpan callBegan, CancellationToken cancellationToken, Func<TokenSet, bool>? isEnough = null)
    {
        Task<TokenSet> flight;
        lock (_gate)
        {
            ThrowIfClosed();
            // Another call has already renewed the tokens. A late refusal of an older generation renews nothing.
            if (_current.Generation != seen.Generation)
                return Task.FromResult(_current);
            if (reason != RenewalReason.Requested && _failure?.AppliesTo(seen, callBegan, _clock.Elapsed) == true)
                throw _failure.Exception;
            if (_flight is null && CannotSucceed(seen, reason))
                return Task.FromResult(seen);
            flight = _flight ??= Start(seen, reason, isEnough ?? (theirs => reason != RenewalReason.Requested && IsBetter(theirs, seen)));
        }

        return flight.WaitAsync(cancellationToken);
    }

    /// <summary>Takes over a token that came with an answer, unless it may be older than the current one.</summary>
    /// <param name="accessToken">The bare token.</param>
    /// <param name="sentWith">The token set of the request that was answered.</param>
    /// <returns>Whether it is now the current token.</returns>
    public bool Adopt(string accessToken, TokenSet sentWith)
    {
        lock (_gate)
        {
            var current = _current;
            // Answers may arrive in another order. Only the answer to a request with the current generation can bring a newer token.
            if (_isClosed || current.Generation != sentWith.Generation || string.Equals(accessToken, current.AccessToken, StringComparison.Ordinal)
                || JwtLifetime.IsOlder(accessToken, current.AccessToken))
                return false;
            Publish(TokenSet.Issued(accessToken, current.RefreshToken, _clock.UtcNow, _random(), LifetimeOf(current, accessToken)).RotatedFrom(current));
            return true;
        }
    }

    // A new token that does not state its end lives as long as the one before it.
    private static TimeSpan? LifetimeOf(TokenSet current, string accessToken) =>
        current.IsEndKnown && JwtLifetime.Read(accessToken).ExpiresAt is null ? current.ExpiresAt - current.ObtainedAt : null;

    /// <summary>Stores tokens that are not stored yet, if the session has a store.</summary>
    /// <param name="cancellationToken">Ends the wait, not the write.</param>
    /// <returns>Whether nothing is left to store.</returns>
    public Task<bool> SaveAsync(CancellationToken cancellationToken) =>
        _lockedStore?.IsDue(Current) == true
            ? _lockedStore.SaveAsync(() => Current, _closing.Token).WaitAsync(cancellationToken)
            : Task.FromResult(true);

    /// <summary>Drops the tokens. A running renewal ends and changes nothing more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            _current = TokenSet.Adopted(null, null, _clock.UtcNow, 0).After(_current);
            _recentSecrets = [];
        }

        _closing.Cancel();
    }

    // With a stored copy, the plan is made after the copy was read.
    private bool CannotSucceed(TokenSet tokens, RenewalReason reason) =>
        _lockedStore is null && RenewalPlanner.CannotSucceed(_renewal.Plan(tokens, reason, _clock.Elapsed), tokens, reason);

    private bool IsBetter(TokenSet theirs, TokenSet seen) =>
        theirs.IsUsable(_clock.UtcNow) && !string.Equals(theirs.AccessToken, seen.AccessToken, StringComparison.Ordinal);

    /// <returns>The renewal that was started; null if none was.</returns>
    private Task<TokenSet>? RenewAhead(TokenSet current)
    {
        if (_clock.Elapsed.Ticks < Interlocked.Read(ref _aheadNotBefore))
            return null;
        lock (_gate)
        {
            // The generation also changes when the session is closed.
            if (_flight is not null || _current.Generation != current.Generation)
                return null;
            // If the renewal fails, the next attempt waits for this time.
            Interlocked.Exchange(ref _aheadNotBefore, (_clock.Elapsed + s_pause).Ticks);
            if (CannotSucceed(current, RenewalReason.Ahead))
                return null;
            return _flight = Start(current, RenewalReason.Ahead, theirs => IsBetter(theirs, current));
        }
    }

    private static async Task<TokenSet> UnlessItFailsAsync(Func<Task<TokenSet>> renew, TokenSet current)
    {
        try
        {
            return await renew().ConfigureAwait(false);
        }
        catch (RfaException)
        {
            // The token may still be valid.
            return current;
        }
    }

    private Task<TokenSet> Start(TokenSet basis, RenewalReason reason, Func<TokenSet, bool> isEnough)
    {
        var flight = Task.Run(() => RunAsync(basis, reason, isEnough));
        // Perhaps nobody waits for the renewal, so observe its exception.
        _ = flight.WhenEndedAsync();
        return flight;
    }

    private async Task<TokenSet> RunAsync(TokenSet basis, RenewalReason reason, Func<TokenSet, bool> isEnough)
    {
        try
        {
            if (_lockedStore is null)
                return ReplaceTokens(basis, reason, await IssueAsync(basis, reason).ConfigureAwait(false));
            using var turn = await _lockedStore.AcquireAsync(_closing.Token).ConfigureAwait(false);
            var renewed = await _lockedStore
                .RenewAsync(turn, basis, isEnough, tokens => IssueAsync(tokens, reason), HasCredential, _random(), _closing.Token).ConfigureAwait(false);
            // The tokens are replaced while the lock is held. Otherwise the next holder of the lock would store the tokens that were just used up.
            return ReplaceTokens(basis, reason, renewed);
        }
        catch (Exception exception)
        {
            var failure = exception switch
            {
                RfaException known => known,
                OperationCanceledException => Closed(),
                _ => new RfaException(ErrorCodes.UnexpectedError, $"The access token could not be obtained ({exception.GetType().Name})."),
            };
            lock (_gate)
            {
                var now = _clock.Elapsed;
                // The waiting calls must not repeat a failed sign-in one after the other.
                var pause = failure.RetryAfter ?? (failure.ErrorCode == ErrorCodes.SignInFailed ? PauseAfter(failure) : TimeSpan.Zero);
                _failure = new RenewalFailure(basis.Generation, failure, now, now + pause);
                Interlocked.Exchange(ref _aheadNotBefore, Math.Max(_aheadNotBefore, (now + pause).Ticks));
                _flight = null;
            }

            if (reason == RenewalReason.Ahead)
                WarnOnce(basis, failure);
            if (failure == exception)
                throw;
            throw failure;
        }
    }

    // The failure may have been a refusal, so the pauses grow: too many attempts lock an account.
    private TimeSpan PauseAfter(RfaException failure)
    {
        if (!failure.MayBeRejection || _failure is not { Exception.MayBeRejection: true } last || last.Pause < s_pause)
            return s_pause;
        var longer = last.Pause + last.Pause;
        return longer < s_longestPause ? longer : s_longestPause;
    }

    private TokenSet ReplaceTokens(TokenSet basis, RenewalReason reason, RenewedTokens? renewed)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            _flight = null;
            if (renewed is null)
                return basis;
            // Tokens of another process may have been refused there as well, so a refusal says nothing about the service's new tokens.
            TimeSpan? replacementSince = reason is RenewalReason.Refused or RenewalReason.Doubted && !renewed.IsTakenOver ? _clock.Elapsed : null;
            var next = renewed.Tokens.After(_current, replacementSince, renewed.IsFromSignIn, renewed.IsTakenOver, _current.IsDoubted);
            Publish(next);
            return next;
        }
    }

    private async Task<RenewedTokens?> IssueAsync(TokenSet basis, RenewalReason reason)
    {
        if (_lockedStore?.CredentialRejection is { } rejection)
            _renewal.Remember(rejection);
        var plan = _renewal.Plan(basis, reason, _clock.Elapsed);
        if (RenewalPlanner.CannotSucceed(plan, basis, reason))
            return null;
        var (grant, isFromSignIn) = await RunAsync(basis, reason, plan).ConfigureAwait(false);
        // A sign-in starts anew. A refresh without a new refresh token keeps the old one.
        var refreshToken = grant.RefreshToken ?? (isFromSignIn ? null : basis.RefreshToken);
        return new RenewedTokens(TokenSet.Issued(grant.AccessToken!, refreshToken, _clock.UtcNow, _random(), grant.Lifetime), isFromSignIn);
    }

    private async Task<(TokenGrant Grant, bool IsFromSignIn)> RunAsync(TokenSet basis, RenewalReason reason, RenewalPlan plan)
    {
        try
        {
            return await _renewal.RunAsync(basis, plan, _closing.Token).ConfigureAwait(false);
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.CredentialRejected && reason == RenewalReason.Refused)
        {
            // Nothing can renew this token any more, and it is not stored for other processes.
            basis.MarkRefused();
            throw;
        }
    }

    private void WarnOnce(TokenSet basis, RfaException failure)
    {
        if (Interlocked.Exchange(ref _warnedOf, basis.Generation) != basis.Generation && !_isClosed)
            _warn($"The access token could not be renewed early. It is used until it ends at {basis.ExpiresAt:u}. {failure.Message}");
    }

    private void Publish(TokenSet next)
    {
        _failure = null;
        Interlocked.Exchange(ref _aheadNotBefore, 0);
        // The first token of a session replaces no other.
        if (_current.AccessToken is not null)
            Interlocked.Increment(ref _renewalCount);
        Volatile.Write(ref _recentSecrets, Secrets(next).Concat(_recentSecrets).Distinct(StringComparer.Ordinal).Take(2 * RecentTokenSets).ToArray());
        Volatile.Write(ref _current, next);
    }

    private static IEnumerable<string> Secrets(TokenSet tokens) => new[] { tokens.AccessToken, tokens.RefreshToken }.OfType<string>();

    private void ThrowIfClosed()
    {
        if (_isClosed)
            throw Closed();
    }

    private static RfaException Closed() => new(ErrorCodes.SessionDisconnected, "The session is disconnected.");
}
