namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class OperationReadingTests
{
    [Fact]
    public void The_short_form_is_an_unnamed_query()
    {
        var operation = Reading.Operation("{ a b }");

        Assert.Equal(OperationType.Query, operation.Type);
        Assert.Null(operation.Name);
        Assert.Empty(operation.Variables);
        Assert.Empty(operation.Directives);
        Assert.Equal(["a", "b"], operation.SelectionSet.Selections.Cast<Field>().Select(field => field.Name));
    }

    [Theory]
    [InlineData("query { a }", nameof(OperationType.Query))]
    [InlineData("mutation { a }", nameof(OperationType.Mutation))]
    [InlineData("subscription { a }", nameof(OperationType.Subscription))]
    public void The_keyword_gives_the_type_and_the_name_may_be_left_out(string text, string type)
    {
        var operation = Reading.Operation(text);

        Assert.Equal(type, operation.Type.ToString());
        Assert.Null(operation.Name);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("mutation")]
    [InlineData("on")]
    [InlineData("fragment")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("type")]
    [InlineData("__a_1")]
    public void Keywords_are_ordinary_names_elsewhere(string word)
    {
        var operation = Reading.Operation($"query {word}(${word}: {word}) {{ {word}: {word}({word}: ${word}) @{word} }}");

        Assert.Equal(word, operation.Name);
        Assert.Equal(word, operation.Variables[0].Name);
        Assert.Equal(new NamedType(word), operation.Variables[0].Type);
        var field = Assert.IsType<Field>(operation.SelectionSet.Selections[0]);
        Assert.Equal((word, word), (field.Alias, field.Name));
        Assert.Equal(word, field.Arguments[0].Name);
        Assert.Equal(word, field.Directives[0].Name);
    }

    [Fact]
    public void A_document_may_hold_several_operations_and_fragments_in_any_order()
    {
        var document = Document.Parse("fragment F on T { x } query A { a } { b } fragment G on T { y } mutation B { c }");

        Assert.Equal(["A", null, "B"], document.Operations.Select(operation => operation.Name));
        Assert.Equal(["F", "G"], document.Fragments.Select(fragment => fragment.Name));
    }

    [Fact]
    public void A_document_of_fragments_only_can_be_read()
    {
        Assert.Empty(Document.Parse("fragment F on T { x }").Operations);
    }

    [Theory]
    [InlineData("Int", "Int")]
    [InlineData("Int !", "Int!")]
    [InlineData("[Int]", "[Int]")]
    [InlineData("[ Int! ]!", "[Int!]!")]
    [InlineData("[[[ID!]]!]", "[[[ID!]]!]")]
    public void A_variable_has_a_type(string text, string expected)
    {
        Assert.Equal(expected, Reading.VariableDefinition($"$v: {text}").Type.ToString());
    }

    [Fact]
    public void A_variable_may_have_a_default_and_directives()
    {
        var definition = Reading.VariableDefinition("$v: [Int!] = [1, 2] @a @b(c: 3)");

        Assert.Equal("v", definition.Name);
        Assert.Equal("[Int!]", definition.Type.ToString());
        Assert.Equal(2, Assert.IsType<ListValue>(definition.DefaultValue).Items.Count);
        Assert.Equal(["a", "b"], definition.Directives.Select(directive => directive.Name));
    }

    [Fact]
    public void A_variable_without_a_default_has_none()
    {
        Assert.Null(Reading.VariableDefinition("$v: Int").DefaultValue);
    }

    [Fact]
    public void Variables_keep_their_order_with_or_without_commas()
    {
        var operation = Reading.Operation("query Q($a: Int $b: Int, $c: Int,) @d { x }");

        Assert.Equal(["a", "b", "c"], operation.Variables.Select(variable => variable.Name));
        Assert.Equal("d", Assert.Single(operation.Directives).Name);
    }

    [Fact]
    public void Operations_fragments_and_variables_may_be_described()
    {
        const string text = """"
            "what it asks"
            query Q(
              "which one"
              $a: Int
              """
              and
              which other
              """
              $b: Int = 1 @d
            ) { x(a: $a, b: $b) ...F }
            """what is shared"""
            fragment F on T { y }
            "what it does" mutation M { z }
            """";

        var document = Document.Parse(text);

        Assert.Equal(["Q", "M"], document.Operations.Select(operation => operation.Name));
        Assert.Equal("F", Assert.Single(document.Fragments).Name);
        Assert.Equal(["a", "b"], document.Operations[0].Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void A_described_definition_is_where_its_own_first_token_is()
    {
        var operation = Reading.Operation("\"about\" query(\"about\" $a: Int) { x }");

        Assert.Equal(new SourceLocation(1, 9), operation.Location);
        Assert.Equal(new SourceLocation(1, 23), operation.Variables[0].Location);
    }

    [Fact]
    public void A_document_that_is_null_is_an_argument_error()
    {
        Assert.Throws<ArgumentNullException>(() => Document.Parse(null!));
    }
}
