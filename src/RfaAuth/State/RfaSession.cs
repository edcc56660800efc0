using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Sessions;
using RfaAuth.State;

// The name that users write, as [RfaAuth.RfaSession]: the root's, not the folder's.
namespace RfaAuth;

/// <summary>
/// A signed-in session as scripts hold it. Its members are what may be shown and stored; the tokens and the credential
/// are not among them. It may be used from several runspaces at once.
/// </summary>
public sealed class RfaSession
{
    internal RfaSession(string name, ApiSession connection)
    {
        Name = name;
        Connection = connection;
    }

    /// <summary>The name in this runspace: <c>api:user@host</c> unless the user chose one.</summary>
    public string Name { get; }

    /// <summary>Whether it is the default of the runspace that asks.</summary>
    public bool IsDefault => SessionTable.IsDefaultHere(this);

    public string Api => Connection.Options.Api.Name;

    public Uri Endpoint => Connection.Options.Endpoint;

    /// <summary>Who is signed in; null where the session was made from tokens.</summary>
    public string? UserName => Connection.UserName;

    /// <summary>Where the tokens are stored, as <c>vault/name</c>; null where they are not.</summary>
    public string? StoredAs => Connection.Store is { } store ? $"{store.Vault}/{store.Secret}" : null;

    /// <summary>Connected, Expired, ReauthenticationRequired, CredentialRejected or Disconnected.</summary>
    public string State => Connection.Status.State;

    /// <summary>Whether the session can get a new access token by itself.</summary>
    public bool CanRenew => Connection.Status.CanRenew;

    /// <summary>When the access token ends (UTC), as far as it says so; null where the service ended it before.</summary>
    public DateTimeOffset? ExpiresAt => Connection.Status.ExpiresAt;

    public TimeSpan? TimeLeft => Connection.Status.TimeLeft;

    /// <summary>The time left in words, for the table: of a moment, and not for scripts.</summary>
    public string TimeLeftText => TimeLeft switch
    {
        null => "",
        { Ticks: <= 0 } => "none",
        { TotalMinutes: < 1 } left => $"{(int)left.TotalSeconds} s",
        { TotalHours: < 1 } left => $"{(int)left.TotalMinutes} min",
        { TotalDays: < 2 } left => $"{(int)left.TotalHours} h {left.Minutes} min",
        var left => $"{(int)left.Value.TotalDays} days",
    };

    /// <summary>How many access tokens replaced an earlier one.</summary>
    public long RenewalCount => Connection.Status.RenewalCount;

    /// <summary>How many HTTP requests were sent, sign-ins and refreshes among them.</summary>
    public long RequestCount => Connection.Status.RequestCount;

    /// <summary>How many of them repeated an earlier one: after a fault, after a refusal for the rate, or with a new token.</summary>
    public long RetryCount => Connection.Status.RetryCount;

    /// <summary>How long requests were held back in all, because the service had asked for fewer or its cost budget was nearly spent. Calls at the same time count each.</summary>
    public TimeSpan PacingWait => Connection.Status.PacingWait;

    /// <summary>How long calls waited in all before they were sent again: as long as <c>Retry-After</c> said, or their back-off. Calls at the same time count each.</summary>
    public TimeSpan RetryWait => Connection.Status.RetryWait;

    /// <summary>The bytes of the requests' bodies.</summary>
    public long BytesSent => Connection.Status.BytesSent;

    /// <summary>The bytes of the answers' bodies, after decompression where the platform does it by itself.</summary>
    public long BytesReceived => Connection.Status.BytesReceived;

    /// <summary>The cost points of the service's budget that the answers cost in all; null where it says nothing.</summary>
    public long? CostSpent => Connection.Status.CostSpent;

    /// <summary>The last failure's code and message; null where there was none.</summary>
    public string? LastError => Connection.Status.LastError;

    /// <summary>What the service says of its query cost budget; null where it says nothing.</summary>
    public ThrottleStatus? ThrottleStatus => Connection.Status.ThrottleStatus;

    /// <summary>The mutations that were under way when a call was stopped: whether they ran is not known.</summary>
    public IReadOnlyList<InterruptedCall> LastInterrupted => Connection.LastInterrupted;

    internal ApiSession Connection { get; }

    /// <summary>Stands for an argument that is refused before anything looks at it.</summary>
    internal static RfaSession Placeholder() => new("", null!);

    public override string ToString() => Name;
}
