namespace Interop.Engines;

/// <summary>An engine as it is, that counts how often each field was executed.</summary>
internal interface ICountingEngine
{
    /// <param name="service">rfa or toggle.</param>
    Uri EndpointOf(string service);

    /// <summary>Tells what was counted so far, and then carries a change out.</summary>
    Task<Counted> ChangeAsync(CountingChange change);
}

/// <param name="Reset">Whether to count from zero; the token is checked in the resolvers again.</param>
/// <param name="Revoke">Whether the tokens given so far are good no more.</param>
/// <param name="CheckIn">Where the token is checked: <c>resolver</c>, or <c>context</c>, before execution; null: as before.</param>
internal sealed record CountingChange(bool Reset = false, bool Revoke = false, string? CheckIn = null);

/// <param name="Executed">How often each field was executed, by its argument <c>id</c>.</param>
/// <param name="SignIns">How often tokens were given.</param>
internal sealed record Counted(IReadOnlyDictionary<string, int> Executed, int SignIns);

/// <summary>One of the engines of <c>servers/engines.mjs</c>.</summary>
internal sealed class NodeCountingEngine(Uri server, string name) : ICountingEngine
{
    private static readonly HttpClient s_http = new();

    public Uri EndpointOf(string service) => new(server, $"{name}/{service}/graphql/");

    public async Task<Counted> ChangeAsync(CountingChange change)
    {
        using var answer = await s_http.PostAsJsonAsync(new Uri(server, "admin"), change);
        return (await answer.Content.ReadFromJsonAsync<Counted>())!;
    }
}
