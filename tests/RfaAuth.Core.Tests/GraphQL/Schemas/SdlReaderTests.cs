namespace RfaAuth.Core.Tests.GraphQL.Schemas;

public sealed class SdlReaderTests
{
    [Fact]
    public void Definitions_and_their_extensions_make_one_schema()
    {
        var schema = SdlReader.Read("""
            "All." schema { query: Q }
            extend schema { mutation: M }
            "The root." type Q implements I & J { "One." a(x: Int! = 1 @deprecated, y: [In]): [[T!]!] @deprecated(reason: "Old.") }
            extend type Q { b: E }
            type M { c: U }
            interface J { a: [[T!]!] }
            interface I implements J { a: [[T!]!] }
            union U = | Q | M
            extend union U = T
            type T { d: D }
            enum E { A "Bee." B @deprecated }
            extend enum E { C }
            input In @oneOf { a: Int = 2 }
            extend input In { b: In }
            scalar D
            extend scalar D @specifiedBy(url: "https://d")
            "Marks." directive @tag(name: String = "x") repeatable on | FIELD | QUERY
            """);

        Assert.Equal(("Q", "M", null, "All."), (schema.QueryType, schema.MutationType, schema.SubscriptionType, schema.Description));
        Assert.Equal("Q M J I U T E In D", string.Join(' ', schema.Types));
        var a = schema.FieldsOf("Q")[0];
        Assert.Equal("a(x: Int! = 1, y: [In]): [[T!]!]", a.ToString());
        Assert.Equal("a(x: Int! = 1, y: [In]): [[T!]!] @deprecated", a.Signature);
        Assert.Equal(("One.", "Old.", true, "Q"), (a.Description, a.DeprecationReason, a.Arguments[0].IsDeprecated, a.DeclaringType));
        Assert.Equal(["I", "J"], schema.Types[0].Interfaces);
        Assert.Equal(["Q", "M", "T"], schema.Types[4].PossibleTypes);
        Assert.Equal(("A B C", "No longer supported"), (string.Join(' ', schema.Types[6].EnumValues), schema.Types[6].EnumValues[1].DeprecationReason));
        Assert.Equal((true, "a: Int = 2"), (schema.Types[7].IsOneOf, schema.Types[7].Fields[0].ToString()));
        Assert.Equal("https://d", schema.Types[8].SpecifiedByUrl);
        var tag = schema.Directives[0];
        Assert.Equal(("Marks.", true, "FIELD QUERY"), (tag.Description, tag.IsRepeatable, string.Join(' ', tag.Locations)));
        Assert.Contains(schema.Directives, directive => directive.Name == "skip");
    }

    [Fact]
    public void The_root_types_have_the_common_names_without_a_schema_definition()
    {
        var schema = SdlReader.Read("type Query { a: Int } type Subscription { b: Int } extend schema { mutation: M } type M { c: Int }");

        Assert.Equal(("Query", "M", "Subscription"), (schema.QueryType, schema.MutationType, schema.SubscriptionType));
    }

    [Theory]
    [InlineData("type A { a: Int }", "it has no root type of queries")]
    [InlineData("type Query { a: Strin }", "line 1, column 17: there is no type 'Strin'; did you mean 'String'?")]
    [InlineData("type Query { a: In } input In { b: Int }", "'In' cannot be the type of a field: it is defined as 'input'")]
    [InlineData("type Query { a(b: Query): Int }", "'Query' cannot be the type of an argument: it is defined as 'type'")]
    [InlineData("type Query { a: Int } input In { b: Query }", "'Query' cannot be the type of an input field")]
    [InlineData("type Query implements Query { a: Int }", "'Query' cannot be an interface")]
    [InlineData("type Query { a: Int } union U = Int", "'Int' cannot be a member of a union: it is defined as 'scalar'")]
    [InlineData("type Query { a: Int } schema { query: Int }", "'Int' cannot be a root type")]
    [InlineData("type Query { a: Int } type Query { b: Int }", "line 1, column 23: the type 'Query' is defined twice")]
    [InlineData("type Query { a: Int } extend type Quer { b: Int }", "the type 'Quer' is extended and not defined; did you mean 'Query'?")]
    [InlineData("type Query { a: Int } extend input Query { b: Int }", "'Query' is extended as 'input' and defined as 'type'")]
    [InlineData("type Query { a: Int } extend type Query { a: Int }", "the field of 'Query' 'a' stands twice")]
    [InlineData("type Query { a(b: Int, b: Int): Int }", "the argument 'b' stands twice")]
    [InlineData("type Query { a: Int } enum E { A B A }", "the value of 'E' 'A' stands twice")]
    [InlineData("type Query { a: Int } directive @a on FIELD directive @a on QUERY", "the directive 'a' stands twice")]
    [InlineData("schema { query: Query } schema { query: Query } type Query { a: Int }", "the definition 'schema' stands twice")]
    [InlineData("schema { query: Query query: Query } type Query { a: Int }", "the root type of 'query' stands twice")]
    public void A_wrong_schema_is_refused_with_the_place(string text, string problem)
    {
        var exception = Assert.Throws<RfaException>(() => SdlReader.Read(text));

        Assert.Equal(ErrorCodes.InvalidSchema, exception.ErrorCode);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("query { a }", "'query' belongs to an executable document")]
    [InlineData("{ a }", "expected 'schema', 'scalar'")]
    [InlineData("type Query {}", "a field is needed between the braces")]
    [InlineData("type Query { a }", "':' and the type of 'a'")]
    [InlineData("type Query { a(): Int }", "the name of an argument")]
    [InlineData("type Query { a(b: Int = $c): Int }", "a variable cannot stand here")]
    [InlineData("extend type Query", "the extension of a type adds nothing")]
    [InlineData("\"Words.\" extend type Query { a: Int }", "expected 'schema'")]
    [InlineData("enum E { true }", "'true' cannot be an enum value")]
    [InlineData("directive @a on NOWHERE", "'NOWHERE' is no place of a directive")]
    [InlineData("directive @a(b: Int) FIELD", "'on' and the places")]
    [InlineData("union U = |", "a type's name")]
    [InlineData("schema { querie: A }", "'query', 'mutation', 'subscription' or '}'")]
    public void A_text_that_is_no_SDL_is_refused(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<GraphQLSyntaxException>(() => SdlReader.Read(text)).Message, StringComparison.Ordinal);

    // Services write line ends there, and a list of fields would show empty lines.
    [Fact]
    public void A_description_ends_with_its_last_word()
    {
        var field = SdlReader.Read("type Query { \"All of them.\\n\\n\" all: Int }").Types[0].Fields[0];

        Assert.Equal("All of them.", field.Description);
        Assert.Equal("all: Int\n    All of them.", field.Overview);
    }
}
