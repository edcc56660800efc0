using static RfaAuth.Core.Tests.GraphQL.Variables.Coercing;

namespace RfaAuth.Core.Tests.GraphQL.Variables;

public sealed class ScalarCoercionTests
{
    private static readonly BigInteger s_huge = BigInteger.Pow(10, 400);

    public static TheoryData<string, object, string> Fitting => new()
    {
        { "Int", 5, "5" },
        { "Int", (sbyte)-5, "-5" },
        { "Int", int.MaxValue, "2147483647" },
        { "Int", (long)int.MinValue, "-2147483648" },
        { "Int", 7UL, "7" },
        { "Int", new BigInteger(12), "12" },
        { "Int", 2.0, "2" },
        { "Int", 2f, "2" },
        { "Int", 2.00m, "2" },
        { "Int", -0.0, "0" },
        { "Float", 5, "5" },
        { "Float", 0.1, "0.1" },
        { "Float", 0.5f, "0.5" },
        { "Float", 12345678901234567.89m, "12345678901234567.89" },
        { "Float", BigInteger.Parse("123456789012345678901234567890", null), "123456789012345678901234567890" },
        { "Boolean", false, "false" },
        { "String", "text", "\"text\"" },
        { "String", "", "\"\"" },
        { "String", 'c', "\"c\"" },
        { "String", Guid.Empty, "\"00000000-0000-0000-0000-000000000000\"" },
        { "String", new Uri("https://example.com/"), "\"https://example.com/\"" },
        { "String", new Version(1, 2), "\"1.2\"" },
        { "String", DayOfWeek.Friday, "\"Friday\"" },
        { "String", new DateTime(2025, 2, 3, 4, 5, 6, DateTimeKind.Utc), "\"2025-02-03T04:05:06.0000000Z\"" },
        { "String", new DateTimeOffset(2025, 2, 3, 4, 5, 6, TimeSpan.FromHours(-2)), "\"2025-02-03T04:05:06.0000000-02:00\"" },
        { "String", TimeSpan.FromMinutes(90), "\"PT1H30M\"" },
        { "String", new byte[] { 1, 2, 3 }, "\"AQID\"" },
        { "String", SecureText.Protect("secret"), "\"secret\"" },
        { "ID", "0012", "\"0012\"" },
        { "ID", Guid.Empty, "\"00000000-0000-0000-0000-000000000000\"" },
        { "ID", SecureText.Protect("secret"), "\"secret\"" },
        { "ID", 12, "\"12\"" },
        { "ID", 12.0, "\"12\"" },
        { "ID", int.MinValue, "\"-2147483648\"" },
        { "ID", 2147483648L, "\"2147483648\"" },
        { "ID", 6338950000000000001L, "\"6338950000000000001\"" },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void A_value_that_fits_is_sent_in_the_declared_type(string type, object value, string json)
    {
        Assert.Equal(json, JsonOf(type, value));
        Assert.Equal(json, JsonOf(type + "!", value));
    }

    public static TheoryData<string, object, string> Unfitting => new()
    {
        { "Int", "5", "text: give a number" },
        { "Int", '5', "text: give a number" },
        { "Int", true, "a boolean: give a number" },
        { "Int", DayOfWeek.Friday, "an enum (DayOfWeek): give a number" },
        { "Int", SecureText.Protect("5"), "a SecureString: give a number" },
        { "Int", DateTime.UnixEpoch, "a DateTime: give a number" },
        { "Int", 1.5, "a number with a fraction: an Int has none" },
        { "Int", 1.5f, "a number with a fraction: an Int has none" },
        { "Int", 0.1m, "a number with a fraction: an Int has none" },
        { "Int", double.NaN, "a number that is not finite" },
        { "Int", 2147483648L, "a number outside of what an Int holds, -2147483648 to 2147483647" },
        { "Int", -2147483649L, "a number outside of what an Int holds, -2147483648 to 2147483647" },
        { "Int", ulong.MaxValue, "a number outside of what an Int holds, -2147483648 to 2147483647" },
        { "Int", 1e300, "a number outside of what an Int holds, -2147483648 to 2147483647" },
        { "Int", s_huge, "a number outside of what an Int holds, -2147483648 to 2147483647" },
        { "Int", new object[] { 1 }, "a list" },
        { "Int", new Dictionary<string, object?>(), "an object" },
        { "Float", "0.1", "text: give a number" },
        { "Float", double.PositiveInfinity, "a number that is not finite" },
        { "Float", float.NaN, "a number that is not finite" },
        { "Float", s_huge, "a number outside of what a Float holds" },
        { "Float", new object[] { 1.0 }, "a list" },
        { "Boolean", "true", "text: give $true or $false" },
        { "Boolean", 1, "a number: give $true or $false" },
        { "Boolean", new object[] { true }, "a list" },
        { "String", 1234567, "a number: put it in quotes" },
        { "String", 1.5, "a number with a fraction: put it in quotes" },
        { "String", true, "a boolean: put it in quotes" },
        { "String", new object[] { "a" }, "a list" },
        { "String", new Dictionary<string, object?> { ["a"] = 1 }, "an object" },
        { "ID", true, "a boolean: give text or an integer" },
        { "ID", 1.5, "a number with a fraction: an ID has none" },
        { "ID", new object[] { "a" }, "a list" },
        { "ID", new object(), "a value of type Object" },
    };

    [Theory]
    [MemberData(nameof(Unfitting))]
    public void A_value_that_does_not_fit_is_named_by_its_kind(string type, object value, string given)
    {
        Assert.Equal($"The variable $v is declared {type} and was given {given}.", RefusalOf(type, value));
        Assert.Equal($"The variable $v is declared {type}! and was given {given}.", RefusalOf(type + "!", value));
    }

    public static TheoryData<object> OfAnyShape =>
        ["text", 5, 1.5, true, 6338950000000000001L, DayOfWeek.Friday, new object[] { 1, "a" }, new Dictionary<string, object?> { ["eq"] = 1 }];

    [Theory]
    [MemberData(nameof(OfAnyShape))]
    public void A_value_for_an_unknown_type_is_sent_unchanged(object value)
    {
        var request = new GraphQLRequest("query ($v: CompanyFilter!) { a(where: $v) }");

        var sent = request.WithVariables(new Dictionary<string, object?> { ["v"] = value });

        Assert.Same(value, sent.Variables!["v"]);
    }

    [Theory]
    [InlineData("int")]
    [InlineData("INT")]
    [InlineData("Long")]
    public void The_names_of_built_in_scalars_are_case_sensitive(string type) => Assert.Equal("\"5\"", JsonOf(type, "5"));

    [Fact]
    public void A_SecureString_stays_protected_until_the_request_is_written()
    {
        var secret = SecureText.Protect("secret");
        var request = new GraphQLRequest("query ($v: [String!]!) { a(v: $v) }");

        var sent = request.WithVariables(new Dictionary<string, object?> { ["v"] = secret });

        Assert.Same(secret, Assert.Single(Assert.IsType<List<object?>>(sent.Variables!["v"])));
        Assert.Equal("secret", Assert.Single(sent.SecretValues()));
    }
}
