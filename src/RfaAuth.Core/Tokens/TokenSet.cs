using System.Collections.Concurrent;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// One generation of tokens: an immutable snapshot, replaced as a whole. Latches, which only ever go on, remember what the
/// service said of it. Times are UTC.
/// </summary>
internal sealed class TokenSet
{
    /// <summary>How long a token lives that does not say so: the services that the module signs in to give an hour.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(60);

    private const int MostDocuments = 100;

    private static readonly TimeSpan s_longestLead = TimeSpan.FromMinutes(5);

    // A token may be revoked later, which looks like a missing right: then one renewal finds out.
    private static readonly TimeSpan s_proofTime = TimeSpan.FromMinutes(5);

    // Without iat, only this machine's clock tells how far away exp is. If it is wrong by nearly the whole lifetime, each new token seems
    // to end at once: then a token is given this much all the same, so that no clock makes a loop. The service refuses it if it must.
    private static readonly TimeSpan s_shortestByOurClock = TimeSpan.FromMinutes(1);

    // A lifetime beyond this is no statement; without the limit the arithmetic could overflow.
    private static readonly TimeSpan s_longestLifetime = TimeSpan.FromDays(3650);

    private volatile bool _isAccepted;
    private volatile bool _isRefused;
    private volatile bool _isRefusedWhenNew;
    private volatile bool _isDoubted;
    private long _provenAt = long.MinValue;
    // The documents that it was enough for, where the set before it was doubted; else null.
    private ConcurrentDictionary<string, bool>? _acceptedAfterDoubt;
    private TimeSpan? _afterDoubtSince;

    private TokenSet(string? accessToken, string? refreshToken, DateTimeOffset obtainedAt, DateTimeOffset expiresAt, DateTimeOffset renewAt)
    {
        AccessToken = accessToken;
        RefreshToken = refreshToken;
        ObtainedAt = obtainedAt;
        ExpiresAt = expiresAt;
        RenewAt = renewAt;
    }

    /// <summary>Whether the session has no access token and needs none: its requests go without.</summary>
    public bool IsAnonymous { get; private init; }

    public string? AccessToken { get; }

    public string? RefreshToken { get; }

    /// <summary>When the service, a user or a store gave the tokens to this machine.</summary>
    public DateTimeOffset ObtainedAt { get; }

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Whether the access token, or what is known of the service, says when it ends.</summary>
    public bool IsEndKnown => ExpiresAt != DateTimeOffset.MaxValue;

    /// <summary>From when on a new token is fetched in the background: a twelfth of the lifetime before the end, five minutes at most.</summary>
    public DateTimeOffset RenewAt { get; }

    /// <summary>Counts up with each token set of a session.</summary>
    public long Generation { get; init; } = 1;

    /// <summary>Whether it was fetched because the service had refused the set before it.</summary>
    public bool IsReplacement => ReplacementSince is not null;

    /// <summary>Since when it stands in for a set that the service had refused (<see cref="Time.IClock.Elapsed"/>); null where it does not.</summary>
    public TimeSpan? ReplacementSince { get; init; }

    /// <summary>Whether a sign-in gave it, and not a refresh.</summary>
    public bool IsFromSignIn { get; init; }

    /// <summary>Whether another process stored it, and it took the place of one of this session's.</summary>
    public bool IsTakenOver { get; init; }

    /// <summary>Whether the service accepted the access token at least once.</summary>
    public bool IsAccepted => _isAccepted;

    /// <summary>Whether the service refused the access token, so that it is not worth another request.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>
    /// Whether a mutation was refused in part, and the token may be the reason: then the next call renews the token, and uses this one on
    /// where that fails.
    /// </summary>
    public bool IsDoubted => _isDoubted;

    /// <summary>
    /// Whether a call was refused that had been refused before, and for which this set was fetched: then the reason is the user's right
    /// rather than the token.
    /// </summary>
    public bool IsRefusedWhenNew => _isRefusedWhenNew;

    /// <summary>Tokens that the service has just given: their lifetime runs from now, so that a wrong clock here does not matter.</summary>
    /// <param name="accessToken">The bare access token.</param>
    /// <param name="refreshToken">The bare refresh token, where there is one.</param>
    /// <param name="now">This machine's clock.</param>
    /// <param name="random">A number from 0 to below 1: the jitter of <see cref="RenewAt"/>.</param>
    /// <param name="told">How long the service said that the token lives, for one that does not say it itself.</param>
    public static TokenSet Issued(string accessToken, string? refreshToken, DateTimeOffset now, double random, TimeSpan? told = null)
    {
        var times = JwtLifetime.Read(accessToken);
        var lifetime = (times.ExpiresAt - times.IssuedAt) ?? told ?? (times.ExpiresAt - now) ?? DefaultLifetime;
        if (times.IssuedAt is null && told is null && lifetime > TimeSpan.Zero)
            lifetime = TimeSpan.FromTicks(Math.Max(lifetime.Ticks, s_shortestByOurClock.Ticks));
        if (lifetime <= TimeSpan.Zero || lifetime > s_longestLifetime)
            lifetime = DefaultLifetime;
        return Create(accessToken, refreshToken, now, now + lifetime, lifetime, random);
    }

