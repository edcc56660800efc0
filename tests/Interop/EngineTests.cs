using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Interop;

/// <summary>The servers themselves, by a plain HttpClient: what the other tests build on.</summary>
[Collection(SharedEngines.Name)]
public sealed class EngineTests(EnginesFixture engines)
{
    private const string TwoAdjustments = "mutation { a: adjust(card: \"c\", value: 1) { value } b: adjust(card: \"c\", value: 2) { value } }";

    [NodeTheory, Engines]
    public async Task A_signed_in_user_is_answered(string name)
    {
        var engine = await engines.ResetAsync(name);
        using var http = new HttpClient();
        await SignInAsync(http, engine);

        var (status, answer) = await SendAsync(http, engine, "{ companies(take: 2) { items { company_number } totalCount } }");

        Assert.Equal(200, status);
        Assert.Equal(25, (int)answer["data"]!["companies"]!["totalCount"]!);
        Assert.Equal("t1", (await engine.ReadLedgerAsync()).Requests[^1].Token);
    }

    [NodeTheory, Engines]
    public async Task A_refused_second_field_leaves_the_first_ones_data_in_a_401(string name)
    {
        var engine = await engines.ResetAsync(name);
        using var http = new HttpClient();
        await SignInAsync(http, engine);
        await engine.ChangeAsync(new { revokeAccess = true, refusal = "second-field-401" });

        var (status, answer) = await SendAsync(http, engine, TwoAdjustments);

        Assert.Equal(401, status);
        Assert.Equal(1, (int)answer["data"]!["a"]!["value"]!);
        Assert.Null(answer["data"]!["b"]);
        Assert.Equal("b", (string)answer["errors"]![0]!["path"]![0]!);
        Assert.Equal([1], (await engine.ReadLedgerAsync()).Executed.Select(mutation => mutation.Value));
    }

    [NodeTheory, Engines]
    public async Task An_unknown_shape_or_setting_is_a_mistake_in_the_test(string name)
    {
        var engine = await engines.ResetAsync(name);

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.ChangeAsync(new { refusal = "no-such-shape" }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.ChangeAsync(new { noSuchSetting = 1 }));
    }

    private static async Task SignInAsync(HttpClient http, Engine engine) =>
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await engine.SignInToRfaAsync()).AccessToken);

    private static async Task<(int Status, JsonNode Answer)> SendAsync(HttpClient http, Engine engine, string query)
    {
        using var answer = await http.PostAsJsonAsync(engine.EndpointOf("rfa"), new { query });
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }
}
