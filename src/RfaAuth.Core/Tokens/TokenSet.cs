using System.Collections.Concurrent;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// One generation of tokens: an immutable snapshot that is replaced as a whole. Only the marks that remember the service's answers can
/// change, and they are never cleared. Times are UTC.
/// </summary>
internal sealed class TokenSet
{
    /// <summary>The lifetime of a token that does not state its own. The services that the module signs in to give an hour.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(60);

    private const int MostDocuments = 100;

    private static readonly TimeSpan s_longestLead = TimeSpan.FromMinutes(5);

    // A token may also be revoked later, which looks like a missing right. After this time one renewal finds out.
    private static readonly TimeSpan s_proofTime = TimeSpan.FromMinutes(5);

    // Without iat, only this machine's clock tells how far away exp is. If the clock is wrong by about the whole lifetime, each new token seems
    // to end at once. To avoid a loop of renewals, each token is used for at least this time. The service can still refuse it.
    private static readonly TimeSpan s_shortestByOurClock = TimeSpan.FromMinutes(1);

    // A longer lifetime is ignored, because the arithmetic could overflow.
    private static readonly TimeSpan s_longestLifetime = TimeSpan.FromDays(3650);

    private volatile bool _isAccepted;
    private int _callsUnderWay;
    private volatile bool _isRefused;
    private volatile bool _isRefusedWhenNew;
    private volatile bool _isDoubted;
    private long _provenAt = long.MinValue;
    // The documents that the service accepted with this token, if the token before it was doubted; else null.
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

    /// <summary>Whether the session needs no access token. Its requests are sent without one.</summary>
    public bool IsAnonymous { get; private init; }

    public string? AccessToken { get; }

    public string? RefreshToken { get; }

    /// <summary>When this machine got the tokens from the service, a user or a store.</summary>
    public DateTimeOffset ObtainedAt { get; }

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Whether the end of the access token is known, from the token or from the service's usual lifetime.</summary>
    public bool IsEndKnown => ExpiresAt != DateTimeOffset.MaxValue;

    /// <summary>When a background renewal begins: a twelfth of the lifetime before the end, at most five minutes.</summary>
    public DateTimeOffset RenewAt { get; }

    /// <summary>The number of the token set within its session, from 1.</summary>
    public long Generation { get; init; } = 1;

    /// <summary>Whether the tokens were fetched because the service had refused the set before.</summary>
    public bool IsReplacement => ReplacementSince is not null;

    /// <summary>Since when it replaces a set that the service had refused (<see cref="Time.IClock.Elapsed"/>); null if it does not.</summary>
    public TimeSpan? ReplacementSince { get; init; }

    /// <summary>Whether the tokens come from a sign-in and not from a refresh.</summary>
    public bool IsFromSignIn { get; init; }

    /// <summary>Whether another process stored the tokens, and this session took them over.</summary>
    public bool IsTakenOver { get; init; }

    /// <summary>Whether the service accepted the access token at least once.</summary>
    public bool IsAccepted => _isAccepted;

    /// <summary>How many calls are under way with the access token.</summary>
    public int CallsUnderWay => Volatile.Read(ref _callsUnderWay);

    /// <summary>Counts a call that is sent with the access token.</summary>
    public void BeginCall() => Interlocked.Increment(ref _callsUnderWay);

    /// <summary>The same when its answer was read, or nothing came.</summary>
    public void EndCall() => Interlocked.Decrement(ref _callsUnderWay);

    /// <summary>Whether the service refused the access token. Then it is not sent again.</summary>
    public bool IsRefused => _isRefused;

    /// <summary>
    /// Whether a part of a mutation was refused, perhaps because of the token. Then the next call renews the token. If that fails, it uses
    /// this one.
    /// </summary>
    public bool IsDoubted => _isDoubted;

    /// <summary>
    /// Whether a call was refused again with this set, which was fetched because of the first refusal. Then the user probably lacks a right, and the
    /// token is good.
    /// </summary>
    public bool IsRefusedWhenNew => _isRefusedWhenNew;

