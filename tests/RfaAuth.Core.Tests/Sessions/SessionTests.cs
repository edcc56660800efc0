using System.Net.Sockets;

namespace RfaAuth.Core.Tests.Sessions;

/// <summary>A session against a stub for the network, on a clock that the test holds. Each queued answer must be used.</summary>
public abstract class SessionTests : IDisposable
{
    private protected const string Data = """{"data":{"a":1}}""";
    private protected const string Unauthorized = """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":3}],"customer_facing":false}]}""";
    private protected const string Page = "<html>Sign in here</html>";
    private protected const string Password = "p\"a\\ss\n£日本";

    private protected static readonly GraphQLRequest Query = new("{ a }");
    private protected static readonly GraphQLRequest Mutation = new("mutation Pay { a }");

    private protected readonly ManualClock Clock = new();
    private protected readonly StubHttp Http = new();

    public void Dispose()
    {
        Http.AssertConsumed();
        GC.SuppressFinalize(this);
    }

    internal static string Grant(string field, string access, string refresh) =>
        System.Text.Json.JsonSerializer.Serialize(new { data = new Dictionary<string, object> { [field] = new { accessToken = access, refreshToken = refresh } } });

    private protected static HttpRequestException Reset() => new("", new SocketException((int)SocketError.ConnectionReset));

    private protected static Task<CallResult> ExecuteAsync(ApiSession session, GraphQLRequest request) =>
        session.ExecuteAsync(request, new CallOptions(), default);

    private protected static Task<RfaException> FailAsync(ApiSession session, GraphQLRequest request) =>
        Assert.ThrowsAsync<RfaException>(() => ExecuteAsync(session, request));

    private protected SessionOptions Options(ServiceDefinition api) => new(api, new Uri("https://example.com/graphql/"))
    {
        Clock = Clock,
        HandlerFactory = () => Http,
        HashIterations = 1000,
    };

    private protected Task<ApiSession> ConnectAsync(ServiceDefinition api, string user = "me@example.com") =>
        ApiSession.ConnectAsync(Options(api), new SignInCredential(user, SecureText.Protect(Password)), NullCallLog.Instance, default);
}
