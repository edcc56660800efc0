namespace Interop.Client;

/// <summary>The schema that graphql-js gives of itself.</summary>
public sealed class SchemaTests(EnginesFixture engines) : ClientTests(engines)
{
    [NodeTheory, Engines]
    public async Task A_schema_is_read_with_its_types_fields_and_arguments(string name)
    {
        var engine = await ResetAsync(name);
        using var session = await ConnectAsync(engine);

        var response = await session.ExecuteAsync(new GraphQLRequest(IntrospectionQuery.Document), new CallOptions(), CancellationToken.None);
        var schema = SchemaReader.Read(response.Response.Data);

        Assert.Equal(("Query", "Mutation"), (schema.QueryType, schema.MutationType));
        Assert.DoesNotContain(schema.Types, type => type.Name.StartsWith("__", StringComparison.Ordinal));
        var echo = Assert.Single(schema.FieldsOf("Query"), field => field.Name == "echo");
        Assert.Equal("Query", echo.DeclaringType);
        Assert.StartsWith("text: String", Assert.Single(echo.Arguments).ToString(), StringComparison.Ordinal);
        var old = Assert.Single(schema.FieldsOf("Query"), field => field.Name == "companyConnection").Arguments.Single(argument => argument.IsDeprecated);
        Assert.Equal(("before", "It was never read."), (old.Name, old.DeprecationReason));
        Assert.Contains(schema.FieldsOf("Mutation"), field => field.Name == "adjustStrict" && field.Type.EndsWith('!'));
    }
}
