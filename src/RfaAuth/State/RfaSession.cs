using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Sessions;
using RfaAuth.State;

// Users write [RfaAuth.RfaSession], so the namespace is the root and not the folder.
namespace RfaAuth;

/// <summary>
/// A signed-in session, for scripts. Its members may be shown and stored. The tokens and the credential
/// are not among them. It may be used from several runspaces at once.
/// </summary>
public sealed class RfaSession
{
    internal RfaSession(string name, ApiSession connection)
    {
        Name = name;
        Connection = connection;
    }

    /// <summary>The name in this runspace: <c>api:user@host</c>, unless the user chose another one.</summary>
    public string Name { get; }

    /// <summary>Whether it is the default session of the current runspace.</summary>
    public bool IsDefault => RunspaceSessions.IsDefaultHere(this);

    public string Api => Connection.Options.Api.Name;

    public Uri Endpoint => Connection.Options.Endpoint;

    /// <summary>The user's name; null if the session was made from tokens.</summary>
    public string? UserName => Connection.UserName;

    /// <summary>The place of the stored tokens as <c>vault/name</c>; null if they are not stored.</summary>
    public string? StoredAs => Connection.Store is { } store ? $"{store.Vault}/{store.Secret}" : null;

    /// <summary>Connected, Expired, ReauthenticationRequired, CredentialRejected or Disconnected.</summary>
    public string State => Connection.Status.State;

    /// <summary>Whether the session can get a new access token by itself.</summary>
    public bool CanRenew => Connection.Status.CanRenew;

    /// <summary>When the access token expires (UTC); null if that is not known, or if the service refused the token.</summary>
    public DateTimeOffset? ExpiresAt => Connection.Status.ExpiresAt;

    public TimeSpan? TimeLeft => Connection.Status.TimeLeft;

    /// <summary>The time left in words, for the table. It changes all the time, so scripts should not use it.</summary>
    public string TimeLeftText => TimeLeft switch
    {
        null => "",
        { Ticks: <= 0 } => "none",
        { TotalMinutes: < 1 } left => $"{(int)left.TotalSeconds} s",
        { TotalHours: < 1 } left => $"{(int)left.TotalMinutes} min",
        { TotalDays: < 2 } left => $"{(int)left.TotalHours} h {left.Minutes} min",
        var left => $"{(int)left.Value.TotalDays} days",
    };

    /// <summary>The number of access tokens that replaced an earlier one.</summary>
    public long RenewalCount => Connection.Status.RenewalCount;

    /// <summary>The number of HTTP requests, sign-ins and refreshes included.</summary>
    public long RequestCount => Connection.Status.RequestCount;

    /// <summary>The number of requests that repeated an earlier one: after a fault, after a refusal because of the rate, or with a new token.</summary>
    public long RetryCount => Connection.Status.RetryCount;

    /// <summary>The total time for which requests were delayed, because of a rate limit or a nearly spent cost budget. Parallel calls count each.</summary>
    public TimeSpan PacingWait => Connection.Status.PacingWait;

    /// <summary>The total time that calls waited before a retry, as <c>Retry-After</c> or the back-off said. Parallel calls count each.</summary>
    public TimeSpan RetryWait => Connection.Status.RetryWait;

    /// <summary>The bytes of the requests' bodies.</summary>
    public long BytesSent => Connection.Status.BytesSent;

    /// <summary>The bytes of the answers' bodies. A body that the platform decompresses counts decompressed.</summary>
    public long BytesReceived => Connection.Status.BytesReceived;

    /// <summary>The total cost of the answers in points; null if no answer had a cost.</summary>
    public long? CostSpent => Connection.Status.CostSpent;

    /// <summary>The code and message of the last failure; null if there was none.</summary>
    public string? LastError => Connection.Status.LastError;

    /// <summary>The query cost budget in the last answer that had one; null if none had.</summary>
    public ThrottleStatus? ThrottleStatus => Connection.Status.ThrottleStatus;

    /// <summary>The mutations that were running when their calls were stopped. It is not known whether they ran to their end.</summary>
    public IReadOnlyList<InterruptedCall> LastInterrupted => Connection.LastInterrupted;

    internal ApiSession Connection { get; }

    /// <summary>Makes the placeholder for an argument that is refused before it is used.</summary>
    internal static RfaSession Placeholder() => new("", null!);

    public override string ToString() => Name;
}