    /// <summary>Makes a token set that the service has just issued. The lifetime counts from now, so a wrong clock does not matter.</summary>
    /// <param name="accessToken">The bare access token.</param>
    /// <param name="refreshToken">The bare refresh token; null if there is none.</param>
    /// <param name="now">This machine's clock.</param>
    /// <param name="random">A number from 0 to below 1: the jitter of <see cref="RenewAt"/>.</param>
    /// <param name="told">The lifetime that the service sent with the token, for a token that does not state its own.</param>
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

    /// <summary>Makes a token set that a user passed. The time of issue is not known, so <c>exp</c> is used as it is.</summary>
    /// <param name="accessToken">The bare access token; null if there is none.</param>
    /// <param name="refreshToken">The bare refresh token; null if there is none.</param>
    /// <param name="now">This machine's clock.</param>
    /// <param name="random">A number from 0 to below 1: the jitter of <see cref="RenewAt"/>.</param>
    /// <param name="isLifetimeKnown">Whether a token without <c>exp</c> lives for <see cref="DefaultLifetime"/>; if not, its end is not known.</param>
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

    /// <summary>Makes the token set of a session that needs no token.</summary>
    public static TokenSet Anonymous() => new(null, null, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue) { IsAnonymous = true };

    /// <summary>Makes a token set from stored tokens. The stored times are used as they are.</summary>
    public static TokenSet Restored(StoredTokens stored, double random) =>
        Create(stored.AccessToken, stored.RefreshToken, stored.ObtainedAt, stored.ExpiresAt, stored.ExpiresAt - stored.ObtainedAt, random);

    /// <summary>A copy of this set that follows another one.</summary>
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

    /// <summary>A copy of this set without its refresh token, which is used up.</summary>
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

    /// <summary>A copy of this set, with which the service replaced another one. The knowledge about the user's rights is copied.</summary>
    public TokenSet RotatedFrom(TokenSet previous)
    {
        var rotated = After(previous);
        rotated._isRefusedWhenNew = previous._isRefusedWhenNew;
        rotated._acceptedAfterDoubt = previous._acceptedAfterDoubt;
        rotated._afterDoubtSince = previous._afterDoubtSince;
        rotated._provenAt = Interlocked.Read(ref previous._provenAt);
        return rotated;
    }

    /// <summary>Whether both sets have the same tokens.</summary>
    public bool HasTokensOf(TokenSet other) =>
        string.Equals(AccessToken, other.AccessToken, StringComparison.Ordinal) && string.Equals(RefreshToken, other.RefreshToken, StringComparison.Ordinal);

    public bool IsUsable(DateTimeOffset now) => IsAnonymous || (AccessToken is not null && !_isRefused && now < ExpiresAt);

    public bool IsDue(DateTimeOffset now) => now >= RenewAt;

    /// <param name="document">The document that the service accepted.</param>
    public void MarkAccepted(string? document = null)
    {
        _isAccepted = true;
        if (document is not null && _acceptedAfterDoubt is { Count: < MostDocuments } accepted)
            accepted.TryAdd(document, true);
    }

    public void MarkRefused() => _isRefused = true;

    public void MarkDoubted() => _isDoubted = true;

    public void MarkRefusedWhenNew() => _isRefusedWhenNew = true;

    /// <summary>Marks that the service refused the token when it was new, and accepted it in a later request.</summary>
    public void MarkProven(TimeSpan now) => Interlocked.Exchange(ref _provenAt, now.Ticks);

    /// <summary>
    /// Whether a refusal of a part is no reason to renew this set. Either it was refused when it was new, or it was fetched recently because of such
    /// a refusal and was never accepted for this document.
    /// </summary>
    public bool IsBeyondDoubt(string document, TimeSpan now) =>
        _isRefusedWhenNew || (_acceptedAfterDoubt?.ContainsKey(document) == false && now - _afterDoubtSince < s_proofTime);

    /// <summary>
    /// Whether a refusal is no reason to renew this set: it was refused when it was new, and accepted later and recently.
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
