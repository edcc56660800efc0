namespace RfaAuth.Core.Tests.Transport;

/// <summary>A stub for the network, and a clock that the test holds.</summary>
public abstract class HttpTransportFixture : IDisposable
{
    private protected static readonly Dictionary<string, string> NoHeaders = [];

    private protected readonly ManualClock Clock = new();
    private protected readonly StubHttp Http = new();

    public void Dispose()
    {
        Http.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected SessionOptions Options() =>
        new(RedFlagAlertApi.Definition, new Uri("https://example.com/graphql/")) { Clock = Clock, HandlerFactory = () => Http };
}
