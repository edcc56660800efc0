using RfaAuth.Sandbox.Faults;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>
/// What comes of a query and of a mutation under each fault of the sandbox: the outcome, how often the operation was sent, and how often the mutation
/// ran. A session sends once more where that is safe. Where the fault meets the sign-in, the outcome may be the sign-in's.
/// </summary>
public sealed class FaultTableTests
{
    // Fault, query, mutation.
    private const string Table = """
        status=503                                        | ServiceUnavailable 2       | OutcomeUnknown 1 0
        status=503,none                                   | ServiceUnavailable 2       | OutcomeUnknown 1 0
        status=500                                        | HttpError 2                | OutcomeUnknown 1 0
        status=429                                        | TooManyRequests 2          | TooManyRequests 2 0
        status=408                                        | ServiceUnavailable 2       | OutcomeUnknown 1 0
        status=404                                        | HttpError 1                | HttpError 1 0
        status=403                                        | NotGraphQLResponse 1       | NotGraphQLResponse 1 0
        status=400                                        | HttpError 1                | HttpError 1 0
        status=401                                        | Unauthorized 2             | Unauthorized 2 0
        status=401,none                                   | Unauthorized 2             | Unauthorized 2 0
        status=302                                        | RedirectRefused 1          | RedirectRefused 1 0
        status-after=500                                  | HttpError 2                | OutcomeUnknown 1 1
        status-after=204,none                             | EmptyResponse 1            | OutcomeUnknown 1 1
        status-after=503,none                             | ServiceUnavailable 2       | OutcomeUnknown 1 1
        graphql-error=OUT_OF_STOCK|Out of stock           | OUT_OF_STOCK 1             | OUT_OF_STOCK 1 0
        graphql-error=UNAUTHENTICATED                     | Unauthorized 2             | Unauthorized 2 0
        graphql-error=FORBIDDEN|No|viewer                 | Forbidden 1                | Forbidden 1 0
        graphql-error=RATE_LIMITED|Too many requests||429 | TooManyRequests 2          | TooManyRequests 2 0
        redirect=307                                      | RedirectRefused 1          | RedirectRefused 1 0
        redirect=303,relative                             | RedirectRefused 1          | OutcomeUnknown 1 0
        redirect=301,look-alike                           | RedirectRefused 1          | RedirectRefused 1 0
        redirect=308,same-origin                          | RedirectRefused 1          | RedirectRefused 1 0
        broken-json                                       | InvalidJson 1              | OutcomeUnknown 1 1
        empty-body                                        | EmptyResponse 1            | OutcomeUnknown 1 1
        body=<html></html>                                | InvalidJson 1              | OutcomeUnknown 1 1
        shape=root-list                                   | MalformedGraphQLResponse 1 | OutcomeUnknown 1 1
        shape=root-empty                                  | MalformedGraphQLResponse 1 | OutcomeUnknown 1 1
        shape=data-list                                   | MalformedGraphQLResponse 1 | OutcomeUnknown 1 1
        shape=errors-object                               | MalformedGraphQLResponse 1 | OutcomeUnknown 1 1
        shape=message-missing                             | GraphQLError 1             | GraphQLError 1 1
        shape=trailing                                    | InvalidJson 1              | OutcomeUnknown 1 1
        shape=duplicate-data                              | MalformedGraphQLResponse 1 | OutcomeUnknown 1 1
        shape=incremental                                 | UnsupportedResponse 1      | OutcomeUnknown 1 1
        deep=50                                           | ok 1                       | ok 1 1
        deep=5000                                         | TooDeep 1                  | OutcomeUnknown 1 1
        big-number=400                                    | ok 1                       | ok 1 1
        many-errors=1000                                  | GraphQLError 1             | GraphQLError 1 1
        huge-body=2                                       | ok 1                       | ok 1 1
        content-type=text/html                            | NotGraphQLResponse 1       | OutcomeUnknown 1 1
        content-type                                      | ok 1                       | ok 1 1
        abort                                             | ConnectionLost 2           | OutcomeUnknown 1 0
        abort-after                                       | ConnectionLost 2           | OutcomeUnknown 1 1
        abort-in-headers                                  | ConnectionLost 2           | OutcomeUnknown 1 1
        abort-in-body                                     | TruncatedResponse 2        | OutcomeUnknown 1 1
        abort-after-body                                  | ok 1                       | ok 1 1
        drop                                              | ConnectionLost 2           | OutcomeUnknown 1 0
        drop-after                                        | ConnectionLost 2           | OutcomeUnknown 1 1
        truncate                                          | TruncatedResponse 2        | OutcomeUnknown 1 1
        close                                             | ok 1                       | ok 1 1
        close-silently                                    | ok 1                       | ok 1 1
        compress=gzip                                     | ok 1                       | ok 1 1
        compress=deflate                                  | ok 1                       | ok 1 1
        compress=raw-deflate                              | ok 1                       | ok 1 1
        compress=br                                       | ok 1                       | ok 1 1
        compress=gzip-twice                               | ok 1                       | ok 1 1
        compress=gzip-cut                                 | InvalidJson 1              | OutcomeUnknown 1 1
        compress=gzip-garbage                             | ok 1                       | ok 1 1
        compress=gzip-damaged                             | DecompressionFailed 1      | OutcomeUnknown 1 1
        content-encoding=gzip                             | DecompressionFailed 1      | OutcomeUnknown 1 1
        content-encoding=zstd                             | DecompressionFailed 1      | OutcomeUnknown 1 1
        gzip-bomb=600                                     | RequestTimeout 1           | OutcomeUnknown 1 1
        encode=utf-16                                     | ok 1                       | ok 1 1
        encode=utf-32                                     | InvalidJson 1              | OutcomeUnknown 1 1
        encode=iso-8859-1                                 | ok 1                       | ok 1 1
        charset=nonsense                                  | ok 1                       | ok 1 1
        charset=utf-16                                    | InvalidJson 1              | OutcomeUnknown 1 1
        bom                                               | ok 1                       | ok 1 1
        invalid-utf8                                      | ok 1                       | ok 1 1
        header=X-Odd: a                                   | ok 1                       | ok 1 1
        huge-header=8                                     | ok 1                       | ok 1 1
        huge-header=200                                   | ProtocolError 1            | OutcomeUnknown 1 1
        many-headers=100                                  | ok 1                       | ok 1 1
        many-headers=5000                                 | ProtocolError 1            | OutcomeUnknown 1 1
        retry-after=1                                     | ok 1                       | ok 1 1
        date-skew=-3600                                   | ok 1                       | ok 1 1
        content-length=+10                                | TruncatedResponse 2        | OutcomeUnknown 1 1
        content-length=-10                                | InvalidJson 1              | OutcomeUnknown 1 1
        content-length=5|+0                               | InvalidJson 1              | OutcomeUnknown 1 1
        content-length=abc                                | ok 1                       | ok 1 1
        no-length                                         | ok 1                       | ok 1 1
        bad-chunk=size                                    | ProtocolError 1            | OutcomeUnknown 1 1
        bad-chunk=huge                                    | ProtocolError 1            | OutcomeUnknown 1 1
        bad-chunk=negative                                | ProtocolError 1            | OutcomeUnknown 1 1
        bad-chunk=long                                    | TruncatedResponse 2        | OutcomeUnknown 1 1
        bad-chunk=short                                   | ProtocolError 1            | OutcomeUnknown 1 1
        bad-chunk=no-end                                  | TruncatedResponse 2        | OutcomeUnknown 1 1
        bad-chunk=with-length                             | ok 1                       | ok 1 1
        delay=20                                          | ok 1                       | ok 1 1
        delay-after=20                                    | ok 1                       | ok 1 1
        hang                                              | RequestTimeout 1           | OutcomeUnknown 1 0
        hang-after                                        | RequestTimeout 1           | OutcomeUnknown 1 1
        slow-headers=1                                    | RequestTimeout 1           | OutcomeUnknown 1 1
        slow-body=1                                       | RequestTimeout 1           | OutcomeUnknown 1 1
        endless-body                                      | RequestTimeout 1           | OutcomeUnknown 1 1
        endless-space                                     | RequestTimeout 1           | OutcomeUnknown 1 1
        endless-headers                                   | ProtocolError 1            | OutcomeUnknown 1 1
        endless-interim                                   | ProtocolError 1            | OutcomeUnknown 1 1
        unauthorized                                      | Unauthorized 2             | Unauthorized 2 0
        refuse-field=viewer                               | Unauthorized 2             | ok 1 1
        refuse-field=updateAccountNote                    | ok 1                       | Unauthorized 2 0
        revoke=access                                     | Unauthorized 2             | Unauthorized 2 0
        revoke=refresh                                    | ok 1                       | ok 1 1
        revoke=all                                        | Unauthorized 2             | Unauthorized 2 0
        dead-token=expired@sign-in                        | ok 2                       | ok 2 1
        dead-token=revoked@sign-in                        | ok 2                       | ok 2 1
        dead-token=forged@sign-in                         | ok 2                       | ok 2 1
        token-shape=Opaque@sign-in                        | ok 1                       | ok 1 1
        token-shape=LongJwt@sign-in                       | SignInFailed 0             | SignInFailed 0 0
        token-shape=BrokenJwt@sign-in                     | ok 1                       | ok 1 1
        token-lifetime=1@sign-in                          | ok 1                       | ok 1 1
        token-clock-skew=-7200@sign-in                    | ok 1                       | ok 1 1
        drop-token-header@toggle                          | SignInFailed 0             | SignInFailed 0 0
        blank-token-header@toggle                         | SignInFailed 0             | SignInFailed 0 0
        double-token-header@toggle                        | ok 1                       | ok 1 1
        old-token-header@toggle                           | ok 1                       | ok 1 1
        token-header=x@toggle                             | Unauthorized 2             | Unauthorized 2 0
        long-token-header@toggle                          | SignInFailed 0             | SignInFailed 0 0
        illegal-token-header=space@toggle                 | SignInFailed 0             | SignInFailed 0 0
        illegal-token-header=fold@toggle                  | SignInFailed 0             | SignInFailed 0 0
        illegal-token-header=comma@toggle                 | SignInFailed 0             | SignInFailed 0 0
        illegal-token-header=non-ascii@toggle             | SignInFailed 0             | SignInFailed 0 0
        """;

