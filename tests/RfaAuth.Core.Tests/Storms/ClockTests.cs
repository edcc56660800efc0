using System.Net.Http.Headers;

namespace RfaAuth.Core.Tests.Storms;

/// <summary>
/// Clocks that are wrong or jump, with tokens that say their end, do not say it, or talk nonsense: seven tokens by ten clocks. A session
/// of ninety minutes makes at most one renewal in thirty seconds, and each of its calls is answered.
/// </summary>
public sealed class ClockTests
{
    private static readonly TimeSpan s_session = TimeSpan.FromMinutes(90);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(7);

    /// <summary>What a token says of its hour.</summary>
    public enum Token
    {
        IssuedAndExpiry,
        ExpiryOnly,
        NoExpiry,
        TextExpiry,
        NegativeExpiry,
        FarExpiry,
        ExpiryBeforeIssue,
        Opaque,
    }

    /// <summary>How this machine's clock goes.</summary>
    public enum Clock
    {
        Right,
        DayAhead,
        DayBehind,
        HourAhead,
        AlmostAnHourAhead,
        HourBehind,
        JumpsAheadADay,
        JumpsBackADay,
        JumpsBackAndForth,
        Drifts,
    }

    public static MatrixTheoryData<Token, Clock> All => new(Enum.GetValues<Token>(), Enum.GetValues<Clock>());

    [Theory]
    [MemberData(nameof(All))]
    public async Task No_wrong_clock_or_token_causes_a_renewal_loop(Token token, Clock kind)
    {
        var clock = new ManualClock { HasDeadlines = false };
        var service = new HourlyService(clock, () => Create(token, TrueTime(clock)));
        clock.Turn(Skew(kind));
        using var session = await ConnectAsync(clock, service);

        for (var call = 0; clock.Elapsed < s_session; call++)
        {
            var response = await session.CallAsync(Client.Query);
            Assert.Empty(response.Errors);
            Turn(clock, kind, call);
            clock.Advance(s_step);
        }

        // An hour's token: in ninety minutes one renewal is needed, and a wrong clock may cost a few more.
        Assert.InRange(service.Renewals.Count, 1, kind is Clock.JumpsBackAndForth or Clock.JumpsAheadADay ? 30 : 3 + (AlmostOver(token, kind) ? 90 : 0));
        Assert.All(service.Renewals.Zip(service.Renewals.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(30), $"{pair}"));
        Assert.Equal(1, service.SignIns);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(600)]
    public async Task Each_short_token_costs_one_renewal(int seconds)
    {
        var clock = new ManualClock { HasDeadlines = false };
        var lifetime = TimeSpan.FromSeconds(seconds);
        var service = new HourlyService(clock, () => Jwt.Create(TrueTime(clock), lifetime)) { Lifetime = lifetime };
        using var session = await ConnectAsync(clock, service);
        var lifetimes = 40;

        for (var i = 0; i < lifetimes * 8; i++)
        {
            Assert.Empty((await session.CallAsync(Client.Query)).Errors);
            clock.Advance(lifetime / 8);
        }

        Assert.InRange(service.Renewals.Count, lifetimes / 2, lifetimes * 8 / 7);
        Assert.Equal(1, service.SignIns);
    }

    [Theory]
    [InlineData(-24)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(24)]
    public async Task Tokens_brought_by_the_user_cause_no_renewal_loop_with_any_clock(int hours)
    {
        var clock = new ManualClock { HasDeadlines = false };
        var service = new HourlyService(clock, () => Jwt.Create(TrueTime(clock), TimeSpan.FromHours(1)));
        var access = service.Issue();
        clock.Turn(TimeSpan.FromHours(hours));
        using var session = ApiSession.FromTokens(Options(clock, service), SecureText.Protect(access), SecureText.Protect("R0"));

        while (clock.Elapsed < s_session)
        {
            Assert.Empty((await session.CallAsync(Client.Query)).Errors);
            clock.Advance(s_step);
        }

        Assert.InRange(service.Renewals.Count, 1, 3);
        Assert.Equal(0, service.SignIns);
    }

    // The one case in which a token's end and a wrong clock can be mistaken for a short life.
    private static bool AlmostOver(Token token, Clock clock) => token == Token.ExpiryOnly && clock is Clock.AlmostAnHourAhead or Clock.Drifts;

