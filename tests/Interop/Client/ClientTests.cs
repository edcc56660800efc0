using System.Security;

namespace Interop.Client;

/// <summary>What the tests of the client have in common: an engine as new, and sessions on it.</summary>
[Collection(SharedEngines.Name)]
public abstract class ClientTests(EnginesFixture engines)
{
    internal const string Rfa = "rfa";
    internal const string RfaLegacy = "rfa-legacy";
    internal const string Toggle = "toggle";

    internal Task<Engine> ResetAsync(string engine) => engines.ResetAsync(engine);

    internal static Task<ApiSession> ConnectAsync(
        Engine engine,
        string service = Rfa,
        string password = Engine.Password,
        ServiceDefinition? api = null) =>
        ApiSession.ConnectAsync(
            new SessionOptions(api ?? ApiOf(service), engine.EndpointOf(service)),
            new SignInCredential(Engine.UserEmail, Secure(password)),
            NullCallLog.Instance,
            CancellationToken.None);

    internal static Task<CallResult> RunAsync(
        ApiSession session,
        string query,
        IReadOnlyDictionary<string, object?>? variables = null,
        CallOptions? options = null) =>
        session.ExecuteAsync(new GraphQLRequest(query) { Variables = variables }, options ?? new CallOptions(), CancellationToken.None);

    /// <summary>Walks into the data by response keys (string) and list indices (int).</summary>
    internal static object? At(GraphQLResponse response, params IEnumerable<object> path) =>
        path.Aggregate(response.Data, (value, step) => step is int index
            ? Assert.IsType<object?[]>(value)[index]
            : Assert.IsType<IReadOnlyDictionary<string, object?>>(value, exactMatch: false)[(string)step]);

    internal static SecureString Secure(string text)
    {
        var result = new SecureString();
        foreach (var character in text)
            result.AppendChar(character);
        result.MakeReadOnly();
        return result;
    }

    private static ServiceDefinition ApiOf(string service) => service switch
    {
        Rfa => RedFlagAlertApi.With(SignInMode.ManagementFlow),
        RfaLegacy => RedFlagAlertApi.With(SignInMode.Legacy),
        Toggle => ToggleApi.With(SignInBy.Auto),
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "No such service."),
    };
}
