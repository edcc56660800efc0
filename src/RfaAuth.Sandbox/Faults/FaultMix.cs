namespace RfaAuth.Sandbox.Faults;

/// <summary>
/// The faults of a chaos run: which of many named operations meet one, and which, follows from a seed. Before, in and after the
/// execution, and with the token; none that only time tells apart from a client's own defect.
/// </summary>
public static class FaultMix
{
    /// <summary>
    /// What an operation can meet. <c>hang</c> and <c>hang-after</c> end with the client's patience, all others by themselves.
    /// </summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        "abort", "abort-after", "abort-in-headers", "abort-in-body", "abort-after-body", "drop", "drop-after", "truncate", "close", "close-silently",
        "hang", "hang-after", "delay=50", "delay-after=50",
        "broken-json", "empty-body", "body=<html></html>", "content-type=text/html", "compress=gzip-cut", "bad-chunk=no-end", "content-length=+10",
        "status=503", "status=500,json", "status=502,none", "status=429", "status=404", "status=403", "status-after=500", "status-after=503,none",
        "redirect=307", "redirect=303", "graphql-error=OUT_OF_STOCK|Out of stock",
        "status=401", "status=401,none", "unauthorized", "graphql-error=UNAUTHENTICATED", "revoke=access", "revoke=all",
        "drop-token-header", "blank-token-header", "old-token-header",
    ];

    /// <summary>What the requests for tokens of the same run can meet. None ends a session for longer: no wrong password, and no status at a sign-in.</summary>
    public static IReadOnlyList<string> TokenKinds { get; } =
    [
        "abort@refresh", "abort-after@refresh", "drop-after@refresh", "status=503,none@refresh", "status-after=500@refresh", "delay=50@refresh",
        "dead-token=revoked@refresh", "token-lifetime=1@refresh", "graphql-error=INVALID_REFRESH_TOKEN@refresh",
        "abort@sign-in", "abort-after@sign-in", "delay=50@sign-in", "dead-token=revoked@sign-in",
    ];

    /// <summary>The rules for the operations <c>{prefix}{first}</c> to <c>{prefix}{first + count - 1}</c>; each is played once.</summary>
    /// <param name="seed">Equal seeds give equal rules.</param>
    /// <param name="prefix">What the operations' names begin with; their number follows.</param>
    /// <param name="first">The number of the first operation.</param>
    /// <param name="count">How many operations there are.</param>
    /// <param name="oneIn">How many operations there are to one that meets a fault, on average.</param>
    /// <param name="tokenFaults">How many requests for tokens meet one.</param>
    public static IReadOnlyList<FaultRule> Create(int seed, string prefix, int first, int count, int oneIn = 10, int tokenFaults = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(oneIn);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(tokenFaults);
        var random = new Random(seed);
        var operations = Enumerable.Range(first, count)
            .Where(_ => random.Next(oneIn) == 0)
            .Select(number => FaultRule.Parse(Pick(random, Kinds)) with { Operation = $"{prefix}{number}", Count = 1 })
            .ToList();
        var tokens = Enumerable.Range(1, tokenFaults)
            .Select(nth => FaultRule.Parse(Pick(random, TokenKinds)) with { From = nth, Count = 1 });
        return [.. operations, .. tokens];
    }

    private static string Pick(Random random, IReadOnlyList<string> kinds) => kinds[random.Next(kinds.Count)];
}
