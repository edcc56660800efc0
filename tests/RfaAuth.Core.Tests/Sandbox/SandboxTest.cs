using RfaAuth.Sandbox;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>Each test has a sandbox of its own, with a clock that stands still until the test moves it.</summary>
public abstract class SandboxTest : IAsyncLifetime
{
    internal SandboxClock Clock { get; } = new();

    internal SandboxServer Server { get; private set; } = null!;

    internal Wire Wire { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await SandboxServer.StartAsync(new SandboxOptions { Clock = Clock });
        Wire = new Wire(Server);
    }

    public async ValueTask DisposeAsync()
    {
        Wire.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
