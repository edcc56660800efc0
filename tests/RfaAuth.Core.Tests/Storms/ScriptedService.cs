using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
/// <param name="Headers">The request's headers.</param>
/// <param name="Body">The request's JSON.</param>
/// <param name="Gone">Ends when the client has gone away or the service stops.</param>
internal sealed record ServiceCall(CallKind Kind, int Number, string? Token, IHeaderDictionary Headers, string Body, CancellationToken Gone)
{
    public Task HangAsync() => Task.Delay(Timeout.Infinite, Gone);
}

/// <summary>What is answered.</summary>
internal sealed record ServiceAnswer(int Status, string Body, params (string Name, string Value)[] Headers)
{
    public static ServiceAnswer Data { get; } = new(200, """{"data":{"a":1}}""");

    public static ServiceAnswer Unauthorized { get; } = new(401, "");

    public static ServiceAnswer Grant(CallKind kind, string accessToken, string? refreshToken)
    {
        var field = kind == CallKind.Refresh ? "signInRefresh" : "signIn";
        var refresh = refreshToken is null ? "null" : $"\"{refreshToken}\"";
        return new(200, $"{{\"data\":{{\"{field}\":{{\"accessToken\":\"{accessToken}\",\"refreshToken\":{refresh}}}}}}}");
    }
}

/// <summary>A service on loopback over real HTTP whose every answer the test decides: for what the sandbox cannot be made to do.</summary>
internal sealed class ScriptedService : IAsyncDisposable
{
    private readonly Func<ServiceCall, Task<ServiceAnswer>> _answer;
    private readonly ConcurrentDictionary<CallKind, int> _counts = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _application;

    private ScriptedService(Func<ServiceCall, Task<ServiceAnswer>> answer, Action<ListenOptions>? listen)
    {
        _answer = answer;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, endpoint => listen?.Invoke(endpoint)));
        _application = builder.Build();
        _application.Run(HandleAsync);
    }

    public Uri Endpoint => new(new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), "graphql");

    public static async Task<ScriptedService> StartAsync(Func<ServiceCall, Task<ServiceAnswer>> answer, Action<ListenOptions>? listen = null)
    {
        var service = new ScriptedService(answer, listen);
        await service._application.StartAsync();
        return service;
    }

    public static Task<ScriptedService> StartAsync(Func<ServiceCall, ServiceAnswer> answer) => StartAsync(call => Task.FromResult(answer(call)));

    /// <summary>How many requests of a kind arrived.</summary>
    public int Count(CallKind kind) => _counts.GetValueOrDefault(kind);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping.Token);
        try
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(gone.Token);
            var kind = KindOf(body);
            var number = _counts.AddOrUpdate(kind, 1, static (_, count) => count + 1);
            var authorization = context.Request.Headers.Authorization.ToString();
            var token = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization["Bearer ".Length..] : null;
            var answer = await _answer(new ServiceCall(kind, number, token, context.Request.Headers, body, gone.Token));
            context.Response.StatusCode = answer.Status;
            if (answer.Body.Length > 0)
                context.Response.ContentType = "application/json";
            foreach (var (name, value) in answer.Headers)
                context.Response.Headers.Append(name, value);
            await context.Response.WriteAsync(answer.Body, gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private static CallKind KindOf(string body) =>
        body.Contains("signInRefresh(", StringComparison.Ordinal) ? CallKind.Refresh
        : body.Contains("signIn(", StringComparison.Ordinal) || body.Contains("loginUser(", StringComparison.Ordinal) ? CallKind.SignIn
        : body.Contains("\"query\":\"mutation", StringComparison.Ordinal) ? CallKind.Mutation
        : CallKind.Query;

    /// <summary>The process belongs to the test runner: its signals are not the service's.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
