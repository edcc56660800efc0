namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class SelectionReadingTests
{
    [Fact]
    public void A_field_is_a_name_and_nothing_more()
    {
        var field = Reading.Field("company");

        Assert.Equal("company", field.Name);
        Assert.Equal("company", field.ResponseKey);
        Assert.Null(field.Alias);
        Assert.Empty(field.Arguments);
        Assert.Empty(field.Directives);
        Assert.Null(field.SelectionSet);
    }

    /// <summary>More names than the reader remembers, and each twice.</summary>
    [Fact]
    public void Each_name_of_a_large_document_is_its_own()
    {
        var names = Enumerable.Range(0, 5000).SelectMany(i => new[] { $"name_{i}", $"n{i}ame", $"name_{i}" }).ToList();

        Assert.Equal(names, Document.Parse("{" + string.Join(" ", names) + "}").Operations[0].SelectionSet.Selections.Cast<Field>().Select(field => field.Name));
    }

    [Fact]
    public void An_alias_is_the_response_key()
    {
        var field = Reading.Field("first : company");

        Assert.Equal("company", field.Name);
        Assert.Equal("first", field.Alias);
        Assert.Equal("first", field.ResponseKey);
    }

    [Fact]
    public void A_field_has_arguments_then_directives_then_selections()
    {
        var field = Reading.Field("a: b(c: 1, d: 2) @e @f(g: 3) { h i }");

        Assert.Equal(["c", "d"], field.Arguments.Select(argument => argument.Name));
        Assert.Equal(["e", "f"], field.Directives.Select(directive => directive.Name));
        Assert.Equal("g", Assert.Single(field.Directives[1].Arguments).Name);
        Assert.Equal(["h", "i"], field.SelectionSet!.Selections.Cast<Field>().Select(inner => inner.Name));
    }

    [Fact]
    public void A_repeated_argument_is_kept_twice()
    {
        Assert.Equal(2, Reading.Field("a(b: 1, b: 2)").Arguments.Count);
    }

    [Fact]
    public void A_spread_names_a_fragment()
    {
        var spread = Assert.IsType<FragmentSpread>(Reading.Selection("... F @d"));

        Assert.Equal("F", spread.Name);
        Assert.Equal("d", Assert.Single(spread.Directives).Name);
    }

    [Theory]
    [InlineData("once")]
    [InlineData("on_")]
    [InlineData("On")]
    public void A_name_that_only_looks_like_on_is_a_fragment(string name)
    {
        Assert.Equal(name, Assert.IsType<FragmentSpread>(Reading.Selection($"...{name}")).Name);
    }

    [Fact]
    public void An_inline_fragment_may_have_a_type_condition()
    {
        var inline = Assert.IsType<InlineFragment>(Reading.Selection("...on Company @d { id }"));

        Assert.Equal("Company", inline.TypeCondition);
        Assert.Equal("d", Assert.Single(inline.Directives).Name);
        Assert.Single(inline.SelectionSet.Selections);
    }

    [Theory]
    [InlineData("... { id }", 0)]
    [InlineData("... @include(if: $a) { id }", 1)]
    public void An_inline_fragment_may_do_without_a_type_condition(string text, int directives)
    {
        var inline = Assert.IsType<InlineFragment>(Reading.Selection(text));

        Assert.Null(inline.TypeCondition);
        Assert.Equal(directives, inline.Directives.Count);
    }

    [Fact]
    public void An_inline_fragment_may_be_for_a_type_named_on()
    {
        Assert.Equal("on", Assert.IsType<InlineFragment>(Reading.Selection("... on on { id }")).TypeCondition);
    }

    [Fact]
    public void A_fragment_definition_has_a_type_condition_and_directives()
    {
        var fragment = Reading.Fragment("\n  fragment F on Company @d { id name }");

        Assert.Equal("F", fragment.Name);
        Assert.Equal("Company", fragment.TypeCondition);
        Assert.Equal("d", Assert.Single(fragment.Directives).Name);
        Assert.Equal(2, fragment.SelectionSet.Selections.Count);
        Assert.Equal(new SourceLocation(2, 3), fragment.Location);
    }

    [Fact]
    public void Each_node_knows_where_it_starts()
    {
        const string text = "query Q(\n  $v: Int = 1\n) @d {\r\n  x: a(\r    b: {c: [$v]}\n  ) @e\n\t...F\n  ... on T { y }\n}";

        var operation = Document.Parse(text).Operations[0];
        var field = (Field)operation.SelectionSet.Selections[0];
        var argument = field.Arguments[0];
        var objectValue = (ObjectValue)argument.Value;
        var list = (ListValue)objectValue.Fields[0].Value;
        IEnumerable<SourceLocation> expected =
        [
            new(1, 1), new(2, 3), new(2, 13), new(3, 3), new(4, 3), new(5, 5), new(5, 8), new(5, 9), new(5, 12), new(5, 13), new(6, 5), new(7, 2), new(8, 3), new(8, 14),
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
        ]);
    }

    [Fact]
    public void Columns_count_UTF_16_code_units()
    {
        var operation = Reading.Operation("{ a(s: \"\U0001F600\") b }");

        Assert.Equal(new SourceLocation(1, 14), operation.SelectionSet.Selections[1].Location);
    }
}
