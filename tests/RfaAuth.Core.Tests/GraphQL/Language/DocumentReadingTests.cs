namespace RfaAuth.Core.Tests.GraphQL.Language;

/// <summary>What is read of each production of the grammar, as <see cref="DocumentText"/> writes it. The Interop tests compare the reader with graphql-js.</summary>
public sealed class DocumentReadingTests
{
    private static readonly SourceLocation s_place = new(1, 8);

    [Theory]
    [InlineData("{ a b }", "query{a b}")]
    [InlineData("query { a }", "query{a}")]
    [InlineData("mutation { a }", "mutation{a}")]
    [InlineData("subscription { a }", "subscription{a}")]
    [InlineData("query Q($a: Int $b: Int, $c: Int,) @d { x }", "query Q($a:Int $b:Int $c:Int)@d{x}")]
    [InlineData("query($v: Int !) { x }", "query($v:Int!){x}")]
    [InlineData("query($v: [ Int! ]!) { x }", "query($v:[Int!]!){x}")]
    [InlineData("query($v: [[[ID!]]!]) { x }", "query($v:[[[ID!]]!]){x}")]
    [InlineData("query($v: [Int!] = [1, 2] @a @b(c: 3)) { x }", "query($v:[Int!]=[1 2]@a@b(c:3)){x}")]
    [InlineData("{ first : company }", "query{first:company}")]
    [InlineData("{ a: b(c: 1, d: 2) @e @f(g: 3) { h i } }", "query{a:b(c:1 d:2)@e@f(g:3){h i}}")]
    [InlineData("{ a(b: 1, b: 2) }", "query{a(b:1 b:2)}")]
    [InlineData("{ ... F @d }", "query{...F@d}")]
    [InlineData("{ ...once ...on_ ...On }", "query{...once ...on_ ...On}")]
    [InlineData("{ ...on Company @d { id } }", "query{...on Company@d{id}}")]
    [InlineData("{ ... on on { id } }", "query{...on on{id}}")]
    [InlineData("{ ... { id } }", "query{...{id}}")]
    [InlineData("{ ... @include(if: $a) { id } }", "query{...@include(if:$a){id}}")]
    [InlineData("fragment F on Company @d { id name }", "fragment F on Company@d{id name}")]
    [InlineData("{ a(v: [1 \"two\", [THREE], $four, {}, null,] w: []) }", "query{a(v:[1 \"two\" [THREE] $four {} null] w:[])}")]
    [InlineData("{ a(v: {b: 1 a: {c: $ x}, b: 2}) }", "query{a(v:{b:1 a:{c:$x} b:2})}")]
    public void A_document_is_read(string text, string expected) => Assert.Equal(expected, DocumentText.Of(Document.Parse(text)).TrimEnd('\n'));

    [Theory]
    [InlineData("query")]
    [InlineData("mutation")]
    [InlineData("on")]
    [InlineData("fragment")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("type")]
    [InlineData("__a_1")]
    public void A_keyword_can_be_a_name(string word) => Assert.Equal(
        $"query {word}(${word}:{word}){{{word}:{word}({word}:${word})@{word}}}\n",
        DocumentText.Of(Document.Parse($"query {word}(${word}: {word}) {{ {word}: {word}({word}: ${word}) @{word} }}")));

    [Fact]
    public void Operations_and_fragments_can_stand_in_any_order()
    {
        var document = Document.Parse("fragment F on T { x } query A { a } { b } fragment G on T { y } mutation B { c }");

        Assert.Equal(["A", null, "B"], document.Operations.Select(operation => operation.Name));
        Assert.Equal(["F", "G"], document.Fragments.Select(fragment => fragment.Name));
    }

