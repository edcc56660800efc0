using System.Text.Json;
using RfaAuth.Core.GraphQL.Introspection;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>What the services tell of their schemas.</summary>
public sealed class IntrospectionTests : SandboxTest
{
    // As graphql-js 16 asks, with all of its options on.
    private const string StandardQuery = """
        query IntrospectionQuery {
          __schema {
            description
            queryType { name kind }
            mutationType { name kind }
            subscriptionType { name kind }
            types { ...FullType }
            directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } }
          }
        }
        fragment FullType on __Type {
          kind name description specifiedByURL isOneOf
          fields(includeDeprecated: true) {
            name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason
          }
          inputFields(includeDeprecated: true) { ...InputValue }
          interfaces { ...TypeRef }
          enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
          possibleTypes { ...TypeRef }
        }
        fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
        fragment TypeRef on __Type {
          kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }
        }
        """;

    [Fact]
    public async Task The_standard_query_is_answered_to_anyone_and_every_type_named_is_there()
    {
        foreach (var endpoint in new[] { Server.RfaEndpoint, Server.ToggleEndpoint })
        {
            var reply = await Wire.PostAsync(endpoint, StandardQuery, token: null);

            Assert.False(reply.Json.TryGetProperty("errors", out _));
            var schema = reply.Data.GetProperty("__schema");
            var known = schema.GetProperty("types").EnumerateArray().Select(Name).ToList();
            Assert.Equal(known.Count, known.Distinct().Count());
            Assert.Empty(References(schema).Except(known));
            Assert.Empty(new[] { "String", "Boolean", "__Schema", "__Type", "__TypeKind", "Query", "Mutation" }.Except(known));
        }
    }

