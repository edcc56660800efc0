namespace RfaAuth.Core.Tests.GraphQL.Schemas;

/// <summary>The form of SDL. That it says the same as what was read is held against graphql-js, in tests/Interop.</summary>
public sealed class SdlWriterTests
{
    [Theory]
    [InlineData("""{"__schema":{"queryType":{"name":"Query"},"types":[{"kind":"OBJECT","name":"Query","fields":[{"name":"a","type":{"kind":"SCALAR","name":"Int"}}]}]}}""", "type Query {\n  a: Int\n}\n")]
    [InlineData("""{"data":{"__schema":{"queryType":{"name":"Q"},"types":[{"kind":"SCALAR","name":"Int"},{"kind":"UNION","name":"Q","possibleTypes":[]}]}}}""", "schema {\n  query: Q\n}\n\nunion Q\n")]
    [InlineData("type Query { a: Int } input In @oneOf { a: Int } scalar D @specifiedBy(url: \"https://d\")", "type Query {\n  a: Int\n}\n\ninput In @oneOf {\n  a: Int\n}\n\nscalar D @specifiedBy(url: \"https://d\")\n")]
    [InlineData("type Query { a(b: Int = 1, c: [String!]): Int @deprecated }", "type Query {\n  a(b: Int = 1, c: [String!]): Int @deprecated\n}\n")]
    [InlineData("type Query { a(b: Int \"Sea.\" c: Int): Int }", "type Query {\n  a(\n    b: Int\n\n    \"\"\"Sea.\"\"\"\n    c: Int\n  ): Int\n}\n")]
    [InlineData("\"\"\"\nTwo\nlines\n\"\"\" type Query { a: Int \"More.\" b: Int }", "\"\"\"\nTwo\nlines\n\"\"\"\ntype Query {\n  a: Int\n\n  \"\"\"More.\"\"\"\n  b: Int\n}\n")]
    public void A_schema_is_written_in_the_usual_form(string text, string expected) => Assert.Equal(expected, SdlWriter.Write(SchemaText.Read(text)));

    [Fact]
    public void One_type_can_be_written_alone() =>
        Assert.Equal("enum E {\n  A\n  B @deprecated(reason: \"Old.\")\n}", SdlWriter.Write(SdlReader.Read("type Query { a: E } enum E { A B @deprecated(reason: \"Old.\") }").Types[1]));

    // A terminal must not be driven, and the schema must stay the same.
    [Theory]
    [InlineData("a\\u001Bb")]
    [InlineData("\\u202Ea")]
    [InlineData("\\u009B2J")]
    public void Characters_that_control_a_terminal_are_escaped(string word)
    {
        var first = SdlWriter.Write(SdlReader.Read($"\"{word}\" type Query {{ a(b: String = \"{word}\"): Int @deprecated(reason: \"{word}\") }}"));

        Assert.DoesNotContain(first, character => character is '\u001B' or '\u202E' or '\u009B');
        Assert.Equal(first, SdlWriter.Write(SdlReader.Read(first)));
        Assert.Contains($"\"{word}\"\ntype Query", first, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_that_is_no_GraphQL_value_is_left_out()
    {
        var schema = SchemaText.Read("""{"__schema":{"queryType":{"name":"Query"},"types":[{"kind":"OBJECT","name":"Query","fields":[{"name":"a","args":[{"name":"b","defaultValue":"{foo=bar}","type":{"kind":"SCALAR","name":"Int"}}],"type":{"kind":"SCALAR","name":"Int"}}]}]}}""");

        Assert.Equal("type Query {\n  a(b: Int): Int\n}\n", SdlWriter.Write(schema));
        Assert.Equal("{foo=bar}", schema.FieldsOf("Query")[0].Arguments[0].DefaultValue);
    }
}
