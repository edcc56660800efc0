using static RfaAuth.Core.Tests.GraphQL.Variables.Coercing;

namespace RfaAuth.Core.Tests.GraphQL.Variables;

/// <summary>A pipeline that gave nothing: an empty list where a list is declared, and never "no filter".</summary>
public sealed class EmptyPipelineTests
{
    private static readonly InputTypes s_known = new(null, SdlReader.Read("""
        type Query { a: Int }
        input Filter { ids: [ID!], id: ID, all: [Filter!]!, not: Filter }
        """));

    [Theory]
    [InlineData("query ($v: [ID!]) { a }", "[]")]
    [InlineData("query ($v: [ID!]!) { a }", "[]")]
    [InlineData("query ($v: [[Int!]!]!) { a }", "[]")]
    [InlineData("query ($v: [Filter]) { a }", "[]")]
    [InlineData("query ($v: [ID!] = [\"d\"]) { a }", "[]")]
    [InlineData("query ($v: [ID!]! = [\"d\"]) { a }", "[]")]
    [InlineData("query ($v: ID) { a }", "null")]
    [InlineData("query ($v: Filter) { a }", "null")]
    // A single value was not found: the default stands.
    [InlineData("query ($v: ID = \"d\") { a }", null)]
    [InlineData("query ($v: ID! = \"d\") { a }", null)]
    [InlineData("query ($v: Filter = { id: 1 }) { a }", null)]
    public void An_empty_pipeline_is_an_empty_list_for_a_declared_list(string query, string? json)
    {
        Assert.Equal(json, JsonOfOperation(query, InputTypes.Unknown, EmptyPipeline.Value));
        Assert.Equal(json, JsonOfInput(query, InputTypes.Unknown, EmptyPipeline.Value));
    }

    [Fact]
    public void Null_stays_null_for_a_declared_list()
    {
        Assert.Equal("null", JsonOf("[ID!]", null));
        Assert.Equal("null", JsonOfOperation("query ($v: [ID!] = [\"d\"]) { a }", InputTypes.Unknown, null));
    }

    [Fact]
    public void An_empty_pipeline_in_a_list_is_an_empty_list_only_for_a_list_of_lists()
    {
        Assert.Equal("[[],[1]]", JsonOf("[[Int]!]", new object[] { EmptyPipeline.Value, 1 }));
        Assert.Equal("[null,1]", JsonOf("[Int]", new object[] { EmptyPipeline.Value, 1 }));
        Assert.Equal("The variable $v is declared [ID!] and was given null at [1].", RefusalOf("[ID!]", new object[] { "a", EmptyPipeline.Value }));
        Assert.Equal("The variable $v is declared ID! and was given null.", RefusalOf("ID!", EmptyPipeline.Value));
    }

    [Fact]
    public void An_empty_pipeline_in_an_input_object_follows_the_schema()
    {
        var filter = new Dictionary<string, object?>
        {
            ["ids"] = EmptyPipeline.Value,
            ["id"] = EmptyPipeline.Value,
            ["all"] = new object[] { new Dictionary<string, object?> { ["ids"] = EmptyPipeline.Value } },
            ["not"] = new Dictionary<string, object?> { ["ids"] = EmptyPipeline.Value, ["other"] = EmptyPipeline.Value },
        };

        const string Expected = """{"ids":[],"id":null,"all":[{"ids":[]}],"not":{"ids":[],"other":null}}""";
        Assert.Equal(Expected, JsonOf("Filter!", filter, s_known));
        Assert.Equal(Expected, JsonOfInput("query ($v: Filter) { a }", s_known, filter));
        Assert.Equal("""{"ids":null}""", JsonOf("Filter", new Dictionary<string, object?> { ["ids"] = EmptyPipeline.Value }));
    }

    [Fact]
    public void An_empty_pipeline_for_a_constant_keeps_its_default_for_all_inputs()
    {
        var request = new RfaAuth.Core.GraphQL.GraphQLRequest("query ($v: ID = \"d\", $w: ID) { a }");
        var variables = new InputVariables(request.Operation.Variables, new Dictionary<string, object?> { ["v"] = EmptyPipeline.Value });

        Assert.Equal(["w"], variables.Open.Select(variable => variable.Name));
    }
}