    [Fact]
    public async Task The_client_own_queries_are_answered_as_well()
    {
        foreach (var document in new[] { IntrospectionQuery.Document, IntrospectionQuery.ForOlderServices })
        {
            var reply = await Wire.RfaAsync(document);

            Assert.False(reply.Json.TryGetProperty("errors", out _));
            Assert.Equal("Query", reply.Data.GetProperty("__schema").GetProperty("queryType").GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task A_field_has_its_arguments_types_defaults_and_descriptions()
    {
        var reply = await Wire.RfaAsync("""
            { __type(name: "Query") { fields { name description args { name description defaultValue type { kind name ofType { kind ofType { name } } } } type { name } } } }
            """);

        var field = reply.Data.GetProperty("__type").GetProperty("fields").EnumerateArray().Single(f => Name(f) == "companies");
        Assert.Equal("CompanyCollectionSegment", Name(field.GetProperty("type")));
        Assert.Equal("The companies of the register, in pages.", field.GetProperty("description").GetString());
        Assert.Equal(
            [
                """{"name":"skip","description":"How many items are left out at the start.","defaultValue":"0","type":{"kind":"SCALAR","name":"Int","ofType":null}}""",
                """{"name":"take","description":"How many items there are at most.","defaultValue":"10","type":{"kind":"SCALAR","name":"Int","ofType":null}}""",
                """{"name":"where","description":null,"defaultValue":null,"type":{"kind":"INPUT_OBJECT","name":"CompanyFilterInput","ofType":null}}""",
                """{"name":"order","description":null,"defaultValue":null,"type":{"kind":"LIST","name":null,"ofType":{"kind":"NON_NULL","ofType":{"name":"CompanySortInput"}}}}""",
            ],
            field.GetProperty("args").EnumerateArray().Select(a => a.GetRawText()));
        Assert.DoesNotContain(reply.Data.GetProperty("__type").GetProperty("fields").EnumerateArray(), f => Name(f)!.StartsWith("__", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("(includeDeprecated: true)", true)]
    public async Task What_is_deprecated_is_told_only_on_request(string arguments, bool isTold)
    {
        var reply = await Wire.RfaAsync($$"""
            {
              company: __type(name: "Company") { fields{{arguments}} { name isDeprecated deprecationReason } }
              order: __type(name: "SortEnumType") { description enumValues{{arguments}} { name isDeprecated deprecationReason } }
            }
            """);

        var fields = reply.Data.GetProperty("company").GetProperty("fields").EnumerateArray().Select(f => f.GetRawText()).ToList();
        var values = reply.Data.GetProperty("order").GetProperty("enumValues").EnumerateArray().Select(v => v.GetRawText()).ToList();
        Assert.Contains("""{"name":"company_number","isDeprecated":false,"deprecationReason":null}""", fields);
        Assert.Equal(isTold, fields.Contains("""{"name":"company_no","isDeprecated":true,"deprecationReason":"Use company_number."}"""));
        Assert.Equal(isTold ? ["ASC", "DESC", "ASCENDING"] : ["ASC", "DESC"], values.Select(v => JsonDocument.Parse(v).RootElement.GetProperty("name").GetString()!));
        Assert.Equal(isTold, values.Contains("""{"name":"ASCENDING","isDeprecated":true,"deprecationReason":"Use ASC."}"""));
    }

    [Fact]
    public async Task A_type_is_found_by_its_name_and_says_what_it_is()
    {
        var reply = await Wire.RfaAsync("""
            query ($name: String!) {
              input: __type(name: $name) { __typename kind fields { name } inputFields { name type { name } } }
              scalar: __type(name: "BigInt") { kind name ofType { name } interfaces { name } }
              object: __type(name: "Company") { description interfaces { name } possibleTypes { name } }
              nothing: __type(name: "Nothing") { name }
            }
            """, variables: new { name = "AuditorSortInput" });

        Assert.Equal(
            """{"input":{"__typename":"__Type","kind":"INPUT_OBJECT","fields":null,"inputFields":[{"name":"auditor_name","type":{"name":"SortEnumType"}},{"name":"town","type":{"name":"SortEnumType"}},{"name":"client_count","type":{"name":"SortEnumType"}}]}"""
            + ""","scalar":{"kind":"SCALAR","name":"BigInt","ofType":null,"interfaces":null}"""
            + ""","object":{"description":"A company of the register.","interfaces":[],"possibleTypes":null},"nothing":null}""",
            reply.Data.GetRawText());
    }

    [Fact]
    public async Task A_schema_without_the_management_flow_does_not_tell_of_it()
    {
        const string Query = """{ __type(name: "Mutation") { fields { name args { name } } } }""";

        Assert.Contains("useManagementflow", (await Wire.RfaAsync(Query)).Text, StringComparison.Ordinal);
        Server.Options = Server.Options with { RequireManagementFlow = false };
        Assert.DoesNotContain("useManagementflow", (await Wire.RfaAsync(Query)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Introspection_is_checked_like_any_field_and_costs_nothing()
    {
        Assert.Equal(400, (await Wire.RfaAsync("{ __type { name } }")).Status);
        Assert.Equal(400, (await Wire.RfaAsync("{ __schema { nope } }")).Status);
        Assert.Equal(400, (await Wire.RfaAsync("mutation { __schema { queryType { name } } }")).Status);

        var reply = await Wire.ToggleAsync("{ __schema { types { name } } }");
        Assert.Equal(0, reply.Json.GetProperty("extensions").GetProperty("cost").GetProperty("actualQueryCost").GetInt32());
    }

    [Fact]
    public async Task Deprecated_things_still_work()
    {
        var (token, _) = await Wire.SignInAsync();

        var reply = await Wire.RfaAsync("{ companies(take: 1, order: [{ employees: ASCENDING }]) { items { company_no company_number } } }", token);

        var item = reply.Data.GetProperty("companies").GetProperty("items")[0];
        Assert.Equal(item.GetProperty("company_number").GetString(), item.GetProperty("company_no").GetString());
    }

    private static string? Name(JsonElement element) => element.GetProperty("name").GetString();

    /// <summary>The names of all types that are named anywhere below.</summary>
    private static IEnumerable<string?> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => (element.TryGetProperty("kind", out _) ? [Name(element)] : Enumerable.Empty<string?>())
            .Where(name => name is not null)
            .Concat(element.EnumerateObject().SelectMany(property => References(property.Value))),
        _ => [],
    };
}
