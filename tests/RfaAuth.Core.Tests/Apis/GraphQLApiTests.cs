using RfaAuth.Core.Tests.Sessions;

namespace RfaAuth.Core.Tests.Apis;

/// <summary>Any GraphQL endpoint: with a token that the user brings, or with none.</summary>
public sealed class GraphQLApiTests : SessionTests
{
    private const string Refused = """{"errors":[{"message":"Who are you?","extensions":{"code":"UNAUTHENTICATED"}}]}""";

    [Fact]
    public async Task A_token_goes_with_each_request_as_a_bearer_token()
    {
        Http.Answer(200, Data);
        using var session = Connect("opaque-token");

        Assert.True((await ExecuteAsync(session, Query)).Response.HasData);

        Assert.Equal("Bearer opaque-token", Http.Requests[0].Authorization);
        Assert.Null(session.UserName);
    }

    [Fact]
    public async Task A_session_without_a_token_sends_no_Authorization()
    {
        Http.Answer(200, Data);
        using var session = Connect(null);

        Assert.True((await ExecuteAsync(session, Query)).Response.HasData);

        Assert.Null(Http.Requests[0].Authorization);
        var status = session.Status;
        Assert.Equal((SessionState.Connected, false, false, false), (status.State, status.CanRenew, status.HasCredential, status.HasRefreshToken));
        Assert.Equal((null, null), ((object?)status.ExpiresAt, (object?)status.TimeLeft));
    }

    [Fact]
    public void The_expiry_of_a_token_is_known_if_it_is_a_JWT()
    {
        using var jwt = Connect(Jwt.Create(Clock.UtcNow, TimeSpan.FromMinutes(20)));
        using var opaque = Connect("opaque-token");

        Assert.Equal(TimeSpan.FromMinutes(20), jwt.Status.TimeLeft);
        Assert.Equal((SessionState.Connected, null, null), (opaque.Status.State, (object?)opaque.Status.ExpiresAt, (object?)opaque.Status.TimeLeft));

        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(SessionState.Expired, jwt.Status.State);
        // Nobody knows when it ends, so the service is the judge of it.
        Assert.Equal(SessionState.Connected, opaque.Status.State);
    }

