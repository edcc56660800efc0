namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class RootFieldsTests
{
    [Theory]
    [InlineData("mutation { a b c }", "a b c")]
    [InlineData("mutation { x: a y: a }", "x y")]
    [InlineData("mutation { a { b } ... { c ... on M { d } } e }", "a c d e")]
    [InlineData("mutation { ...F b } fragment F on M { a }", "a b")]
    [InlineData("fragment F on M { a ...G c } mutation { ...F d } fragment G on M { b }", "a b c d")]
    [InlineData("mutation { b ...F } fragment F on M { a b }", "b a")]
    [InlineData("mutation { ...F ...F c } fragment F on M { a b }", "a b c")]
    [InlineData("mutation { a { ...Unknown } }", "a")]
    public void Root_fields_are_listed_in_the_order_of_execution(string text, string expected)
    {
        var list = Collect(text);

        Assert.True(list.IsComplete);
        Assert.Equal(expected.Split(' '), list.Fields.Select(field => field.ResponseKey));
    }

    [Fact]
    public void A_field_selected_twice_is_one_field_with_two_locations()
    {
        var list = Collect("mutation {\n  a { x }\n  b\n  ...F\n  a: a { y }\n}\nfragment F on M { b a { z } }");

        Assert.True(list.IsComplete);
        Assert.Equal(["a", "b"], list.Fields.Select(field => field.ResponseKey));
        Assert.Equal([new SourceLocation(2, 3), new(7, 21), new(5, 3)], list.Fields[0].Locations);
        Assert.Equal([new SourceLocation(3, 3), new(7, 19)], list.Fields[1].Locations);
    }

    [Theory]
    [InlineData("mutation { a b { x } }", "a")]
    [InlineData("mutation { a { x } a }", "")]
    [InlineData("mutation { ...F b } fragment F on M { a { x } b }", "b")]
    public void A_leaf_has_no_selections_at_any_of_its_locations(string text, string leaves) =>
        Assert.Equal(leaves, string.Join(' ', Collect(text).Fields.Where(field => field.IsLeaf).Select(field => field.ResponseKey)));

    [Fact]
    public void The_field_typename_is_marked_as_meta_field() =>
        Assert.Equal([true, false], Collect("mutation { t: __typename a }").Fields.Select(field => field.IsMeta));

    [Theory]
    [InlineData("mutation ($x: Boolean!) { a @skip(if: $x) b @include(if: $x) }", true, "b")]
    [InlineData("mutation ($x: Boolean!) { a @skip(if: $x) b @include(if: $x) }", false, "a")]
    [InlineData("mutation ($x: Boolean!) { a @skip(if: $x) b @include(if: $x) }", null, "a b")] // not known: both may be there
    [InlineData("mutation ($x: Boolean!) { a @skip(if: $x) b @include(if: $x) }", "true", "a b")]
    [InlineData("mutation { a @skip(if: true) b @include(if: false) c @skip(if: false) d @include(if: true) }", null, "c d")]
    [InlineData("mutation { a @skip(if: false) @include(if: false) b @skip @custom(if: true) c @skip(if: 1) d @skip(if: true, if: false) }", null, "b c d")]
    [InlineData("mutation ($x: Boolean!) { ... @include(if: $x) { a ... { b } } ...F @skip(if: $x) } fragment F on M { c }", false, "c")]
    [InlineData("mutation ($x: Boolean!) { ...F @include(if: $x) b ...F } fragment F on M { a }", false, "b a")] // once there, once not
    [InlineData("mutation ($x: Boolean!) { a @include(if: $x) b a }", false, "b a")]
    public void Fields_that_the_variables_leave_out_are_not_listed(string text, object? value, string expected)
    {
        var document = Document.Parse(text);
        var variables = value is null ? null : new Dictionary<string, object?> { ["x"] = value };

        var list = RootFields.Collect(document.Operations[0], document, variables);

        Assert.Equal(expected.Split(' '), list.Fields.Select(field => field.ResponseKey));
    }

    [Theory]
    [InlineData("= true", "a b")]
    [InlineData("= false", "b")]
    [InlineData("", "a b")]
    public void A_variable_without_a_value_has_its_default(string defaultValue, string expected)
    {
        var document = Document.Parse($"mutation ($x: Boolean {defaultValue}) {{ a @include(if: $x) b }}");

        Assert.Equal(expected.Split(' '), Fields(null));
        Assert.Equal(expected.Split(' '), Fields(new Dictionary<string, object?> { ["y"] = false }));
        Assert.Equal(["a", "b"], Fields(new Dictionary<string, object?> { ["x"] = null }));

        IEnumerable<string> Fields(Dictionary<string, object?>? variables) =>
            RootFields.Collect(document.Operations[0], document, variables).Fields.Select(field => field.ResponseKey);
    }

    [Theory]
    [InlineData("mutation { ...F }")]
    [InlineData("mutation { a ... { ...F } }")]
    [InlineData("mutation { ...f } fragment F on M { a }")]
    public void An_unknown_fragment_leaves_the_list_incomplete(string text)
    {
        Assert.False(Collect(text).IsComplete);
    }

    [Fact]
    public void A_fragment_defined_twice_leaves_the_list_incomplete()
    {
        Assert.False(Collect("mutation { ...F } fragment F on M { a } fragment F on M { b }").IsComplete);
    }

    [Fact]
    public void Two_fields_under_one_key_leave_the_list_incomplete()
    {
        Assert.False(Collect("mutation { x: a x: b }").IsComplete);
        Assert.False(Collect("mutation { a b: a ... { b } }").IsComplete);
    }

    [Theory]
    [InlineData("mutation { ...F } fragment F on M { ...F a }")]
    [InlineData("mutation { ...F } fragment F on M { ...G } fragment G on M { ...F a }")]
    public void A_cycle_of_fragments_is_followed_once(string text)
    {
        Assert.Equal(["a"], Collect(text).Fields.Select(field => field.ResponseKey));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_fragments_is_followed()
    {
        var chain = string.Concat(Enumerable.Range(0, 100_000).Select(index => $"fragment F{index} on M {{ ...F{index + 1} }}\n"));

        var list = Collect("mutation { ...F0 }" + chain + "fragment F100000 on M { a }");

        Assert.True(list.IsComplete);
        Assert.Equal("a", Assert.Single(list.Fields).ResponseKey);
    }

    [Fact]
    public void A_fragment_used_many_times_is_visited_once()
    {
        var tower = string.Concat(Enumerable.Range(0, 100).Select(index => $"fragment F{index} on M {{ ...F{index + 1} ...F{index + 1} }}\n"));

        Assert.Single(Collect("mutation { ...F0 }" + tower + "fragment F100 on M { a }").Fields);
    }

    [Fact]
    public void Only_the_chosen_operation_is_read()
    {
        var document = Document.Parse("query A { a } mutation B { b }");

        Assert.Equal("b", Assert.Single(RootFields.Collect(document.Operations[1], document).Fields).ResponseKey);
    }

    private static RootFieldList Collect(string text)
    {
        var document = Document.Parse(text);
        return RootFields.Collect(Assert.Single(document.Operations), document);
    }
}