    [Fact]
    public void Operations_fragments_and_variables_can_have_descriptions()
    {
        const string Text = """"
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

        Assert.Equal(
            "query Q($a:Int $b:Int=1@d){x(a:$a b:$b) ...F}\nmutation M{z}\nfragment F on T{y}\n",
            DocumentText.Of(Document.Parse(Text)));
    }

    [Fact]
    public void A_document_that_is_null_is_an_argument_error() => Assert.Throws<ArgumentNullException>(() => Document.Parse(null!));

    /// <summary>More names than the reader remembers, and each twice.</summary>
    [Fact]
    public void Each_name_of_a_large_document_is_read_correctly()
    {
        var names = Enumerable.Range(0, 5000).SelectMany(i => new[] { $"name_{i}", $"n{i}ame", $"name_{i}" }).ToList();

        Assert.Equal(names, Document.Parse("{" + string.Join(" ", names) + "}").Operations[0].SelectionSet.Selections.Cast<Field>().Select(field => field.Name));
    }

    [Fact]
    public void The_response_key_is_the_alias_or_else_the_name()
    {
        Assert.Equal("first", Reading.Field("first: company").ResponseKey);
        Assert.Equal("company", Reading.Field("company").ResponseKey);
    }

    [Fact]
    public void Each_node_has_the_location_of_its_first_token()
    {
        const string Text = "query Q(\n  $v: Int = 1\n) @d {\r\n  x: a(\r    b: {c: [$v]}\n  ) @e\n\t...F\n  ... on T { y }\n} \"about\" fragment F on T { z }";

        var document = Document.Parse(Text);
        var operation = document.Operations[0];
        var field = (Field)operation.SelectionSet.Selections[0];
        var argument = field.Arguments[0];
        var objectValue = (ObjectValue)argument.Value;
        var list = (ListValue)objectValue.Fields[0].Value;
        IEnumerable<SourceLocation> expected =
        [
            new(1, 1), new(2, 3), new(2, 13), new(3, 3), new(4, 3), new(5, 5), new(5, 8), new(5, 9), new(5, 12), new(5, 13), new(6, 5), new(7, 2), new(8, 3), new(8, 14),
            new(9, 11),
        ];

        Assert.Equal(expected,
        [
            operation.Location,
            operation.Variables[0].Location,
            operation.Variables[0].DefaultValue!.Location,
            operation.Directives[0].Location,
            field.Location,
            argument.Location,
            objectValue.Location,
            objectValue.Fields[0].Location,
            list.Location,
            list.Items[0].Location,
            field.Directives[0].Location,
            operation.SelectionSet.Selections[1].Location,
            operation.SelectionSet.Selections[2].Location,
            ((InlineFragment)operation.SelectionSet.Selections[2]).SelectionSet.Selections[0].Location,
            document.Fragments[0].Location,
        ]);
    }

    [Fact]
    public void A_definition_with_a_description_starts_after_the_description()
    {
        var operation = Reading.Operation("\"about\" query(\"about\" $a: Int) { x }");

        Assert.Equal(new SourceLocation(1, 9), operation.Location);
        Assert.Equal(new SourceLocation(1, 23), operation.Variables[0].Location);
    }

    [Fact]
    public void Columns_count_UTF_16_code_units()
    {
        var operation = Reading.Operation("{ a(s: \"\U0001F600\") b }");

        Assert.Equal(new SourceLocation(1, 14), operation.SelectionSet.Selections[1].Location);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("7")]
    [InlineData("-120")]
    [InlineData("123456789012345678901234567890")]
    public void Whole_numbers_keep_their_digits(string text) => Assert.Equal(new IntValue(text, s_place), Reading.Value(text));

    [Theory]
    [InlineData("0.0")]
    [InlineData("-0.10")]
    [InlineData("1e5")]
    [InlineData("1E5")]
    [InlineData("0e0")]
    [InlineData("1.5e+10")]
    [InlineData("-1.50E-10")]
    [InlineData("1e400")]
    public void Numbers_with_a_fraction_or_an_exponent_are_kept_as_written(string text) => Assert.Equal(new FloatValue(text, s_place), Reading.Value(text));

    [Theory]
    [InlineData("00", "a number has no leading zeros.", 9)]
    [InlineData("01", "a number has no leading zeros.", 9)]
    [InlineData("-01.5", "a number has no leading zeros.", 10)]
    [InlineData("+1", "unexpected character '+'.", 8)]
    [InlineData("-", "expected a digit, found ')'.", 9)]
    [InlineData("-a", "expected a digit, found 'a'.", 9)]
    [InlineData("--1", "expected a digit, found '-'.", 9)]
    [InlineData("1.", "expected a digit, found ')'.", 10)]
    [InlineData("1.e1", "expected a digit, found 'e'.", 10)]
    [InlineData("1..2", "expected a digit, found '.'.", 10)]
    [InlineData(".5", "unexpected character '.'.", 8)]
    [InlineData("1e", "expected a digit, found ')'.", 10)]
    [InlineData("1e+", "expected a digit, found ')'.", 11)]
    [InlineData("1.5e- 1", "expected a digit, found U+0020.", 13)]
    [InlineData("1.2.3", "a number cannot be followed directly by '.'.", 11)]
    [InlineData("1e5.5", "a number cannot be followed directly by '.'.", 11)]
    [InlineData("0x1F", "a number cannot be followed directly by 'x'.", 9)]
    [InlineData("0.5F", "a number cannot be followed directly by 'F'.", 11)]
    [InlineData("12L", "a number cannot be followed directly by 'L'.", 10)]
    [InlineData("1_000", "a number cannot be followed directly by '_'.", 9)]
    [InlineData("1e5e5", "a number cannot be followed directly by 'e'.", 11)]
    public void A_wrong_number_is_refused_at_its_first_wrong_character(string text, string problem, int column) =>
        Reading.AssertRefused($"{{ a(v: {text}) }}", problem, column);

    [Fact]
    public void A_document_that_ends_with_a_number_is_refused()
    {
        Assert.Equal("expected an argument's name or ')', found the end of the document.", Reading.Problem("{ a(v: 1"));
        Assert.Equal("expected a digit, found the end of the document.", Reading.Problem("{ a(v: -"));
    }

    [Fact]
    public void True_false_and_null_are_no_enum_values()
    {
        Assert.Equal(new BooleanValue(true, s_place), Reading.Value("true"));
        Assert.Equal(new BooleanValue(false, s_place), Reading.Value("false"));
        Assert.Equal(new NullValue(s_place), Reading.Value("null"));
        Assert.All(["ACTIVE", "True", "NULL", "nullable", "_"], name => Assert.Equal(new EnumValue(name, s_place), Reading.Value(name)));
    }

    [Theory]
    [InlineData("query($a: Int = $b) { x }", 17)]
    [InlineData("query($a: [Int] = [1, $b]) { x }", 23)]
    [InlineData("query($a: T = {b: $c}) { x }", 19)]
    [InlineData("query($a: Int @d(e: $b)) { x }", 21)]
    [InlineData("query($a: Int = $) { x }", 17)]
    public void A_variable_in_place_of_a_constant_is_refused(string text, int column) =>
        Reading.AssertRefused(text, "a variable cannot stand here, where only constants can.", column);
}
