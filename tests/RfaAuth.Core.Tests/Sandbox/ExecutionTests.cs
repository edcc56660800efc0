using System.Text.Json;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class ExecutionTests : SandboxTest
{
    [Fact]
    public async Task Aliases_arguments_and_typename_are_answered_in_document_order()
    {
        var reply = await AskAsync("{ second: companies(skip: 1, take: 1) { items { n: company_number } } companies(take: 1) { __typename items { company_number } } }");

        Assert.Equal(
            """{"data":{"second":{"items":[{"n":"01000038"}]},"companies":{"__typename":"CompanyCollectionSegment","items":[{"company_number":"01000001"}]}}}""",
            reply.Text);
    }

    [Fact]
    public async Task Fragments_and_inline_fragments_are_opened_and_equal_fields_are_merged()
    {
        var reply = await AskAsync("""
            { company(company_number: "01000001") { registered_address { town } ...Where ... on Company { company_status } ... { employees } } }
            fragment Where on Company { registered_address { country } }
            """);

        var company = reply.Data.GetProperty("company");
        Assert.Equal(["registered_address", "company_status", "employees"], company.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["town", "country"], company.GetProperty("registered_address").EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData(true, "company_number")]
    [InlineData(false, "company_name")]
    public async Task Skip_and_include_follow_their_variable(bool number, string expected)
    {
        var reply = await AskAsync(
            "query($n: Boolean!) { company(company_number: \"01000001\") { company_number @include(if: $n) company_name @skip(if: $n) } }",
            new { n = number });

        Assert.Equal(expected, Assert.Single(reply.Data.GetProperty("company").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_variable_that_is_not_given_has_its_default()
    {
        var reply = await AskAsync("query($take: Int = 3) { companies(take: $take) { items { company_number } } }");

        Assert.Equal(3, reply.Data.GetProperty("companies").GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Filters_and_orders_work_on_any_scalar_field()
    {
        var reply = await AskAsync(
            """
            query($floor: Decimal!, $names: [String!]) {
              companies(take: 300, where: { and: [{ credit_limit: { gt: $floor } }, { company_status: { in: $names } }] }, order: [{ credit_limit: DESC }]) {
                items { credit_limit company_status } totalCount
              }
            }
            """,
            new { floor = 400000.5, names = new[] { "Active" } });

        var items = reply.Data.GetProperty("companies").GetProperty("items").EnumerateArray().ToList();
        var limits = items.Select(i => i.GetProperty("credit_limit").GetDecimal()).ToList();
        Assert.NotEmpty(items);
        Assert.Equal(items.Count, reply.Data.GetProperty("companies").GetProperty("totalCount").GetInt32());
        Assert.Equal(limits.OrderDescending(), limits);
        Assert.True(limits[^1] > 400000.5m);
        Assert.All(items, i => Assert.Equal("Active", i.GetProperty("company_status").GetString()));
    }

    [Fact]
    public async Task A_field_that_fails_is_null_and_its_error_has_path_and_location()
    {
        var reply = await AskAsync("{ companies(where: {company_status: {eq: \"Dissolved\"}}, take: 1) {\n items { company_name registry_extract } } }");

        Assert.Equal(200, reply.Status);
        Assert.Equal("EXTRACT_UNAVAILABLE", reply.Code);
        Assert.Equal("""["companies","items",0,"registry_extract"]""", reply.Error.GetProperty("path").GetRawText());
        Assert.Equal("""[{"line":2,"column":23}]""", reply.Error.GetProperty("locations").GetRawText());
        Assert.Equal("null", reply.Data.GetProperty("companies").GetProperty("items")[0].GetProperty("registry_extract").GetRawText());
    }

    [Theory]
    [InlineData("employees", "eq")]
    [InlineData("employees", "neq")]
    [InlineData("employees", "gt")]
    [InlineData("employees", "gte")]
    [InlineData("employees", "lt")]
    [InlineData("employees", "lte")]
    [InlineData("employees", "in")]
    [InlineData("employees", "nin")]
    [InlineData("company_name", "contains")]
    [InlineData("company_name", "startsWith")]
    [InlineData("company_name", "endsWith")]
    public async Task Each_operator_of_a_filter_selects_what_it_says(string field, string test)
    {
        // The middle value of all, so that each comparison has something on both sides and one that is equal.
        var all = (await AskAsync($"{{ companies(take: 300, order: [{{employees: ASC}}]) {{ items {{ {field} }} }} }}"))
            .Data.GetProperty("companies").GetProperty("items").EnumerateArray().Select(i => i.GetProperty(field)).ToList();
        object value = field == "employees" ? all[150].GetInt32() : test switch { "startsWith" => "Copper", "endsWith" => "9 Ltd", _ => "foods" };
        var expected = all.Count(candidate => (candidate.ValueKind, test) switch
        {
            (JsonValueKind.Number, "eq" or "in") => candidate.GetInt32() == (int)value,
            (JsonValueKind.Number, "neq" or "nin") => candidate.GetInt32() != (int)value,
            (_, "gt") => candidate.GetInt32() > (int)value,
            (_, "gte") => candidate.GetInt32() >= (int)value,
            (_, "lt") => candidate.GetInt32() < (int)value,
            (_, "lte") => candidate.GetInt32() <= (int)value,
            (_, "startsWith") => candidate.GetString()!.StartsWith((string)value, StringComparison.Ordinal),
            (_, "endsWith") => candidate.GetString()!.EndsWith((string)value, StringComparison.Ordinal),
            _ => candidate.GetString()!.Contains((string)value, StringComparison.OrdinalIgnoreCase),
        });

        var reply = await AskAsync(
            $"query($where: CompanyFilterInput) {{ companies(where: $where) {{ totalCount }} }}",
            new { where = new Dictionary<string, object> { [field] = new Dictionary<string, object> { [test] = value } } });

        Assert.InRange(expected, 1, 299);
        Assert.Equal(expected, reply.Data.GetProperty("companies").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task Mutations_run_one_after_the_other_and_each_is_in_the_ledger()
    {
        var reply = await AskAsync("""
            mutation {
              a: addCompanyToWatchlist(company_number: "01000001") { entryCount }
              b: addCompanyToWatchlist(company_number: "none") { entryCount }
              c: addCompanyToWatchlist(company_number: "01000001") { entryCount }
            }
            """);

        Assert.Equal("""{"a":{"entryCount":1},"b":null,"c":{"entryCount":2}}""", reply.Data.GetRawText());
        Assert.Equal(2, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
        Assert.All(Server.Ledger.Mutations, m => Assert.Equal("""{"company_number":"01000001"}""", m.Arguments));
    }

    [Fact]
    public async Task Values_that_careless_readers_change_arrive_exactly()
    {
        var reply = await AskAsync("{ companies(take: 3) { items { company_name shares_issued registry_reference updated_at } } }");

        var items = reply.Data.GetProperty("companies").GetProperty("items");
        Assert.Equal("Müller & Söhne \"£日本\" Ltd", items[0].GetProperty("company_name").GetString());
        Assert.Equal("2020-01-01", items[1].GetProperty("company_name").GetString());
        Assert.Equal("100000000000000000000", items[0].GetProperty("shares_issued").GetRawText());
        Assert.Matches("^[0-9]{19}$", items[0].GetProperty("registry_reference").GetString());
        Assert.Matches("^2025-.*Z$", items[0].GetProperty("updated_at").GetString());
    }

    private async Task<WireReply> AskAsync(string query, object? variables = null) =>
        await Wire.RfaAsync(query, (await Wire.SignInAsync()).AccessToken, variables);
}
