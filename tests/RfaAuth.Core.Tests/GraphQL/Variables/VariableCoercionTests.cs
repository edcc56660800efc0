using static RfaAuth.Core.Tests.GraphQL.Variables.Coercing;

namespace RfaAuth.Core.Tests.GraphQL.Variables;

public sealed class VariableCoercionTests
{
    [Theory]
    [InlineData("Int!")]
    [InlineData("[CompanyFilter]!")]
    public void A_required_variable_must_be_given(string type)
    {
        Assert.Equal($"The variable $v is declared {type} and was not given.", Refusal($"query ($v: {type}) {{ a }}"));
        Assert.Equal($"The variable $v is declared {type} and was given null{(type[0] == '[' ? ": give @() for an empty list" : "")}.", RefusalOf(type, null));
        Assert.Equal($"The variable $v is declared {type} and was given null{(type[0] == '[' ? ": give @() for an empty list" : "")}.", RefusalOf(type, DBNull.Value));
    }

    [Theory]
    [InlineData("Int")]
    [InlineData("Int = 5")]
    [InlineData("Int! = 5")]
    [InlineData("[Int!]")]
    public void An_optional_variable_is_left_out(string declaration)
    {
        var request = new GraphQLRequest($"query ($v: {declaration}) {{ a }}");

        Assert.Empty(request.WithVariables(null).Variables!);
        Assert.Empty(request.WithVariables(new Dictionary<string, object?>()).Variables!);
    }

    [Fact]
    public void Null_for_a_non_null_variable_with_a_default_is_refused() =>
        Assert.Equal("The variable $v is declared Int! and was given null.", Refusal("query ($v: Int! = 5) { a }", ("v", null)));

    [Fact]
    public void Null_is_sent_if_it_is_given() => Assert.Equal("null", JsonOf("Int = 5", null));

    [Theory]
    [InlineData("tkae", "take")]
    [InlineData("$take", "take")]
    [InlineData("Take", "take")]
    [InlineData("tak", "take")]
    [InlineData("taken", "take")]
    [InlineData("companyNumber", "company_number")]
    [InlineData("number_company", null)]
    [InlineData("limit", null)]
    [InlineData("x", null)]
    public void An_unknown_name_is_an_error_with_a_suggestion(string name, string? meant)
    {
        var message = Refusal("query ($skip: Int, $take: Int, $company_number: String) { a }", (name, 1));

        Assert.Equal(
            meant is null
                ? $"The operation declares no variable '{name}', but 'skip', 'take', 'company_number'."
                : $"The operation declares no variable '{name}': did you mean '{meant}'?",
            message);
    }

    [Fact]
    public void An_operation_without_variables_takes_none() =>
        Assert.Equal("The operation declares no variables, and 'take' was given.", Refusal("{ a }", ("take", 1)));

    [Fact]
    public void Variables_belong_to_the_chosen_operation()
    {
        var request = new GraphQLRequest("query A($a: Int!) { a } query B($b: Int!) { b }", "B");

        Assert.Equal(1, request.WithVariables(new Dictionary<string, object?> { ["b"] = 1 }).Variables!["b"]);
    }

    [Fact]
    public void Long_and_many_names_are_shortened()
    {
        var declarations = string.Join(" ", Enumerable.Range(10, 15).Select(i => $"$name{i}: Int"));
        var message = Refusal($"query ({declarations}) {{ a }}", (new string('q', 100_000), 1));

        Assert.StartsWith($"The operation declares no variable '{new string('q', 60)}...', but 'name10', ", message, StringComparison.Ordinal);
        Assert.EndsWith("'name21' and 3 more.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_names_all_mistakes()
    {
        var message = Refusal("query ($take: Int!, $id: ID!) { a }", ("tkae", 1), ("id", true));

        Assert.Equal(
            "The operation declares no variable 'tkae': did you mean 'take'? "
            + "The variable $id is declared ID! and was given a boolean: give text or an integer. "
            + "The variable $take is declared Int! and was not given.",
            message);
    }

    [Fact]
    public void The_error_shows_no_value()
    {
        var message = Refusal(
            "query ($a: Int, $b: [Int], $c: Boolean, $d: Int) { a }",
            ("a", "hunter2"), ("b", new object[] { "hunter2" }), ("c", SecureText.Protect("hunter2")), ("d", 70707071.5), ("e", "hunter2"));

        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
        Assert.DoesNotContain("70707071", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_keep_their_order()
    {
        var request = new GraphQLRequest("query ($a: Int, $b: Int, $c: Int) { a }");

        var sent = request.WithVariables(new Dictionary<string, object?> { ["c"] = 1, ["a"] = 2, ["b"] = 3 });

        Assert.Equal(["c", "a", "b"], sent.Variables!.Keys);
    }

    [Fact]
    public void The_variables_of_each_sign_in_fit_its_document()
    {
        var credential = new SignInCredential("user@example.com", SecureText.Protect("p"));
        GraphQLRequest[] requests =
        [
            RedFlagAlertApi.Definition.SignIn!.Create(credential),
            RedFlagAlertApi.Definition.Refresh!.Create("token"),
            ToggleApi.Definition.SignIn!.Create(credential),
            ToggleApi.With(SignInBy.UserName).SignIn!.Create(credential),
        ];

        Assert.All(requests, request => Assert.Equal(request.Variables, request.WithVariables(request.Variables).Variables));
    }
}
