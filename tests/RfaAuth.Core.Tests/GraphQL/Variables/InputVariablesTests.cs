using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.GraphQL.Variables;

public sealed class InputVariablesTests
{
    public static TheoryData<string, object?, string> Texts => new()
    {
        { "Int!", "12", "12" },
        { "Int!", " 12\t", "12" },
        { "Int!", "-0012", "-12" },
        { "Int!", "+5", "5" },
        { "Int!", "0", "0" },
        { "Int!", "-2147483648", "-2147483648" },
        { "Int", "", "null" },
        { "Int", "  ", "null" },
        { "Float!", "0.10", "0.10" },
        { "Float!", ".5", "0.5" },
        { "Float!", "007.50", "7.50" },
        { "Float!", "-00", "0" },
        { "Float!", "1234567890.123456789012345678", "1234567890.123456789012345678" },
        { "Float!", "1e3", "1000" },
        { "Float!", "12345678901234567890", "12345678901234567890" },
        { "Boolean!", "TRUE", "true" },
        { "Boolean!", " False ", "false" },
        { "Boolean", "", "null" },
        { "String!", "01234567", "\"01234567\"" },
        { "String!", " a ", "\" a \"" },
        { "String!", "", "\"\"" },
        { "String", "", "null" },
        { "String", " ", "\" \"" },
        { "ID!", "007", "\"007\"" },
        { "ID!", "", "\"\"" },
        { "Colour!", "RED", "\"RED\"" },
        { "Colour", "", "null" },
        { "DateTime!", "2025-02-03", "\"2025-02-03\"" },
        { "[Int!]!", "5", "[5]" },
        { "[[Int]]", "5", "[[5]]" },
        { "[Int]", "", "null" },
        { "[Int]", new object?[] { "1", null, 2, "" }, "[1,null,2,null]" },
        { "[String!]!", new object[] { "a", "" }, "[\"a\",\"\"]" },
        { "Int!", 5L, "5" },
        { "Int", null, "null" },
        { "Filter", new Dictionary<string, object?> { ["eq"] = "5" }, "{\"eq\":\"5\"}" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_is_read_as_the_declared_type(string type, object? value, string json) => Assert.Equal(json, Sent(type, value));

    public static TheoryData<string, object?, string> Unreadable => new()
    {
        { "Int!", "1,000", "text that is no whole number" },
        { "Int!", "1e3", "text that is no whole number" },
        { "Int!", "5.0", "text that is no whole number" },
        { "Int!", "0x1F", "text that is no whole number" },
        { "Int!", "-", "text that is no whole number" },
        { "Int!", "--5", "text that is no whole number" },
        { "Int!", "1 2", "text that is no whole number" },
        { "Int!", "\u0661", "text that is no whole number" },
        { "Int!", "2147483648", "a number outside of what an Int holds, -2147483648 to 2147483647" },
        { "Int!", "", "empty text" },
        { "Int!", " ", "empty text" },
        { "Int!", null, "null" },
        { "Int!", true, "a boolean: give a number" },
        { "Float!", "1,5", "text that is no number" },
        { "Float!", "NaN", "text that is no number" },
        { "Float!", "Infinity", "text that is no number" },
        { "Float!", "1.", "text that is no number" },
        { "Float!", ".", "text that is no number" },
        { "Float!", "1e", "text that is no number" },
        { "Float!", "1e999999", "text that is no number" },
        { "Boolean!", "yes", "text that is neither true nor false" },
        { "Boolean!", "1", "text that is neither true nor false" },
        { "Boolean!", "", "empty text" },
        { "Colour!", "", "empty text" },
        { "[Int]!", "", "empty text" },
        { "[Int!]!", new object[] { "1", "x" }, "text that is no whole number at [1]" },
        { "[Int!]!", new object[] { "1", "" }, "empty text at [1]" },
        { "String!", 5, "a number: put it in quotes" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Text_that_does_not_fit_the_declared_type_is_refused(string type, object? value, string given)
    {
        var exception = Assert.Throws<RfaException>(() => Sent(type, value));
        Assert.Equal(ErrorCodes.InvalidVariables, exception.ErrorCode);
        Assert.Equal($"The variable $v is declared {type} and was given {given}.", exception.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void An_empty_cell_keeps_the_default_of_a_non_null_variable(string? text)
    {
        var variables = Of("query ($v: Int! = 5, $s: String! = \"x\") { a }");
        Assert.Empty(variables.With(Values(("v", text), ("s", text?.Trim()))));
        Assert.Equal(5, Assert.Single(variables.With(Values(("v", "5")))).Value);
    }

    [Fact]
    public void The_error_names_all_mistakes_of_an_input()
    {
        var exception = Assert.Throws<RfaException>(() =>
            Of("query ($a: Int!, $b: Boolean, $c: String!, $d: Int) { a }").With(Values(("a", "x"), ("b", "y"))));
        Assert.Equal(
            "The variable $a is declared Int! and was given text that is no whole number. "
            + "The variable $b is declared Boolean and was given text that is neither true nor false. "
            + "The variable $c is declared String!, and the input has no 'c'.",
            exception.Message);
    }

    [Fact]
    public void A_constant_replaces_the_value_of_the_input_and_is_not_read_as_text()
    {
        var variables = Of("query ($take: Int!, $n: String!) { a }", ("take", 5));
        Assert.Equal("n", Assert.Single(variables.Open).Name);
        Assert.Equal(5, variables.With(Values(("take", "7"), ("n", "x")))["take"]);
        var exception = Assert.Throws<RfaException>(() => Of("query ($take: Int!) { a }", ("take", "5")));
        Assert.Contains("was given text: give a number", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undeclared_constant_is_an_error_before_any_input()
    {
        var exception = Assert.Throws<RfaException>(() => Of("query ($take: Int!) { a }", ("tale", 5)));
        Assert.Contains("did you mean 'take'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_value_fills_the_only_open_variable()
    {
        Assert.Equal("n", Of("query ($take: Int!, $n: String!) { a }", ("take", 5)).OnlyOpen.Name);
        var choice = Assert.Throws<InputMismatchException>(() => Of("query ($take: Int!, $n: String!) { a }").OnlyOpen);
        Assert.Contains("$take or $n", choice.Message, StringComparison.Ordinal);
        Assert.Throws<InputMismatchException>(() => Of("{ a }").OnlyOpen);
    }

    [Theory]
    [InlineData("query ($a: Int, $b: String!) { a }", "The input has 'x;y'. None of these names a variable that is left for it: $a, $b.")]
    [InlineData("query ($c: Int) { a }", "The input has 'x;y', and no variable of the operation is left for it.")]
    public void The_error_for_an_input_without_a_fitting_name_says_both_sides(string query, string message)
    {
        var exception = Of(query, [.. query.Contains("$c", StringComparison.Ordinal) ? [("c", (object?)1)] : Array.Empty<(string, object?)>()]).NothingFits(["x;y"]);

        Assert.Equal((ErrorCodes.InvalidVariables, message), (exception.ErrorCode, exception.Message));
        Assert.EndsWith("'x12' and 88 more. None of these names a variable that is left for it: $a.", Of("query ($a: Int) { a }").NothingFits([.. Enumerable.Range(1, 100).Select(i => $"x{i}")]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ID!]!", " [1]", true)]
    [InlineData("[CardInput]", "[{}]", true)]
    [InlineData("CardInput!", "{}", true)]
    [InlineData("CardInput!", "[1]", false)]
    [InlineData("String!", "[1]", false)]
    [InlineData("String!", "{}", false)]
    // A service's own scalar may want the text of JSON.
    [InlineData("AWSJSON", "{}", false)]
    [InlineData("[ID!]!", "a", false)]
    [InlineData("[ID!]!", "", false)]
    public void Text_can_be_JSON_for_a_declared_list_or_input_object(string type, string text, bool mayBe)
    {
        var variables = Of($"query ($v: {type}) {{ a }}");
        Assert.Equal(mayBe, variables.MayBeJson(variables.Open[0], text));
    }

    [Fact]
    public void The_schema_says_which_types_are_input_objects()
    {
        var types = new InputTypes(null, SchemaText.Read("type Query { a: Int } input Card { n: Int } scalar OddInput"));
        Assert.Equal((true, false, false), (types.IsInputObject("Card"), types.IsInputObject("OddInput"), types.IsInputObject("Other")));
    }

    [Fact]
    public void Names_are_case_sensitive_if_two_variables_differ_only_by_case()
    {
        var variables = Of("query ($id: ID, $ID: ID, $other: Int) { a }");
        Assert.Equal([false, false, true], variables.Open.Select(variables.IsCaseFree));
    }

    [Fact]
    public void Every_whole_number_is_read_exactly() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), number => Sent("Int!", $" {number} ") == $"{number}").CheckQuietly();

    [Fact]
    public void Every_decimal_keeps_its_digits() => Prop.ForAll(ArbMap.Default.ArbFor<decimal>(), number =>
    {
        var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return decimal.Parse(Sent("Float!", text), System.Globalization.CultureInfo.InvariantCulture) == number;
    }).CheckQuietly();

    private static InputVariables Of(string query, params (string Name, object? Value)[] constants) =>
        new(new GraphQLRequest(query).Operation.Variables, Values(constants));

    private static Dictionary<string, object?> Values(params (string Name, object? Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);

    private static string Sent(string type, object? value)
    {
        var request = new GraphQLRequest($"query ($v: {type}) {{ a(v: $v) }}");
        request = request with { Variables = new InputVariables(request.Operation.Variables, null).With(Values(("v", value))) };
        using var body = JsonDocument.Parse(request.ToJson());
        return body.RootElement.GetProperty("variables").GetProperty("v").GetRawText();
    }
}
