namespace Interop.Schemas;

/// <summary>The schemas of <c>graphql-js/schemas.mjs</c>, written once into a folder of this test run.</summary>
public sealed class PublicSchemas : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("rfaauth-schemas-").FullName;

    public IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.given").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    public string Read(string name, string kind) => File.ReadAllText(Path.Combine(Folder, $"{name}.{kind}"));

    public async ValueTask InitializeAsync()
    {
        if (NodeEnvironment.SkipReason is not null)
            return;
        await NodePackages.EnsureInstalledAsync();
        await NodePackages.EnsureSchemasInstalledAsync();
        await RunAsync("write");
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Lets graphql-js print what the client wrote.</summary>
    /// <param name="sdl">The client's texts by name.</param>
    /// <returns>graphql-js's texts by name, or its errors.</returns>
    internal async Task<IReadOnlyDictionary<string, string>> ReprintAsync(IReadOnlyDictionary<string, string> sdl)
    {
        foreach (var (name, text) in sdl)
            await File.WriteAllTextAsync(Path.Combine(Folder, name + ".ours"), text);
        await RunAsync("print");
        var result = new Dictionary<string, string>();
        foreach (var name in sdl.Keys)
        {
            result[name] = Read(name, "reprinted");
            File.Delete(Path.Combine(Folder, name + ".ours"));
        }
        return result;
    }

    private async Task RunAsync(string command)
    {
        var result = await NodeProcess.RunAsync(NodeProcess.Node(Path.Combine("graphql-js", "schemas.mjs"), command, Folder));
        Assert.True(result is { ExitCode: 0 }, result?.Errors ?? "node cannot be started.");
    }
}
