using RfaAuth.Core.Tests.Sandbox;

namespace RfaAuth.Core.Tests.Storms;

/// <summary>Many calls at once over real HTTP while the sandbox revokes, expires and refuses. Its ledger is the judge.</summary>
[Collection(OneStormAtATime.Name)]
public sealed class SandboxStormTests
{
    private const int Callers = 1000;

    [Fact]
    public async Task A_thousand_callers_on_a_dead_token_cause_one_refresh_and_all_succeed()
    {
        await using var server = await SandboxServer.StartAsync();
        using var session = await Client.ConnectAsync(server.RfaEndpoint);

        for (var round = 1; round <= Scale.Of(3); round++)
        {
            server.RevokeAccessTokens();
            var outcomes = await Client.StormAsync(Callers, _ => session.OutcomeAsync(Client.Viewer));

            Assert.All(outcomes, Assert.Null);
            Assert.Equal(round, server.Ledger.Refreshes.Count);
            Assert.All(server.Ledger.Refreshes, refresh => Assert.True(refresh.IsAccepted));
            Assert.Single(server.Ledger.SignIns);
        }
    }

    [Fact]
    public async Task A_token_is_renewed_each_time_it_is_revoked()
    {
        await using var server = await SandboxServer.StartAsync();
        using var session = await Client.ConnectAsync(server.RfaEndpoint);
        var rounds = Scale.Of(50);

        for (var round = 0; round < rounds; round++)
        {
            server.RevokeAccessTokens();
            Assert.All(await Client.StormAsync(8, _ => session.OutcomeAsync(Client.Viewer)), Assert.Null);
        }

        Assert.Equal(rounds, server.Ledger.Refreshes.Count(refresh => refresh.IsAccepted));
        Assert.All(server.Ledger.RefreshTokensSeen.Values, times => Assert.Equal(1, times));
        Assert.Single(server.Ledger.SignIns);
    }

    [Fact]
    public async Task After_a_password_change_ten_thousand_calls_cause_one_rejected_sign_in()
    {
        await using var server = await SandboxServer.StartAsync();
        using var session = await Client.ConnectAsync(server.RfaEndpoint);
        server.ChangePassword("another password");
        server.RevokeAccessTokens();
        server.RevokeRefreshTokens();

        // A first wave in which all wait for the same failure, and others that begin after it.
        for (var wave = 0; wave < 10; wave++)
        {
            var outcomes = await Client.StormAsync(1000, _ => session.OutcomeAsync(Client.Viewer));
            Assert.All(outcomes, outcome => Assert.Equal(ErrorCodes.CredentialRejected, outcome));
        }

        Assert.Equal([true, false], server.Ledger.SignIns.Select(signIn => signIn.IsAccepted));
        Assert.Single(server.Ledger.Refreshes);
    }

    [Fact]
    public async Task Tokens_of_three_seconds_are_renewed_once_in_each_lifetime()
    {
        var clock = new SandboxClock();
        var ours = new ManualClock();
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Clock = clock, TokenLifetime = TimeSpan.FromSeconds(3) });
        using var session = await Client.ConnectAsync(server.RfaEndpoint, change: options => options with { Clock = ours });
        var step = TimeSpan.FromMilliseconds(400);
        var lifetimes = Scale.Of(100);

        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(3 * lifetimes); passed += step)
        {
            Assert.Null(await session.OutcomeAsync(Client.Viewer));
            clock.Advance(step);
            ours.Advance(step);
        }

        // Each lives for 2.8 seconds of these steps at least before it is due.
        Assert.InRange(server.Ledger.Refreshes.Count, lifetimes / 2, lifetimes * 3.0 / 2.8);
        Assert.Single(server.Ledger.SignIns);
    }

    [Fact]
    public async Task Eight_sessions_never_use_the_tokens_of_another_user()
    {
        await using var server = await SandboxServer.StartAsync();
        var users = SandboxUser.Defaults.Where(user => user.UserName.StartsWith("user", StringComparison.Ordinal)).ToList();
        var sessions = await Task.WhenAll(users.Select(user => Client.ConnectAsync(server.RfaEndpoint, user)));
        var callsOfEach = Scale.Of(10);
        var answered = 0;
        var revocations = new Revocations(server, sessions.Length);

        var tasks = sessions.SelectMany((session, index) => Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            var request = new GraphQLRequest($"query {users[index].UserName} {{ viewer {{ userName }} }}");
            for (var call = 0; call < callsOfEach;)
            {
                var began = revocations.Count;
                var response = await session.CallAsync(request);
                if (response.Errors.Count > 0)
                {
                    // Revoked twice within one call: the second refusal is its answer.
                    Assert.All(response.Errors, error => Assert.Equal(ErrorCodes.Unauthorized, error.ErrorCode));
                    continue;
                }

                call++;
                var viewer = (IReadOnlyDictionary<string, object?>)((IReadOnlyDictionary<string, object?>)response.Response.Data!)["viewer"]!;
                Assert.Equal(users[index].UserName, viewer["userName"]);
                Interlocked.Increment(ref answered);
                revocations.Accepted(index, began);
            }
        })));
        await Task.WhenAll(tasks).WaitAsync(Client.Patience * Scale.Of(1));

        // By the server's own look at each token, refused ones included: it knows whose they were.
        var calls = server.Ledger.Requests.Where(request => request.OperationName?.StartsWith("user", StringComparison.Ordinal) == true).ToList();
        Assert.Equal(8 * 64 * callsOfEach, answered);
        Assert.InRange(revocations.Count, 1, answered / 500);
        Assert.All(calls.Where(call => call.User is not null), call => Assert.Equal(call.OperationName, call.User));
        Assert.All(calls.GroupBy(call => call.TokenId), token => Assert.Single(token.Select(call => call.OperationName).Distinct()));
        foreach (var session in sessions)
            session.Dispose();
    }

    /// <summary>
    /// Revokes all access tokens after 500 answers and more, once each session has had one with a token issued since the last time:
    /// a session whose new tokens are revoked again and again before their first use rests for half a minute.
    /// </summary>
    private sealed class Revocations(SandboxServer server, int sessions)
    {
        private readonly Lock _lock = new();
        private readonly HashSet<int> _seen = [];
        private int _answers;
        private int _count;

        public int Count => Volatile.Read(ref _count);

        /// <param name="session">Whose call was answered.</param>
        /// <param name="began">The count when the call began.</param>
        public void Accepted(int session, int began)
        {
            lock (_lock)
            {
                _answers++;
                if (began == _count)
                    _seen.Add(session);
                if (_answers < 500 || _seen.Count < sessions)
                    return;
                server.RevokeAccessTokens();
                _count++;
                _answers = 0;
                _seen.Clear();
            }
        }
    }
}
