namespace Interop.Schemas;

/// <summary>Schemas as the client reads and writes them, beside graphql-js: public ones, a big one, and one of traps.</summary>
public sealed class SdlTests(PublicSchemas schemas) : IClassFixture<PublicSchemas>
{
    [NodeFact]
    public void The_corpus_has_twelve_schemas() => Assert.Equal(12, schemas.Names.Count());

    [NodeTheory]
    [InlineData("given")]
    [InlineData("json")]
    [InlineData("printed")]
    public async Task A_schema_read_and_written_by_the_client_is_the_same_to_graphql_js(string kind)
    {
        var ours = schemas.Names.ToDictionary(name => name, name => SdlWriter.Write(SchemaText.Read(schemas.Read(name, kind))));

        var reprinted = await schemas.ReprintAsync(ours);

        foreach (var name in schemas.Names)
            AssertSame(schemas.Read(name, "printed"), reprinted[name], name);
    }

    // The form is not required. While it is the same, a difference in the content is easy to see.
    [NodeFact]
    public void The_client_writes_a_schema_as_graphql_js_prints_it()
    {
        foreach (var name in schemas.Names.Where(name => name is not "corners"))
            AssertSame(schemas.Read(name, "printed"), SdlWriter.Write(SchemaText.Read(schemas.Read(name, "json"))).TrimEnd('\n'), name);
    }

    private static void AssertSame(string expected, string actual, string name)
    {
        if (expected == actual)
            return;
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(index => left[index] != right[index], Math.Min(left.Length, right.Length));
        Assert.Fail($"{name} differs at line {line + 1}:\n  graphql-js: {left.ElementAtOrDefault(line)}\n  the client: {right.ElementAtOrDefault(line)}");
    }
}