    private static TimeSpan Skew(Clock kind) => kind switch
    {
        Clock.DayAhead => TimeSpan.FromHours(24),
        Clock.DayBehind => TimeSpan.FromHours(-24),
        Clock.HourAhead => TimeSpan.FromHours(1),
        Clock.AlmostAnHourAhead => TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(10),
        Clock.HourBehind => TimeSpan.FromHours(-1),
        _ => TimeSpan.Zero,
    };

    private static void Turn(ManualClock clock, Clock kind, int call)
    {
        var turn = kind switch
        {
            Clock.JumpsAheadADay when call == 100 => TimeSpan.FromHours(24),
            Clock.JumpsBackADay when call == 100 => TimeSpan.FromHours(-24),
            Clock.JumpsBackAndForth when call % 100 == 50 => TimeSpan.FromHours(24),
            Clock.JumpsBackAndForth when call % 100 == 0 && call > 0 => TimeSpan.FromHours(-24),
            Clock.Drifts => TimeSpan.FromSeconds(1),
            _ => TimeSpan.Zero,
        };
        if (turn != TimeSpan.Zero)
            clock.Turn(turn);
    }

    private static DateTimeOffset TrueTime(ManualClock clock) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) + clock.Elapsed;

    private static string Create(Token token, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        var id = Guid.NewGuid().ToString("N");
        return token switch
        {
            Token.IssuedAndExpiry => Jwt.Create(now, TimeSpan.FromHours(1)),
            Token.ExpiryOnly => Jwt.WithPayload($$"""{"exp":{{seconds + 3600}},"jti":"{{id}}"}"""),
            Token.NoExpiry => Jwt.WithPayload($$"""{"iat":{{seconds}},"jti":"{{id}}"}"""),
            Token.TextExpiry => Jwt.WithPayload($$"""{"iat":{{seconds}},"exp":"tomorrow","jti":"{{id}}"}"""),
            Token.NegativeExpiry => Jwt.WithPayload($$"""{"iat":{{seconds}},"exp":-1,"jti":"{{id}}"}"""),
            Token.FarExpiry => Jwt.WithPayload($$"""{"iat":{{seconds}},"exp":1e18,"jti":"{{id}}"}"""),
            Token.ExpiryBeforeIssue => Jwt.WithPayload($$"""{"iat":{{seconds}},"exp":{{seconds - 3600}},"jti":"{{id}}"}"""),
            _ => id,
        };
    }

    private static Task<ApiSession> ConnectAsync(ManualClock clock, HourlyService service) => ApiSession.ConnectAsync(
        Options(clock, service), new SignInCredential("me", SecureText.Protect("secret")), NullCallLog.Instance, default);

    private static SessionOptions Options(ManualClock clock, HourlyService service) =>
        new(RedFlagAlertApi.Definition, new Uri("https://service.example/graphql"))
        {
            Clock = clock,
            HandlerFactory = () => service,
            // A renewal in the background takes no time of this clock, but the calls beside it may turn it far.
            Timeout = TimeSpan.FromDays(2),
        };

    /// <summary>A service whose own clock is right: its tokens live an hour, whatever they say.</summary>
    private sealed class HourlyService(ManualClock clock, Func<string> create) : HttpMessageHandler
    {
        private readonly Dictionary<string, TimeSpan> _ends = [];
        private readonly Lock _gate = new();

        public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

        /// <summary>When a token was renewed.</summary>
        public List<TimeSpan> Renewals { get; } = [];

        public int SignIns { get; private set; }

        public string Issue()
        {
            var token = create();
            _ends.Add(token, clock.Elapsed + Lifetime);
            return token;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            lock (_gate)
            {
                var answer = body.Contains("signInRefresh(", StringComparison.Ordinal) ? Refresh()
                    : body.Contains("signIn(", StringComparison.Ordinal) ? SignIn()
                    : Answer(request.Headers.Authorization);
                return StubHttp.Create(answer.Status, System.Text.Encoding.UTF8.GetBytes(answer.Body), "application/json");
            }
        }

        private ServiceAnswer Refresh()
        {
            Renewals.Add(clock.Elapsed);
            return ServiceAnswer.Grant(CallKind.Refresh, Issue(), "R" + Renewals.Count);
        }

        private ServiceAnswer SignIn()
        {
            SignIns++;
            return ServiceAnswer.Grant(CallKind.SignIn, Issue(), "R0");
        }

        private ServiceAnswer Answer(AuthenticationHeaderValue? authorization) =>
            authorization?.Parameter is { } token && _ends.TryGetValue(token, out var end) && clock.Elapsed < end
                ? ServiceAnswer.Data
                : ServiceAnswer.Unauthorized;
    }
}
