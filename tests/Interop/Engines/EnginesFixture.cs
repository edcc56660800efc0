namespace Interop.Engines;

/// <summary>The engines, started once for all tests of the collection, which run one after another.</summary>
public sealed class EnginesFixture : IAsyncLifetime
{
    private readonly Dictionary<string, Engine> _engines = [];
    private NodeServer? _asTheyAre;

    /// <summary>Where the engines of <c>servers/engines.mjs</c> are.</summary>
    internal Uri AsTheyAre => _asTheyAre!.Address;

    public async ValueTask InitializeAsync()
    {
        // xunit makes the fixture even where every test is skipped.
        if (NodeEnvironment.SkipReason is not null)
            return;
        await NodePackages.EnsureInstalledAsync();
        foreach (var name in EnginesAttribute.All.Append(EnginesAttribute.Grafast))
            _engines.Add(name, await Engine.StartAsync(name));
        _asTheyAre = await NodeServer.StartAsync("engines");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines.Values)
            await engine.DisposeAsync();
        if (_asTheyAre is not null)
            await _asTheyAre.DisposeAsync();
    }

    /// <summary>The engine as if it had just been started: settings, tokens and ledger are new.</summary>
    internal async Task<Engine> ResetAsync(string name)
    {
        var engine = _engines[name];
        await engine.ChangeAsync(new { reset = true });
        return engine;
    }
}

[CollectionDefinition(Name)]
public sealed class SharedEngines : ICollectionFixture<EnginesFixture>
{
    public const string Name = "Engines";
}
