namespace RfaAuth.Core.Tests.GraphQL.Introspection;

public sealed class SchemaReaderTests
{
    private const string Answer = """
        { "__schema": { "queryType": { "name": "Query" }, "mutationType": null, "types": [
          { "kind": "OBJECT", "name": "Query", "description": "The root.", "fields": [
            { "name": "companies", "description": "Lists them.", "isDeprecated": true, "deprecationReason": "Use search.",
              "args": [ { "name": "take", "description": "How many.", "defaultValue": "10", "type": { "kind": "SCALAR", "name": "Int" } },
                        { "name": "where", "isDeprecated": true, "deprecationReason": "Use filter.", "type": { "kind": "INPUT_OBJECT", "name": "Filter" } } ],
              "type": { "kind": "NON_NULL", "ofType": { "kind": "LIST", "ofType": { "kind": "NON_NULL", "ofType": { "kind": "OBJECT", "name": "Company" } } } } } ],
            "interfaces": [ { "name": "Root" } ], "inputFields": null, "enumValues": null, "possibleTypes": null },
          { "kind": "INPUT_OBJECT", "name": "Filter", "inputFields": [ { "name": "eq", "isDeprecated": true, "deprecationReason": "Use in.", "defaultValue": "\"x\"", "type": { "kind": "LIST", "ofType": { "kind": "SCALAR", "name": "String" } } } ] },
          { "kind": "ENUM", "name": "Status", "enumValues": [ { "name": "OPEN", "description": "Still there." }, { "name": "GONE", "isDeprecated": true, "deprecationReason": "Never used." } ] },
          { "kind": "UNION", "name": "Thing", "possibleTypes": [ { "name": "Company" }, { "name": "Card" } ] },
          { "kind": "OBJECT", "name": "__Type", "fields": [] } ] } }
        """;

    private static readonly Schema s_schema = SchemaReader.Read(JsonText.ParseObject(Answer));

    [Fact]
    public void Both_representations_of_JSON_objects_give_the_same_schema() =>
        Assert.Equal(SdlWriter.Write(s_schema), SdlWriter.Write(SchemaReader.Read(JsonText.Parse(Answer, ShapedValueFactory.Instance))));

    [Fact]
    public void Types_keep_their_order_without_those_of_introspection() =>
        Assert.Equal(["Query", "Filter", "Status", "Thing"], s_schema.Types.Select(t => t.Name));

    [Fact]
    public void A_field_has_its_type_as_written_its_arguments_and_its_deprecation()
    {
        var field = Assert.Single(s_schema.FieldsOf("Query"));

        Assert.Equal("companies(take: Int = 10, where: Filter): [Company!]!", field.ToString());
        Assert.Equal(("Lists them.", true, "Use search.", "Query"), (field.Description, field.IsDeprecated, field.DeprecationReason, field.DeclaringType));
        Assert.Equal(("How many.", false, null), (field.Arguments[0].Description, field.Arguments[0].IsDeprecated, field.Arguments[0].DeprecationReason));
        Assert.Equal((true, "Use filter."), (field.Arguments[1].IsDeprecated, field.Arguments[1].DeprecationReason));
        Assert.Null(s_schema.MutationType);
        Assert.Empty(s_schema.FieldsOf(s_schema.MutationType));
    }

