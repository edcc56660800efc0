using System.Net.Sockets;

namespace RfaAuth.Core.Tests.Sessions;

/// <summary>The life of a session.</summary>
public sealed class ApiSessionTests : SessionTests
{
    [Fact]
    public async Task A_mutation_that_the_user_stopped_is_in_LastInterrupted()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Hang().Hang().Answer(200, Data);
        using var session = await ConnectAsync(RedFlagAlertApi.Definition);
        using var stop = new CancellationTokenSource();

        var calls = new[] { Mutation, Query }.Select(request => session.ExecuteAsync(request, new CallOptions(), stop.Token)).ToList();
        await stop.CancelAsync();
        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal("Pay", Assert.Single(session.Status.LastInterrupted).Operation);
        await ExecuteAsync(session, Query);
    }

    [Fact]
    public async Task A_disconnected_session_ends_its_calls_and_accepts_no_more()
    {
        Http.Answer(200, Grant("signIn", "A1", "R1")).Hang();
        var session = await ConnectAsync(RedFlagAlertApi.Definition);

        var call = FailAsync(session, Query);
        session.Dispose();
        session.Dispose();

        Assert.Equal(ErrorCodes.SessionDisconnected, (await call).ErrorCode);
        Assert.Equal(ErrorCodes.SessionDisconnected, (await FailAsync(session, Query)).ErrorCode);
        Assert.Equal("Disconnected", session.Status.State);
    }
}