    [Theory]
    [InlineData(200, Refused)]
    [InlineData(401, Refused)]
    [InlineData(401, "")]
    public async Task A_refused_token_is_ReauthenticationRequired(int status, string body)
    {
        Http.Answer(status, body);
        using var session = Connect("opaque-token");

        var first = await FailAsync(session, Query);
        // And is not sent again.
        var second = await FailAsync(session, Mutation);

        Assert.Equal((ErrorCodes.ReauthenticationRequired, ErrorCodes.ReauthenticationRequired), (first.ErrorCode, second.ErrorCode));
        Assert.Contains("-AccessToken", first.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(SessionState.ReauthenticationRequired, session.Status.State);
    }

    [Fact]
    public async Task A_missing_right_is_Forbidden_and_the_token_stays()
    {
        const string Missing = """{"errors":[{"message":"No.","path":["a"],"extensions":{"code":"AUTH_NOT_AUTHORIZED"}}],"data":{"a":null}}""";
        Http.Answer(200, Missing).Answer(200, Data);
        using var session = Connect("opaque-token");

        Assert.Equal(ErrorCodes.Forbidden, (await ExecuteAsync(session, Query)).FirstError.ErrorCode);
        Assert.True((await ExecuteAsync(session, Query)).Response.HasData);
    }

    [Theory]
    [InlineData("UNAUTHENTICATED")]
    [InlineData("AUTH_NOT_AUTHORIZED")] // Without a token it says nothing of a right.
    public async Task A_session_without_a_token_is_told_to_bring_one(string code)
    {
        var body = $$$"""{"errors":[{"message":"Who are you?","extensions":{"code":"{{{code}}}"}}]}""";
        Http.Answer(200, body).Answer(200, Data);
        using var session = Connect(null);

        var error = (await ExecuteAsync(session, Query)).FirstError;

        Assert.Equal(ErrorCodes.Unauthorized, error.ErrorCode);
        Assert.Equal("Who are you? The session has no access token.", error.Message);
        Assert.Contains("-AccessToken", error.RecommendedAction, StringComparison.Ordinal);
        // Other fields may be open to all.
        Assert.Equal(SessionState.Connected, session.Status.State);
        Assert.True((await ExecuteAsync(session, Query)).Response.HasData);
    }

    [Fact]
    public async Task A_401_without_a_body_is_Unauthorized_for_a_session_without_a_token()
    {
        Http.Answer(401, "");
        using var session = Connect(null);

        var error = await FailAsync(session, Mutation);

        Assert.Equal(ErrorCodes.Unauthorized, error.ErrorCode);
        Assert.Contains("the session has none", error.Message, StringComparison.Ordinal);
        Assert.Contains("-AccessToken", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_of_a_mutation_that_ran_in_part_without_a_token_says_so()
    {
        Http.Answer(200, """{"data":{"a":1,"b":null},"errors":[{"message":"Who are you?","path":["b"],"extensions":{"code":"UNAUTHENTICATED"}}]}""");
        using var session = Connect(null);

        var error = (await ExecuteAsync(session, new GraphQLRequest("mutation { a b }"))).FirstError;

        Assert.Equal(ErrorCodes.Unauthorized, error.ErrorCode);
        Assert.Contains("'a' has run, 'b' was refused", error.Message, StringComparison.Ordinal);
        Assert.Contains("Run the refused fields in a mutation of their own", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("opaque-token")]
    [InlineData(null)]
    public async Task A_token_cannot_be_renewed(string? token)
    {
        using var session = Connect(token);

        var error = await Assert.ThrowsAsync<RfaException>(() => session.RenewAsync(null, NullCallLog.Instance, default));

        Assert.Equal(ErrorCodes.ReauthenticationRequired, error.ErrorCode);
        Assert.Contains("-AccessToken", error.RecommendedAction, StringComparison.Ordinal);
        // A script that renews all sessions before they end has nothing to do here.
        Assert.False(await session.RenewAsync(TimeSpan.FromMinutes(10), NullCallLog.Instance, default));
    }

    [Fact]
    public async Task The_access_token_can_be_read_if_there_is_one()
    {
        using var with = Connect("opaque-token");
        using var without = Connect(null);

        Assert.Equal("opaque-token", SecureText.Reveal(await with.GetAccessTokenAsync(NullCallLog.Instance, default)));
        var error = await Assert.ThrowsAsync<RfaException>(() => without.GetAccessTokenAsync(NullCallLog.Instance, default));
        Assert.Equal(ErrorCodes.ReauthenticationRequired, error.ErrorCode);
    }

    [Fact]
    public void A_refresh_token_is_refused() =>
        Assert.Equal(ErrorCodes.InvalidToken, Assert.Throws<RfaException>(() => ApiSession.FromTokens(Options(GraphQLApi.Definition), null, SecureText.Protect("R1"))).ErrorCode);

    [Fact]
    public async Task A_session_without_a_token_can_be_disconnected()
    {
        var session = Connect(null);
        session.Dispose();

        Assert.Equal(ErrorCodes.SessionDisconnected, (await FailAsync(session, Query)).ErrorCode);
        Assert.Equal(SessionState.Disconnected, session.Status.State);
    }

    [Fact]
    public async Task A_spent_budget_with_a_restore_rate_is_waited_for()
    {
        const string Throttled = """{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],"extensions":{"cost":{"requestedQueryCost":100,"actualQueryCost":null,"throttleStatus":{"maximumAvailable":1000.0,"currentlyAvailable":0,"restoreRate":50.0}}}}""";
        Http.Answer(200, Throttled).Answer(200, Data);
        using var session = Connect("opaque-token");

        Assert.True((await ExecuteAsync(session, Query)).Response.HasData);

        // The reserve of 200 points, at 50 a second.
        Assert.Equal(4, Clock.Delays.Sum(delay => delay.TotalSeconds), 3);
    }


    private ApiSession Connect(string? token) =>
        ApiSession.FromTokens(Options(GraphQLApi.Definition), token is null ? null : SecureText.Protect(token), null);
}