    [Fact]
    public void Each_kind_of_type_has_its_own_members()
    {
        Assert.Equal(("[String]", "\"x\""), (s_schema.Types[1].Fields[0].Type, s_schema.Types[1].Fields[0].DefaultValue));
        Assert.Equal((true, "Use in."), (s_schema.Types[1].Fields[0].IsDeprecated, s_schema.Types[1].Fields[0].DeprecationReason));
        Assert.Equal(["OPEN", "GONE"], s_schema.Types[2].EnumValues.Select(v => v.Name));
        Assert.True(s_schema.Types[2].EnumValues[1].IsDeprecated);
        Assert.Equal(["Company", "Card"], s_schema.Types[3].PossibleTypes);
        Assert.Equal(["Root"], s_schema.Types[0].Interfaces);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"__schema":null}""")]
    [InlineData("""{"other":{}}""")]
    public void An_answer_without_a_schema_is_SchemaNotAvailable(string data) => Assert.Equal(
        ErrorCodes.SchemaNotAvailable,
        Assert.Throws<RfaException>(() => SchemaReader.Read(JsonText.ParseObject(data))).ErrorCode);

    [Theory]
    [InlineData("""{"__schema":[]}""")]
    [InlineData("""{"__schema":{"types":[]}}""")]
    [InlineData("""{"__schema":{"queryType":{"name":"Query"},"types":[{"kind":"OBJECT"}]}}""")]
    public void An_answer_with_a_malformed_schema_is_refused(string data) => Assert.Equal(
        ErrorCodes.MalformedGraphQLResponse,
        Assert.Throws<RfaException>(() => SchemaReader.Read(JsonText.ParseObject(data))).ErrorCode);

    [Fact]
    public void Texts_of_a_schema_cannot_control_the_terminal()
    {
        var schema = SchemaReader.Read(JsonText.ParseObject(
            """
            {"__schema":{"queryType":{"name":"Q"},"types":[{"kind":"OBJECT","name":"Q","description":"a\u001b]0;owned\u0007\nb",
              "fields":[{"name":"f","type":{"kind":"SCALAR","name":"X\u001b"},"isDeprecated":true,"deprecationReason":"\u009b2J"}]}]}}
            """));

        Assert.Equal("a\u241B]0;owned\u2407\nb", schema.Types[0].Description);
        Assert.Equal(("X\u241B", "\uFFFD2J"), (schema.Types[0].Fields[0].Type, schema.Types[0].Fields[0].DeprecationReason));
    }

    [Fact]
    public void Members_of_newer_introspection_are_read()
    {
        var schema = SchemaReader.Read(JsonText.ParseObject(
            """
            {"__schema":{"description":"All.","queryType":{"name":"Q"},"subscriptionType":{"name":"S"},
              "directives":[{"name":"tag","isRepeatable":true,"locations":["FIELD"],"args":[{"name":"a","type":{"kind":"SCALAR","name":"Int"}}]}],
              "types":[{"kind":"INPUT_OBJECT","name":"Q","isOneOf":true},{"kind":"SCALAR","name":"D","specifiedByURL":"https://a"}]}}
            """));

        Assert.Equal(("All.", "S", true, "https://a"), (schema.Description, schema.SubscriptionType, schema.Types[0].IsOneOf, schema.Types[1].SpecifiedByUrl));
        var directive = Assert.Single(schema.Directives);
        Assert.Equal(("tag", true, "FIELD", "a: Int"), (directive.Name, directive.IsRepeatable, Assert.Single(directive.Locations), Assert.Single(directive.Arguments).ToString()));
    }

    [Fact]
    public void A_schema_without_directives_has_the_specified_ones() =>
        Assert.Contains(s_schema.Directives, directive => directive.Name == "include");

    [Fact]
    public void A_type_that_is_cut_by_the_query_is_noticed()
    {
        SchemaReader.Read(JsonText.ParseObject(Answer), out var isWhole);
        SchemaReader.Read(
            JsonText.ParseObject("""{"__schema":{"queryType":{"name":"Q"},"types":[{"kind":"OBJECT","name":"Q","fields":[{"name":"a","type":{"kind":"LIST","ofType":{"kind":"NON_NULL"}}}]}]}}"""),
            out var isCut);

        Assert.Equal((false, true), (isWhole, isCut));
    }

    [Fact]
    public void Each_introspection_document_is_one_query()
    {
        foreach (var text in new[] { IntrospectionQuery.Document, IntrospectionQuery.ForOlderServices, IntrospectionQuery.AboutIntrospection })
            Assert.Equal(OperationType.Query, Assert.Single(Document.Parse(text).Operations).Type);
    }

    [Fact]
    public void The_introspection_query_asks_only_for_members_that_the_service_has()
    {
        var features = IntrospectionFeatures.Read(JsonText.ParseObject(
            """
            { "schema": { "fields": [ { "name": "subscriptionType", "args": [] } ] },
              "type": { "fields": [ { "name": "specifiedByUrl", "args": [] }, { "name": "inputFields", "args": [ { "name": "includeDeprecated" } ] } ] },
              "field": { "fields": [ { "name": "args", "args": [] } ] },
              "directive": null, "input": { "fields": [] } }
            """));

        Assert.Equal(
            new IntrospectionFeatures { SubscriptionType = true, SpecifiedByUrl = "specifiedByUrl", DeprecatedInputFields = true },
            features);
        var query = IntrospectionQuery.Write(features);
        Assert.Contains("inputFields(includeDeprecated: true)", query, StringComparison.Ordinal);
        Assert.Contains("specifiedByUrl", query, StringComparison.Ordinal);
        Assert.DoesNotContain("isOneOf", query, StringComparison.Ordinal);
        Assert.DoesNotContain("args(includeDeprecated", query, StringComparison.Ordinal);
    }
}
