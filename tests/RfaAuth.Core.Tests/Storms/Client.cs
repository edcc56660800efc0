namespace RfaAuth.Core.Tests.Storms;

/// <summary>Sessions and calls as the storms need them.</summary>
internal static class Client
{
    /// <summary>No step of a storm takes this long: a wait beyond it is a deadlock.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static readonly GraphQLRequest Query = new("{ a }");
    public static readonly GraphQLRequest Mutation = new("mutation { a }");
    public static readonly GraphQLRequest Viewer = new("{ viewer { userName } }");

    public static Task<ApiSession> ConnectAsync(Uri endpoint, ServiceDefinition? api = null, Func<SessionOptions, SessionOptions>? change = null) =>
        ConnectAsync(endpoint, SandboxUser.Demo, api, change);

    public static Task<ApiSession> ConnectAsync(
        Uri endpoint, SandboxUser user, ServiceDefinition? api = null, Func<SessionOptions, SessionOptions>? change = null) =>
        ApiSession.ConnectAsync(
            Options(endpoint, api, change),
            new SignInCredential(user.UserName, SecureText.Protect(user.Password)),
            NullCallLog.Instance,
            default);

    public static ApiSession FromTokens(Uri endpoint, string? access, string? refresh, ServiceDefinition? api = null, Func<SessionOptions, SessionOptions>? change = null) =>
        ApiSession.FromTokens(
            Options(endpoint, api, change),
            access is null ? null : SecureText.Protect(access),
            refresh is null ? null : SecureText.Protect(refresh));

    public static Task<CallResult> CallAsync(
        this ApiSession session, GraphQLRequest request, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        session.ExecuteAsync(request, new CallOptions { Timeout = timeout }, cancellationToken);

    /// <summary>How a call ended: null where it was answered without errors, else the code of the failure or of the first error.</summary>
    public static async Task<string?> OutcomeAsync(
        this ApiSession session, GraphQLRequest request, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await session.CallAsync(request, timeout, cancellationToken);
            return response.Errors.Count == 0 ? null : response.Errors[0].ErrorCode;
        }
        catch (RfaException exception)
        {
            return exception.ErrorCode;
        }
        catch (OperationCanceledException)
        {
            return "Stopped";
        }
    }

    /// <summary>Starts many calls on the pool's threads at once and waits for all.</summary>
    public static Task<T[]> StormAsync<T>(int count, Func<int, Task<T>> call) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => call(i)))).WaitAsync(Patience * Scale.Of(1));

    /// <summary>Starts many calls, each as far as it goes at once, and away from the test runner's own scheduling.</summary>
    public static Task<List<Task<T>>> StartAsync<T>(int count, Func<int, Task<T>> call) =>
        Task.Run(() => Enumerable.Range(0, count).Select(call).ToList());

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static SessionOptions Options(Uri endpoint, ServiceDefinition? api, Func<SessionOptions, SessionOptions>? change)
    {
        var options = new SessionOptions(api ?? RedFlagAlertApi.Definition, endpoint) { NoProxy = true, RetryInterval = TimeSpan.FromMilliseconds(1) };
        return change?.Invoke(options) ?? options;
    }
}
