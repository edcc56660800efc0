namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class SyntaxErrorTests
{
    [Fact]
    public void An_error_says_the_place_and_shows_the_line_with_a_caret()
    {
        var error = Reading.Error("query Q {\n  company(id: 5 {\n    name\n  }\n}");

        Assert.Equal(ErrorCodes.GraphQLSyntaxError, error.ErrorCode);
        Assert.IsAssignableFrom<RfaException>(error);
        Assert.Equal(new SourceLocation(2, 17), error.Location);
        Assert.Equal(
            "The GraphQL document has a syntax error at line 2, column 17: expected an argument's name or ')', found '{'.\n"
            + "  company(id: 5 {\n"
            + "                ^",
            error.Message);
        Assert.False(error.IsRetryable);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData(" \t ,, ", 1, 7)]
    [InlineData("# only a comment", 1, 17)]
    [InlineData("\n\uFEFF\r\n# c\n", 4, 1)]
    public void An_empty_document_is_refused(string text, int line, int column) =>
        Reading.AssertRefused(text, "the document is empty.", column, line);

    [Theory]
    [InlineData("schema { query: Q }", "schema")]
    [InlineData("scalar Date", "scalar")]
    [InlineData("type X { a: Int }", "type")]
    [InlineData("{ a } interface X { a: Int }", "interface")]
    [InlineData("union U = A | B", "union")]
    [InlineData("enum E { A }", "enum")]
    [InlineData("input I { a: Int }", "input")]
    [InlineData("directive @d on FIELD", "directive")]
    [InlineData("extend type X { a: Int }", "extend")]
    [InlineData("\"about it\" type X { a: Int }", "type")]
    [InlineData("\"\"\"about it\"\"\" enum X { A }", "enum")]
    public void A_schema_definition_is_refused(string text, string keyword) => Reading.AssertRefused(
        text,
        $"'{keyword}' belongs to a schema, and only executable documents (operations and fragments) can be sent.",
        text.IndexOf(keyword, StringComparison.Ordinal) + 1);

    [Theory]
    [InlineData("Query { a }", "'Query'", 1)]
    [InlineData("select { a }", "'select'", 1)]
    [InlineData("5", "'5'", 1)]
    [InlineData("}", "'}'", 1)]
    [InlineData("{ a } }", "'}'", 7)]
    [InlineData("\"about\"", "the end of the document", 8)]
    [InlineData("\"about\" \"again\" query { a }", "a string", 9)]
    [InlineData("@skip { a }", "'@'", 1)]
    [InlineData("...F", "'...'", 1)]
    public void A_definition_that_starts_with_another_word_is_refused(string text, string found, int column) =>
        Reading.AssertRefused(text, $"expected 'query', 'mutation', 'subscription', 'fragment' or '{{', found {found}.", column);

    [Theory]
    [InlineData("\"about\" { a }", 9)]
    [InlineData("query A { a } \"\"\"about\"\"\" { a }", 27)]
    public void A_query_in_the_short_form_with_a_description_is_refused(string text, int column) =>
        Reading.AssertRefused(text, "the short form of a query cannot have a description: write 'query' before the brace.", column);

    [Theory]
    [InlineData("{ }", 3)]
    [InlineData("{}", 2)]
    [InlineData("query Q {,}", 11)]
    [InlineData("{ a { # nothing\n } }", 2, 2)]
    [InlineData("{ ... on T { } }", 14)]
    [InlineData("fragment F on T {}", 18)]
    public void An_empty_selection_set_is_refused(string text, int column, int line = 1) =>
        Reading.AssertRefused(text, "a selection set needs at least one field between its braces (the GraphQL specification has no empty ones, though some engines run them).", column, line);

    [Theory]
    [InlineData("{ a() }", 5)]
    [InlineData("{ a @d( , ) }", 11)]
    [InlineData("query @d() { a }", 10)]
    public void An_empty_list_of_arguments_is_refused(string text, int column) =>
        Reading.AssertRefused(text, "a list of arguments needs at least one argument between its parentheses.", column);

    [Theory]
    [InlineData("fragment on on X { a }", 10)]
    [InlineData("fragment on { a }", 10)]
    public void A_fragment_named_on_is_refused(string text, int column) =>
        Reading.AssertRefused(text, "a fragment cannot be named 'on'.", column);

    [Theory]
    [InlineData("query Q", "expected '{' and the fields to select, found the end of the document.", 8)]
    [InlineData("query Q R { a }", "expected '{' and the fields to select, found 'R'.", 9)]
    [InlineData("query \"Q\" { a }", "expected '{' and the fields to select, found a string.", 7)]
    [InlineData("query Q { a", "expected a field, '...' or '}', found the end of the document.", 12)]
    [InlineData("{ a: }", "expected the name of the field after its alias, found '}'.", 6)]
    [InlineData("{ a: b: c }", "expected a field, '...' or '}', found ':'.", 7)]
    [InlineData("{ a b: 5 }", "expected the name of the field after its alias, found '5'.", 8)]
    [InlineData("{ $a }", "expected a field, '...' or '}', found '$'.", 3)]
    [InlineData("{ a | b }", "expected a field, '...' or '}', found '|'.", 5)]
    [InlineData("{ a & b }", "expected a field, '...' or '}', found '&'.", 5)]
    [InlineData("{ a ! }", "expected a field, '...' or '}', found '!'.", 5)]
    [InlineData("{ a(b) }", "expected ':' and a value after 'b', found ')'.", 6)]
    [InlineData("{ a(b: 1 c) }", "expected ':' and a value after 'c', found ')'.", 11)]
    [InlineData("{ a(5: 1) }", "expected an argument's name or ')', found '5'.", 5)]
    [InlineData("{ a(b: 1) (c: 2) }", "expected a field, '...' or '}', found '('.", 11)]
    [InlineData("{ a @ }", "expected the directive's name, found '}'.", 7)]
    [InlineData("{ a @d(x) }", "expected ':' and a value after 'x', found ')'.", 9)]
    [InlineData("{ a(b: @d) }", "expected a value, found '@'.", 8)]
    [InlineData("{ a(b: [1 }", "expected a value, found '}'.", 11)]
    [InlineData("{ a(b: {c 1}) }", "expected ':' and a value after 'c', found '1'.", 11)]
    [InlineData("{ a(b: {1: 1}) }", "expected an input field's name or '}', found '1'.", 9)]
    [InlineData("{ a(b: {c: 1) }", "expected an input field's name or '}', found ')'.", 13)]
    [InlineData("{ ... }", "expected '{' and the fields to select, found '}'.", 7)]
    [InlineData("{ ... on { a } }", "expected a type's name, found '{'.", 10)]
    [InlineData("{ ... on T }", "expected '{' and the fields to select, found '}'.", 12)]
    [InlineData("{ ...F { a } }", "expected a field, '...' or '}', found '{'.", 8)]
    [InlineData("{ ...F(a: 1) }", "expected a field, '...' or '}', found '('.", 7)]
    [InlineData("{ .. F }", "unexpected character '.'.", 3)]
    [InlineData("fragment", "expected the fragment's name, found the end of the document.", 9)]
    [InlineData("fragment F { a }", "expected 'on' and the type that the fragment is for, found '{'.", 12)]
    [InlineData("fragment F($a: Int) on T { a }", "expected 'on' and the type that the fragment is for, found '('.", 11)]
    [InlineData("fragment F on [T] { a }", "expected a type's name, found '['.", 15)]
    [InlineData("fragment F on T", "expected '{' and the fields to select, found the end of the document.", 16)]
    [InlineData("query(a: Int) { a }", "expected a variable ($name), found 'a'.", 7)]
    [InlineData("query($a Int) { a }", "expected ':' and the variable's type, found 'Int'.", 10)]
    [InlineData("query($a: ) { a }", "expected a type, found ')'.", 11)]
    [InlineData("query($a: []) { a }", "expected a type, found ']'.", 12)]
    [InlineData("query($a: [Int) { a }", "expected ']', found ')'.", 15)]
    [InlineData("query($a: Int!!) { a }", "expected a variable ($name), found '!'.", 15)]
    [InlineData("query($a: $b) { a }", "expected a type, found '$'.", 11)]
    [InlineData("query($a: Int", "expected a variable ($name), found the end of the document.", 14)]
    [InlineData("query($a: Int { a }", "expected a variable ($name), found '{'.", 15)]
    [InlineData("{ a(b: 'c') }", "unexpected single quote: a GraphQL string stands between double quotes.", 8)]
    [InlineData("{ a(b: `c`) }", "unexpected character '`'.", 8)]
    [InlineData("{ a(b: \u201Cc\u201D) }", "unexpected character U+201C.", 8)]
    [InlineData("{ \u00E9 }", "unexpected character U+00E9.", 3)]
    [InlineData("{ \U0001F600 }", "unexpected character U+1F600.", 3)]
    [InlineData("{ a ? }", "unexpected character '?'.", 5)]
    [InlineData("{ a; b }", "unexpected character ';'.", 4)]
    [InlineData("{\"query\": \"{ a }\"}", "expected a field, '...' or '}', found a string.", 2)]
    public void An_error_says_what_was_expected_and_what_was_found(string text, string problem, int column) =>
        Reading.AssertRefused(text, problem, column);

    [Fact]
    public void A_long_name_is_shortened_in_an_error()
    {
        var problem = Reading.Problem($"{new string('a', 5000)} {{ b }}");

        Assert.EndsWith($"found '{new string('a', 40)}...'.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_does_not_show_the_content_of_a_string() =>
        Assert.DoesNotContain("hunter2", Reading.Problem("{ a \"hunter2\" }"), StringComparison.Ordinal);
}