    private static readonly string[][] s_rows = [.. Table.Split('\n').Select(line => line.Split(" | ", StringSplitOptions.TrimEntries))];

    public static TheoryData<string, string, string> Rows { get; } = [.. s_rows.Select(row => (row[0], row[1], row[2]))];

    [Theory, MemberData(nameof(Rows))]
    public async Task A_fault_has_the_same_outcome_each_time(string fault, string query, string mutation)
    {
        var outcomes = await Task.WhenAll(RunAsync(fault, isMutation: false), RunAsync(fault, isMutation: true));

        Assert.Equal((query, mutation), (outcomes[0], outcomes[1]));
    }

    [Fact]
    public void Each_fault_of_the_sandbox_is_in_the_table() =>
        Assert.Equal(FaultCatalogue.Entries.Keys.Order(), s_rows.Select(row => FaultRule.Parse(row[0]).Name).Distinct().Order());

    private static async Task<string> RunAsync(string fault, bool isMutation)
    {
        await using var server = await SandboxServer.StartAsync();
        var rule = FaultRule.Parse(fault);
        var isToggle = rule.Service == "toggle";
        var document = (isToggle, isMutation) switch
        {
            (false, false) => "query op { viewer { userName } }",
            (false, true) => "mutation op { updateAccountNote(note: \"n\") { note } }",
            (true, false) => "query op { me { username } }",
            (true, true) => "mutation op { createOrder(account_id: 1, product_ids: 101) { total } }",
        };
        // A rule with conditions of its own applies to each request that fits; any other applies to the operation only.
        var isEarly = fault.Contains('@', StringComparison.Ordinal);
        if (isEarly)
            server.FaultPlan.Add(rule);
        string outcome;
        try
        {
            using var session = await Client.ConnectAsync(
                isToggle ? server.ToggleEndpoint : server.RfaEndpoint,
                isToggle ? ToggleApi.Definition : RedFlagAlertApi.Definition,
                options => options with { MaximumRetryCount = 1 });
            if (!isEarly)
                server.FaultPlan.Add($"{fault}@operation=op");
            outcome = await session.OutcomeAsync(new GraphQLRequest(document), TimeFor(rule)) ?? "ok";
        }
        catch (RfaException exception)
        {
            outcome = exception.ErrorCode;
        }

        Assert.Equal(0, server.Ledger.TrapConnections);
        Assert.Empty(server.Ledger.TrapRequests);
        var sent = server.Ledger.Requests.Count(request => request.OperationName == "op");
        return $"{outcome} {sent}{(isMutation ? $" {server.Ledger.Mutations.Count}" : "")}";
    }

    // Answers that end late or never need a short time limit.
    private static TimeSpan TimeFor(FaultRule rule) =>
        rule.Name is "hang" or "hang-after" or "slow-headers" or "slow-body" or "endless-body" or "endless-space" or "gzip-bomb"
            ? TimeSpan.FromMilliseconds(500)
            : Client.Patience;
}
