using System.Text.RegularExpressions;

namespace RfaAuth.Core.Tests.Sessions;

/// <summary>
/// Refusals that may mean a dead token or a missing right, from a service that knows which of its tokens live and what the user may do.
/// </summary>
public sealed partial class DoubtTests : IDisposable
{
    private const string NotAuthorized = """{"message":"The current user is not authorized to access this resource.","path":["KEY"],"extensions":{"code":"AUTH_NOT_AUTHORIZED"}}""";
    private const string Unauthenticated = """{"message":"Unauthenticated.","locations":[{"line":1,"column":3}],"path":["KEY"]}""";
    private const string Unauthorized = """{"message":"Unauthorized","path":["KEY"]}""";

    private static readonly GraphQLRequest s_allowed = new("{ open }");
    private static readonly GraphQLRequest s_forbidden = new("{ closed }");

    private readonly ManualClock _clock = new();
    private readonly Service _service = new();

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData(NotAuthorized)]
    [InlineData(Unauthenticated)]
    [InlineData("""{"message":"Token has expired","path":["KEY"]}""")]
    [InlineData("""{"message":"Not Authorised!","path":["KEY"],"extensions":{"code":"INTERNAL_SERVER_ERROR"}}""")]
    [InlineData("""{"message":"Failed auth policy check on open","path":["KEY"]}""")]
    [InlineData("""{"message":"Error trying to resolve field 'open'.","path":["KEY"],"extensions":{"code":"UNAUTHORIZED_ACCESS"}}""")]
    public async Task A_token_is_renewed_each_time_the_service_revokes_it_early(string refusal)
    {
        _service.Refusal = refusal;
        using var session = await ConnectAsync();

        for (var i = 1; i <= 3; i++)
        {
            _service.DropTokens();
            Assert.Empty((await RunAsync(session, s_allowed)).Errors);
            Assert.Empty((await RunAsync(session, new GraphQLRequest("mutation { open }"))).Errors);
            Assert.Equal(i, _service.Refreshes);
        }

        Assert.Equal(1, _service.SignIns);
        Assert.Equal(3, _service.Executed.Count(field => field.StartsWith("mutation", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(NotAuthorized, ErrorCodes.Forbidden)]
    [InlineData(Unauthenticated, ErrorCodes.Forbidden)]
    [InlineData(Unauthorized, ErrorCodes.Unauthorized)] // Toggle's word for a dead token
    public async Task A_user_without_the_right_costs_one_refresh(string refusal, string code)
    {
        _service.Refusal = refusal;
        using var session = await ConnectAsync();

        for (var i = 0; i < 20; i++)
        {
            var response = await RunAsync(session, s_forbidden);
            Assert.Equal(code, response.FirstError.ErrorCode);
            Assert.DoesNotContain("not sent again", response.FirstError.Message, StringComparison.Ordinal);
            Assert.Equal(i == 0 ? 2 : 1, response.Facts.Attempts);
            Assert.Empty((await RunAsync(session, s_allowed)).Errors);
        }

        Assert.Equal((1, 1), (_service.SignIns, _service.Refreshes));
    }

    [Fact]
    public async Task A_user_without_any_right_costs_one_refresh()
    {
        using var session = await ConnectAsync();

        for (var i = 0; i < 20; i++)
            Assert.NotEmpty((await RunAsync(session, s_forbidden)).Errors);

        Assert.Equal((1, 1), (_service.SignIns, _service.Refreshes));
    }

    [Fact]
    public async Task Fifty_concurrent_calls_without_the_right_cost_one_refresh()
    {
        using var session = await ConnectAsync();

        var responses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RunAsync(session, s_forbidden)));

        Assert.All(responses, response => Assert.Equal(ErrorCodes.Forbidden, response.FirstError.ErrorCode));
        Assert.Equal((1, 1), (_service.SignIns, _service.Refreshes));
    }

    [Fact]
    public async Task After_a_renewal_on_request_a_missing_right_costs_one_more_refresh()
    {
        using var session = await ConnectAsync();
        await RunAsync(session, s_forbidden);
        await session.RenewAsync(null, NullCallLog.Instance, default);
        Assert.Equal(2, _service.Refreshes);

        for (var i = 0; i < 5; i++)
            await RunAsync(session, s_forbidden);

        Assert.Equal(3, _service.Refreshes);
    }

    // Toggle's message: a token that was accepted may be revoked later.
    [Fact]
    public async Task After_five_minutes_an_Unauthorized_leads_to_a_refresh_again()
    {
        _service.Refusal = Unauthorized;
        using var session = await ConnectAsync();
        await RunAsync(session, s_forbidden);
        await RunAsync(session, s_allowed);
        _service.DropTokens();

        Assert.NotEmpty((await RunAsync(session, s_allowed)).Errors);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty((await RunAsync(session, s_allowed)).Errors);

        Assert.Equal(2, _service.Refreshes);
    }

    [Fact]
    public async Task A_mutation_without_the_right_is_sent_again_once_and_never_runs()
    {
        using var session = await ConnectAsync();

        for (var i = 0; i < 5; i++)
            Assert.Equal(ErrorCodes.Forbidden, (await RunAsync(session, new GraphQLRequest("mutation { closed }"))).FirstError.ErrorCode);

        Assert.Equal(6, _service.Calls);
        Assert.Empty(_service.Executed);
    }

    [Theory]
    [InlineData(NotAuthorized, ErrorCodes.Forbidden)]
    [InlineData(Unauthorized, ErrorCodes.Unauthorized)]
    public async Task A_mutation_that_ran_in_part_is_not_sent_again_and_the_next_call_renews_once(string refusal, string code)
    {
        _service.Refusal = refusal;
        var mutation = new GraphQLRequest("mutation { free closed }");
        using var session = await ConnectAsync();

        var first = (await RunAsync(session, mutation)).FirstError;
        Assert.Equal(ErrorCodes.Unauthorized, first.ErrorCode);
        Assert.EndsWith(" The mutation was not sent again: 'free' has run, 'closed' was refused. The next call renews the token.", first.Message, StringComparison.Ordinal);
        Assert.Equal(0, _service.Refreshes);
        for (var i = 0; i < 5; i++)
        {
            var next = (await RunAsync(session, mutation)).FirstError;
            Assert.Equal(code, next.ErrorCode);
            Assert.EndsWith("'free' has run, 'closed' was refused.", next.Message, StringComparison.Ordinal);
        }

        Assert.Equal((6, 1), (_service.Calls, _service.Refreshes));
        Assert.Equal(6, _service.Executed.Count);
    }

    [Theory]
    [InlineData(NotAuthorized)]
    [InlineData(Unauthorized)]
    public async Task After_a_mutation_that_ran_in_part_with_a_revoked_token_the_next_call_has_a_new_token(string refusal)
    {
        _service.Refusal = refusal;
        using var session = await ConnectAsync();

        for (var i = 1; i <= 3; i++)
        {
            _service.DropTokens();
            Assert.NotEmpty((await RunAsync(session, new GraphQLRequest("mutation { free open }"))).Errors);
            Assert.Empty((await RunAsync(session, new GraphQLRequest("mutation { free open }"))).Errors);
            Assert.Equal((2 * i, i), (_service.Calls, _service.Refreshes));
        }
    }

    [Fact]
    public async Task A_mutation_with_a_forbidden_field_costs_one_refresh_although_other_calls_succeed_between()
    {
        using var session = await ConnectAsync();

        for (var i = 0; i < 10; i++)
        {
            Assert.NotEmpty((await RunAsync(session, new GraphQLRequest("mutation { free closed }"))).Errors);
            Assert.Empty((await RunAsync(session, s_allowed)).Errors);
        }

        Assert.Equal((1, 1), (_service.SignIns, _service.Refreshes));
    }

    [Fact]
    public async Task A_token_that_was_new_when_it_was_refused_is_not_renewed_for_the_same_right_again()
    {
        using var session = await ConnectAsync();
        Assert.NotEmpty((await RunAsync(session, new GraphQLRequest("mutation { free closed }"))).Errors);

        for (var i = 0; i < 5; i++)
        {
            Assert.NotEmpty((await RunAsync(session, s_forbidden)).Errors);
            Assert.Empty((await RunAsync(session, s_allowed)).Errors);
        }

        Assert.Equal((1, 1), (_service.SignIns, _service.Refreshes));
    }

    [Fact]
    public async Task A_refusal_is_the_result_and_the_session_goes_on_when_no_new_token_can_be_had()
    {
        using var session = await ConnectAsync();
        _service.IsRefreshDown = true;

        Assert.Equal(ErrorCodes.Forbidden, (await RunAsync(session, s_forbidden)).FirstError.ErrorCode);
        Assert.Equal(ErrorCodes.Unauthorized, (await RunAsync(session, new GraphQLRequest("mutation { free closed }"))).FirstError.ErrorCode);
        Assert.NotEmpty((await session.ExecuteAsync(s_forbidden, new CallOptions { RetryOnUnauthorized = false }, default)).Errors);
        Assert.Empty((await RunAsync(session, s_allowed)).Errors);
    }

    [Fact]
    public async Task A_refusal_is_Forbidden_for_a_session_that_cannot_renew()
    {
        using var session = ApiSession.FromTokens(Options(), SecureText.Protect(_service.Issue()), null);

        Assert.Equal(ErrorCodes.Forbidden, (await RunAsync(session, s_forbidden)).FirstError.ErrorCode);
        var notSentAgain = (await RunAsync(session, new GraphQLRequest("mutation { free closed }"))).FirstError;
        Assert.Equal(ErrorCodes.Forbidden, notSentAgain.ErrorCode);
        Assert.EndsWith("'closed' was refused.", notSentAgain.Message, StringComparison.Ordinal);
        Assert.Empty((await RunAsync(session, s_allowed)).Errors);
    }

    private static Task<CallResult> RunAsync(ApiSession session, GraphQLRequest request) => session.ExecuteAsync(request, new CallOptions(), default);

    private SessionOptions Options() => new(RedFlagAlertApi.Definition, new Uri("https://example.com/graphql/"))
    {
        Clock = _clock,
        HandlerFactory = () => _service,
        MaximumRetryCount = 0,
    };

    private Task<ApiSession> ConnectAsync() =>
        ApiSession.ConnectAsync(Options(), new SignInCredential("me@example.com", SecureText.Protect("secret")), NullCallLog.Instance, default);

    /// <summary>Of its fields, <c>free</c> needs no token, <c>open</c> a live one, and nobody may have <c>closed</c>.</summary>
    private sealed partial class Service : HttpMessageHandler
    {
        private readonly Lock _gate = new();
        private readonly HashSet<string> _live = [];
        private int _issued;

        public string Refusal { get; set; } = NotAuthorized;

        public bool IsRefreshDown { get; set; }

        public int SignIns { get; private set; }

        public int Refreshes { get; private set; }

        public int Calls { get; private set; }

        public List<string> Executed { get; } = [];

        public string Issue()
        {
            var token = "A" + ++_issued;
            _live.Add(token);
            return token;
        }

        public void DropTokens() => _live.Clear();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            lock (_gate)
                return Answer(body, request.Headers.Authorization?.Parameter);
        }

        private HttpResponseMessage Answer(string body, string? token)
        {
            if (body.Contains("signInRefresh", StringComparison.Ordinal))
            {
                if (IsRefreshDown)
                    return Create(503, "");
                Refreshes++;
                return Create(200, Grant("signInRefresh"));
            }

            if (body.Contains("signIn", StringComparison.Ordinal))
            {
                SignIns++;
                return Create(200, Grant("signIn"));
            }

            Calls++;
            var isMutation = body.Contains("mutation", StringComparison.Ordinal);
            var data = new List<string>();
            var errors = new List<string>();
            foreach (var field in Fields().Matches(body).Select(match => match.Value))
            {
                var isAllowed = field == "free" || (field == "open" && token is not null && _live.Contains(token));
                data.Add($"\"{field}\":{(isAllowed ? "1" : "null")}");
                if (isAllowed && isMutation)
                    Executed.Add("mutation " + field);
                if (!isAllowed)
                    errors.Add(Refusal.Replace("KEY", field, StringComparison.Ordinal));
            }

            return Create(200, $"{{\"data\":{{{string.Join(',', data)}}}{(errors.Count == 0 ? "" : $",\"errors\":[{string.Join(',', errors)}]")}}}");
        }

        private string Grant(string field) => SessionTests.Grant(field, Issue(), "R" + _issued);

        private static HttpResponseMessage Create(int status, string body) => StubHttp.Create(status, Encoding.UTF8.GetBytes(body), "application/json");

        [GeneratedRegex(@"\b(free|open|closed)\b")]
        private static partial Regex Fields();
    }
}
