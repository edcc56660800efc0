using RfaAuth.Sandbox;
using RfaAuth.Sandbox.Services.Toggle;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class ToggleTests : SandboxTest
{
    private const string Accounts = "{ Accounts { data { id } } }";

    [Theory]
    [InlineData("email", "demo@example.com")]
    [InlineData("username", "demo")]
    public async Task Login_by_either_name_gives_the_token_in_both_headers(string argument, string name)
    {
        var reply = await Wire.ToggleAsync(
            Wire.LoginDocument,
            variables: new Dictionary<string, string> { [argument] = name, ["password"] = SandboxUser.Demo.Password });

        Assert.Equal("""{"loginUser":{"id":"demo"}}""", reply.Data.GetRawText());
        Assert.NotNull(reply.Header("X-Authorization"));
        Assert.Equal(reply.Header("X-Authorization"), reply.Header("Authorization"));
        Assert.False((await Wire.ToggleAsync(Accounts, reply.Header("X-Authorization"))).Json.TryGetProperty("errors", out _));
    }

    [Theory]
    [InlineData(TokenHeaders.XAuthorization, true, false)]
    [InlineData(TokenHeaders.Authorization, false, true)]
    public async Task The_headers_with_the_token_can_be_chosen(TokenHeaders headers, bool current, bool deprecated)
    {
        Server.Options = Server.Options with { TokenHeaders = headers, TokenHeaderHasScheme = true };

        var reply = await Wire.ToggleAsync(Wire.LoginDocument, variables: new { email = "demo@example.com", password = SandboxUser.Demo.Password });

        Assert.Equal(current, reply.Header("X-Authorization") is not null);
        Assert.Equal(deprecated, reply.Header("Authorization") is not null);
        Assert.StartsWith("Bearer ", reply.Header("X-Authorization") ?? reply.Header("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_an_error_without_a_token()
    {
        var reply = await Wire.ToggleAsync(Wire.LoginDocument, variables: new { email = "demo@example.com", password = "wrong" });

        Assert.Equal(200, reply.Status);
        Assert.Equal("""{"loginUser":null}""", reply.Data.GetRawText());
        Assert.False(reply.Error.GetProperty("customer_facing").GetBoolean());
        Assert.Null(reply.Header("X-Authorization"));
        Assert.False(Assert.Single(Server.Ledger.SignIns).IsAccepted);
    }

    [Fact]
    public async Task Without_a_token_the_answer_is_the_documented_one()
    {
        var reply = await Wire.ToggleAsync("{\n  Cards { data { id } }\n}");

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            """[{"message":"Unauthorized","locations":[{"line":2,"column":3}],"customer_facing":false}]""",
            reply.Json.GetProperty("errors").GetRawText());
        Assert.False(reply.Json.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_token_lives_sixty_minutes()
    {
        Server.Options = Server.Options with { TokenRotation = TokenRotation.Never };
        var token = await Wire.LogInAsync();

        Clock.Advance(TimeSpan.FromMinutes(59.9));
        var alive = await Wire.ToggleAsync(Accounts, token);
        Clock.Advance(TimeSpan.FromMinutes(0.1));
        var dead = await Wire.ToggleAsync(Accounts, token);

        Assert.Null(alive.Header("X-Authorization"));
        Assert.False(alive.Json.TryGetProperty("errors", out _));
        Assert.Equal("Unauthorized", dead.Error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_new_token_comes_when_less_than_half_of_the_life_is_left()
    {
        var token = await Wire.LogInAsync();

        Clock.Advance(TimeSpan.FromMinutes(30));
        var half = await Wire.ToggleAsync(Accounts, token);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var late = await Wire.ToggleAsync(Accounts, token);
        Clock.Advance(TimeSpan.FromMinutes(31));
        var renewed = await Wire.ToggleAsync(Accounts, late.Header("X-Authorization"));

        Assert.Null(half.Header("X-Authorization"));
        Assert.NotEqual(token, late.Header("X-Authorization"));
        Assert.False(renewed.Json.TryGetProperty("errors", out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_can_change_with_every_answer_and_the_old_one_live_or_die(bool revokes)
    {
        Server.Options = Server.Options with { TokenRotation = TokenRotation.EveryAnswer, RotationRevokes = revokes };
        var token = await Wire.LogInAsync();

        var first = await Wire.ToggleAsync(Accounts, token);
        var withOld = await Wire.ToggleAsync(Accounts, token);

        Assert.NotNull(first.Header("X-Authorization"));
        Assert.Equal(revokes, withOld.Json.TryGetProperty("errors", out _));
    }

    [Fact]
    public async Task A_missing_input_is_the_documented_validation_error()
    {
        var token = await Wire.LogInAsync();

        var reply = await Wire.ToggleAsync("""mutation { createBalanceAdjustment(card_reference: "1", value: -1000) { id } }""", token);

        Assert.Equal(200, reply.Status);
        Assert.Equal(
            """[{"message":"validation","locations":[{"line":1,"column":12}],"validation":{"currency":["This field is required"]},"customer_facing":false}]""",
            reply.Json.GetProperty("errors").GetRawText());
        Assert.Equal("""{"createBalanceAdjustment":null}""", reply.Data.GetRawText());
        Assert.Empty(Server.Ledger.Mutations);
    }

    [Fact]
    public async Task An_unknown_field_is_an_error_at_HTTP_200()
    {
        var reply = await Wire.ToggleAsync("{ nope }");

        Assert.Equal(200, reply.Status);
        Assert.Contains("nope", reply.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_balance_adjustment_moves_money_and_is_counted()
    {
        var token = await Wire.LogInAsync();
        var cards = await Wire.ToggleAsync("{ Cards(limit: 1) { data { card_reference balance } } }", token);
        var card = cards.Data.GetProperty("Cards").GetProperty("data")[0];
        var reference = card.GetProperty("card_reference").GetString();

        var reply = await Wire.ToggleAsync(
            "mutation($ref: String!) { createBalanceAdjustment(card_reference: $ref, value: -250, currency: \"GBP\") { Card { balance } } }",
            token,
            new { @ref = reference });

        Assert.Matches("^[0-9]{19}$", reference);
        Assert.Equal(
            card.GetProperty("balance").GetInt32() - 250,
            reply.Data.GetProperty("createBalanceAdjustment").GetProperty("Card").GetProperty("balance").GetInt32());
        Assert.Equal(1, Server.Ledger.ExecutionCount("createBalanceAdjustment"));
        Assert.Contains(reference!, Server.Ledger.Mutations[0].Arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_has_a_card_for_each_line()
    {
        var token = await Wire.LogInAsync();

        var reply = await Wire.ToggleAsync(
            """mutation { createOrder(account_id: 1, product_ids: ["101", "102"]) { total created_at LineItems { Card { card_reference balance } } } }""", token);

        var order = reply.Data.GetProperty("createOrder");
        Assert.Equal(3000, order.GetProperty("total").GetInt32());
        Assert.Equal("2025-06-01 12:00:00", order.GetProperty("created_at").GetString());
        Assert.Equal(2, order.GetProperty("LineItems").GetArrayLength());
        Assert.Equal(1, Server.Ledger.ExecutionCount("createOrder"));
    }

    [Fact]
    public async Task A_single_value_stands_for_a_list_of_one()
    {
        var reply = await Wire.ToggleAsync("mutation { createOrder(account_id: 1, product_ids: 103) { total } }", await Wire.LogInAsync());

        Assert.Equal(3000, reply.Data.GetProperty("createOrder").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Orders_are_paged_until_a_short_page()
    {
        var token = await Wire.LogInAsync();
        var sizes = new List<int>();
        do
        {
            var reply = await Wire.ToggleAsync(
                "query($page: Int!) { Orders(page: $page, limit: 50, created_at: \"2025-01-01 00:00:00\") { data { LineItems { id Card { card_reference balance } } } } }",
                token,
                new { page = sizes.Count + 1 });
            sizes.Add(reply.Data.GetProperty("Orders").GetProperty("data").GetArrayLength());
        }
        while (sizes[^1] == 50);

        Assert.Equal([50, 50, 20], sizes);
    }

    [Fact]
    public async Task Products_are_those_of_the_account()
    {
        var reply = await Wire.ToggleAsync("{ Products(account_id: 2) { data { account_id } } account(id: 2) { name } }", await Wire.LogInAsync());

        var products = reply.Data.GetProperty("Products").GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(4, products.Count);
        Assert.All(products, p => Assert.Equal("2", p.GetProperty("account_id").GetString()));
    }

    [Fact]
    public async Task Each_answer_says_its_cost_and_a_spent_budget_refuses_until_it_refills()
    {
        var token = await Wire.LogInAsync();
        Server.SetCostBudget(5);

        var last = await Wire.ToggleAsync("{ Accounts { data { id name } } }", token);
        var refused = await Wire.ToggleAsync(Accounts, token);
        Clock.Advance(TimeSpan.FromMinutes(10));
        var again = await Wire.ToggleAsync(Accounts, token);

        Assert.Equal("""{"cost":{"actualQueryCost":8,"throttleStatus":{"maximumAvailable":8000,"currentlyAvailable":0}}}""", last.Json.GetProperty("extensions").GetRawText());
        Assert.Equal("Throttled", refused.Error.GetProperty("message").GetString());
        Assert.Equal(4995, again.Json.GetProperty("extensions").GetProperty("cost").GetProperty("throttleStatus").GetProperty("currentlyAvailable").GetInt32());
    }
}
