namespace Interop.Client;

/// <summary>What the engines answer, as the client hands it on: partial errors, errors about the request, and data untouched.</summary>
public sealed class AnswerTests(EnginesFixture engines) : ClientTests(engines)
{
    [NodeTheory, Engines]
    public async Task The_data_of_other_fields_is_kept_when_a_field_fails(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);

        var response = await RunAsync(session, "{\n  company(company_number: \"00000007\") {\n    company_name\n    credit_score\n  }\n}");

        Assert.True(response.Response.HasData);
        Assert.Equal("Żółw Transport 7", At(response.Response, "company", "company_name"));
        Assert.Null(At(response.Response, "company", "credit_score"));
        var error = Assert.Single(response.Response.Errors);
        Assert.Equal(("The score is being calculated", "SCORE_NOT_READY"), (error.Message, error.Code));
        Assert.Equal(["company", "credit_score"], error.Path);
        Assert.Equal((4, 5), (error.Locations[0].Line, error.Locations[0].Column));
        Assert.Equal(2, (await engine.ReadLedgerAsync()).Requests.Count);
    }

    [NodeTheory, Engines]
    public async Task A_failed_field_in_a_list_is_named_by_its_index(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);

        var response = await RunAsync(session, "{ companies(take: 2) { items { credit_score } } }");

        Assert.Equal(["companies", "items", 1L, "credit_score"], response.Response.Errors[1].Path);
    }

    // Both engines answer these with 400, and with no data.
    [NodeTheory, Engines("{ nothing }", "query($id: Int!) { card(card_reference: $id) { balance } }", "query($text: String!) { echo(text: $text) }")]
    public async Task An_error_about_the_request_is_an_answer(string name, string query)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);

        var response = await RunAsync(session, query);

        Assert.NotEmpty(response.Errors);
        Assert.False(response.Response.HasData);
        Assert.Equal(1, response.Facts.Attempts);
        Assert.Equal(2, (await engine.ReadLedgerAsync()).Requests.Count);
    }

    [NodeTheory, Engines]
    public async Task Values_arrive_unchanged(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);

        var response = await RunAsync(
            session,
            "{ companies(take: 5) { totalCount pageInfo { hasNextPage } items { company_number company_name incorporated shares } } card(card_reference: \"6335860000000000001\") { card_reference } }");

        object?[] Column(string field) => [.. Enumerable.Range(0, 5).Select(index => At(response.Response, "companies", "items", index, field))];
        Assert.Equal(["2009-01-31T00:00:00Z", "2024-02-29", "/Date(1700000000000)/", "31/12/1999", null], Column("incorporated"));
        Assert.Equal(["00000001", "00000002", "00000003", "00000004", "00000005"], Column("company_number"));
        Assert.Equal("9223372036854775808", Column("shares")[0]);
        Assert.Equal(["日本茶 Imports 3", "O\u2019Neill \"Quote\" \\ Sons 4", "Tab\tand\nnewline plc 5"], Column("company_name")[2..]);
        Assert.Equal("6335860000000000001", At(response.Response, "card", "card_reference"));
        Assert.Equal(25L, At(response.Response, "companies", "totalCount"));
        Assert.Equal(true, At(response.Response, "companies", "pageInfo", "hasNextPage"));
    }

    [NodeTheory, Engines]
    public async Task Any_text_is_sent_and_received_unchanged(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        var everyCharacter = string.Concat(Enumerable.Range(0, 0x2100).Select(code => (char)code));

        foreach (var text in new[] { "p\"a\\ss\n£日本", "\U0001F4B3\u2028\u2029\uFEFF", "2024-02-29T00:00:00+00:00", everyCharacter, "" })
        {
            var response = await RunAsync(
                session,
                "query($text: String) { echo(text: $text) }",
                new Dictionary<string, object?> { ["text"] = text });

            Assert.Equal(text, At(response.Response, "echo"));
        }
    }

    [NodeTheory, Engines]
    public async Task The_depth_of_variables_and_of_data_is_not_cut(string name)
    {
        const int Depth = 200;
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);
        var value = Enumerable.Range(0, Depth).Aggregate(
            (object)"bottom",
            (inner, level) => level % 2 == 0 ? new object[] { inner } : new Dictionary<string, object?> { ["deeper"] = inner });

        var response = await RunAsync(
            session,
            "query($value: JSON) { echoJson(value: $value) }",
            new Dictionary<string, object?> { ["value"] = value });

        var wayDown = Enumerable.Range(0, Depth).Reverse().Select(level => level % 2 == 0 ? 0 : (object)"deeper");
        Assert.Equal("bottom", At(response.Response, ["echoJson", .. wayDown]));
    }
}
