namespace RfaAuth.Sandbox.Faults;

/// <summary>
/// Random faults for many named operations. A seed decides which operations have a fault, and which one. The faults are before, in and
/// after the execution, and of the token. None of them looks like a defect of the client.
/// </summary>
public static class FaultMix
{
    /// <summary>
    /// The faults of operations. <c>hang</c> and <c>hang-after</c> end when the client gives up, all others by themselves.
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

    /// <summary>The faults of requests for tokens. None ends a session: no wrong password, and no HTTP status at a sign-in.</summary>
    public static IReadOnlyList<string> TokenKinds { get; } =
    [
        "abort@refresh", "abort-after@refresh", "drop-after@refresh", "status=503,none@refresh", "status-after=500@refresh", "delay=50@refresh",
        "dead-token=revoked@refresh", "token-lifetime=1@refresh", "graphql-error=INVALID_REFRESH_TOKEN@refresh",
        "abort@sign-in", "abort-after@sign-in", "delay=50@sign-in", "dead-token=revoked@sign-in",
    ];

    /// <summary>The rules for the operations <c>{prefix}{first}</c> to <c>{prefix}{first + count - 1}</c>; each is used once.</summary>
    /// <param name="seed">Equal seeds give equal rules.</param>
    /// <param name="prefix">The beginning of the operation names; the number follows.</param>
    /// <param name="first">The number of the first operation.</param>
    /// <param name="count">How many operations there are.</param>
    /// <param name="oneIn">One operation in this number has a fault, on average.</param>
    /// <param name="tokenFaults">The number of requests for tokens that have a fault.</param>
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