    /// <summary>Tokens that a user brought: when they were issued is not known, so <c>exp</c> is taken as it stands.</summary>
    /// <param name="accessToken">The bare access token, where there is one.</param>
    /// <param name="refreshToken">The bare refresh token, where there is one.</param>
    /// <param name="now">This machine's clock.</param>
    /// <param name="random">A number from 0 to below 1: the jitter of <see cref="RenewAt"/>.</param>
    /// <param name="isLifetimeKnown">Whether the service's tokens live for <see cref="DefaultLifetime"/> where they do not say; else nobody knows their end.</param>
    public static TokenSet Adopted(string? accessToken, string? refreshToken, DateTimeOffset now, double random, bool isLifetimeKnown = true)
    {
        if (accessToken is null)
            return new TokenSet(null, refreshToken, now, now, now);
        var times = JwtLifetime.Read(accessToken);
        if (times.ExpiresAt is null && !isLifetimeKnown)
            return new TokenSet(accessToken, refreshToken, now, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue);
        var expiresAt = times.ExpiresAt ?? now + DefaultLifetime;
        var lifetime = times.ExpiresAt - times.IssuedAt is { } told && told > TimeSpan.Zero ? told : DefaultLifetime;
        return Create(accessToken, refreshToken, now, expiresAt, lifetime, random);
    }

    /// <summary>No token, of a session that needs none.</summary>
    public static TokenSet Anonymous() => new(null, null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue) { IsAnonymous = true };

    /// <summary>Tokens that were stored: their times were this machine's when they were, and stay.</summary>
    public static TokenSet Restored(StoredTokens stored, double random) =>
        Create(stored.AccessToken, stored.RefreshToken, stored.ObtainedAt, stored.ExpiresAt, stored.ExpiresAt - stored.ObtainedAt, random);

    /// <summary>This set as the successor of another.</summary>
    public TokenSet After(
        TokenSet previous, TimeSpan? replacementSince = null, bool isFromSignIn = false, bool isTakenOver = false, bool isAfterDoubt = false) =>
        new(AccessToken, RefreshToken, ObtainedAt, ExpiresAt, RenewAt)
        {
            Generation = previous.Generation + 1,
            ReplacementSince = replacementSince,
            IsFromSignIn = isFromSignIn,
            IsTakenOver = isTakenOver,
            _acceptedAfterDoubt = isAfterDoubt ? new() : null,
            _afterDoubtSince = replacementSince,
        };

    /// <summary>This set where its refresh token is known to be used up.</summary>
    public TokenSet WithoutRefreshToken() => new(AccessToken, null, ObtainedAt, ExpiresAt, RenewAt)
    {
        Generation = Generation,
        ReplacementSince = ReplacementSince,
        IsFromSignIn = IsFromSignIn,
        IsTakenOver = IsTakenOver,
        _isAccepted = _isAccepted,
        _isRefused = _isRefused,
        _acceptedAfterDoubt = _acceptedAfterDoubt,
        _afterDoubtSince = _afterDoubtSince,
        _isDoubted = _isDoubted,
        _isRefusedWhenNew = _isRefusedWhenNew,
        _provenAt = Interlocked.Read(ref _provenAt),
    };

    /// <summary>This set as the same service's rotation of another: what is known of the user's right stays known.</summary>
    public TokenSet RotatedFrom(TokenSet previous)
    {
        var rotated = After(previous);
        rotated._isRefusedWhenNew = previous._isRefusedWhenNew;
        rotated._acceptedAfterDoubt = previous._acceptedAfterDoubt;
        rotated._afterDoubtSince = previous._afterDoubtSince;
        rotated._provenAt = Interlocked.Read(ref previous._provenAt);
        return rotated;
    }

    /// <summary>Whether these are the very tokens of another set.</summary>
    public bool HasTokensOf(TokenSet other) =>
        string.Equals(AccessToken, other.AccessToken, StringComparison.Ordinal) && string.Equals(RefreshToken, other.RefreshToken, StringComparison.Ordinal);

    public bool IsUsable(DateTimeOffset now) => IsAnonymous || (AccessToken is not null && !_isRefused && now < ExpiresAt);

    public bool IsDue(DateTimeOffset now) => now >= RenewAt;

    /// <param name="document">What was accepted.</param>
    public void MarkAccepted(string? document = null)
    {
        _isAccepted = true;
        if (document is not null && _acceptedAfterDoubt is { Count: < MostDocuments } accepted)
            accepted.TryAdd(document, true);
    }

    public void MarkRefused() => _isRefused = true;

    public void MarkDoubted() => _isDoubted = true;

    public void MarkRefusedWhenNew() => _isRefusedWhenNew = true;

    /// <summary>The service accepted it in a request that was sent after it had been refused when new.</summary>
    public void MarkProven(TimeSpan now) => Interlocked.Exchange(ref _provenAt, now.Ticks);

    /// <summary>
    /// Whether a refusal of a part is no reason to renew it: it was refused when it was new, or was fetched for such a refusal not long ago
    /// and has never been enough for this document.
    /// </summary>
    public bool IsBeyondDoubt(string document, TimeSpan now) =>
        _isRefusedWhenNew || (_acceptedAfterDoubt?.ContainsKey(document) == false && now - _afterDoubtSince < s_proofTime);

    /// <summary>
    /// Whether a refusal is no reason to renew it: it was refused when it was new, and accepted after that and not long ago.
    /// </summary>
    public bool IsProven(TimeSpan now) =>
        _isRefusedWhenNew && Interlocked.Read(ref _provenAt) is var at && at != long.MinValue && now.Ticks - at < s_proofTime.Ticks;

    private static TokenSet Create(
        string? accessToken, string? refreshToken, DateTimeOffset obtainedAt, DateTimeOffset expiresAt, TimeSpan lifetime, double random)
    {
        var lead = TimeSpan.FromTicks(Math.Max(0, Math.Min(lifetime.Ticks / 12, s_longestLead.Ticks)));
        return new TokenSet(accessToken, refreshToken, obtainedAt, expiresAt, expiresAt - TimeSpan.FromTicks((long)(lead.Ticks * (0.8 + (0.2 * random)))));
    }
}
