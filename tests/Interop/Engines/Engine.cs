namespace Interop.Engines;

/// <summary>One running engine, with its admin route.</summary>
internal sealed class Engine : IAsyncDisposable
{
    public const string UserEmail = "demo@example.com";
    public const string Password = "correct horse";

    private readonly NodeServer _server;
    private readonly HttpClient _http = new();

    private Engine(NodeServer server) => _server = server;

    private Uri Admin => new(_server.Address, "admin");

    public static async Task<Engine> StartAsync(string name) => new(await NodeServer.StartAsync(name));

    /// <param name="service">rfa, rfa-legacy or toggle.</param>
    public Uri EndpointOf(string service) => new(_server.Address, service + "/graphql/");

    /// <summary>Posts actions and settings, as <c>servers/shared/world.mjs</c> knows them.</summary>
    public async Task ChangeAsync(object change)
    {
        using var answer = await _http.PostAsJsonAsync(Admin, change);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public async Task<Ledger> ReadLedgerAsync() =>
        await _http.GetFromJsonAsync<Ledger>(Admin, JsonSerializerOptions.Web)
        ?? throw new InvalidOperationException("The server has no ledger.");

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }
}
