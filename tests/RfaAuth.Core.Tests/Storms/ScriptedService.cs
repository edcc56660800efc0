using RfaAuth.Core.Tests.Transport;

namespace RfaAuth.Core.Tests.Storms;

internal enum CallKind
{
    SignIn,
    Refresh,
    Query,
    Mutation,
}

/// <summary>A request as it arrived.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Number">Its place among those of its kind, from 1.</param>
/// <param name="Token">The bearer token; null where there is none.</param>
/// <param name="Stopping">Ends when the service stops.</param>
internal sealed record ServiceCall(CallKind Kind, int Number, string? Token, CancellationToken Stopping);

/// <summary>What is answered.</summary>
internal sealed record ServiceAnswer(int Status, string Body, params (string Name, string Value)[] Headers)
{
    public static ServiceAnswer Data { get; } = new(200, """{"data":{"a":1}}""");

    public static ServiceAnswer Unauthorized { get; } = new(401, "");

    public static ServiceAnswer Grant(CallKind kind, string accessToken, string refreshToken)
    {
        var field = kind == CallKind.Refresh ? "signInRefresh" : "signIn";
        return new(200, $"{{\"data\":{{\"{field}\":{{\"accessToken\":\"{accessToken}\",\"refreshToken\":\"{refreshToken}\"}}}}}}");
    }
}

/// <summary>A service over <see cref="LoopbackServer"/> whose every answer the test decides: for what the sandbox cannot be made to do.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly Func<ServiceCall, Task<ServiceAnswer>> _answer;
    private readonly ConcurrentDictionary<CallKind, int> _counts = new();
    private readonly LoopbackServer _server;

    private ScriptedService(Func<ServiceCall, Task<ServiceAnswer>> answer, Func<Stream, Task<Stream>>? secure)
    {
        _answer = answer;
        _server = LoopbackServer.Start(AnswerAsync, secure);
    }

    public Uri Endpoint => _server.Endpoint;

    public static ScriptedService Start(Func<ServiceCall, Task<ServiceAnswer>> answer, Func<Stream, Task<Stream>>? secure = null) => new(answer, secure);

    public static ScriptedService Start(Func<ServiceCall, ServiceAnswer> answer) => Start(call => Task.FromResult(answer(call)));

    /// <summary>How many requests of a kind arrived.</summary>
    public int Count(CallKind kind) => _counts.GetValueOrDefault(kind);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(LoopbackExchange exchange)
    {
        var kind = KindOf(exchange.Request.Body);
        var number = _counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        var answer = await _answer(new ServiceCall(kind, number, exchange.Request.Header("Authorization")?["Bearer ".Length..], exchange.Stopping));
        await exchange.AnswerAsync(answer.Body, answer.Status, string.Concat(answer.Headers.Select(header => $"{header.Name}: {header.Value}\r\n")));
    }

    private static CallKind KindOf(string body) =>
        body.Contains("signInRefresh(", StringComparison.Ordinal) ? CallKind.Refresh
        : body.Contains("signIn(", StringComparison.Ordinal) || body.Contains("loginUser(", StringComparison.Ordinal) ? CallKind.SignIn
        : body.Contains("\"query\":\"mutation", StringComparison.Ordinal) ? CallKind.Mutation
        : CallKind.Query;
}
