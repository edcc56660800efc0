using System.Collections;

namespace RfaAuth.Core.Tests.GraphQL;

public sealed class OperationSummaryTests
{
    [Theory]
    [InlineData("mutation { pay }", "mutation pay")]
    [InlineData("mutation Pay { pay }", "mutation Pay (pay)")]
    [InlineData("mutation Harmless { look: deleteAll }", "mutation Harmless (deleteAll)")]
    [InlineData("mutation { ...F } fragment F on Mutation { a b(password: \"hunter2\") }", "mutation a, b")]
    [InlineData("{ a }", "query a")]
    public void An_operation_is_named_by_its_fields(string query, string name) =>
        Assert.Equal(name, OperationSummary.Name(new GraphQLRequest(query)));

    [Theory]
    [InlineData(8, "mutation f1, f2, f3, f4, f5, f6, f7, f8")]
    [InlineData(10, "mutation f1, f2, f3, f4, f5, f6, f7, f8 and 2 more")]
    public void An_operation_names_at_most_eight_fields(int count, string name)
    {
        var query = "mutation { " + string.Join(" ", Enumerable.Range(1, count).Select(i => "f" + i)) + " }";

        Assert.Equal(name, OperationSummary.Name(new GraphQLRequest(query)));
    }

    public static TheoryData<string, object?, string> Values => new()
    {
        { "v", null, "null" },
        { "v", "text", "\"text\"" },
        { "v", "two\r\nlines", "\"two\\r\\nlines\"" },
        { "v", "\u001b[31mred", "\"\u241b[31mred\"" },
        { "v", new string('x', 60), "\"" + new string('x', 60) + "\"" },
        { "v", new string('x', 61), "\"" + new string('x', 60) + "...\"" },
        { "v", -1000, "-1000" },
        { "v", 1.5m, "1.5" },
        { "v", BigInteger.Pow(10, 80), "1" + new string('0', 59) + "..." },
        { "v", true, "true" },
        { "v", false, "false" },
        { "v", DayOfWeek.Friday, "Friday" },
        { "v", new DateTime(2025, 2, 3, 4, 5, 6, DateTimeKind.Utc), "2025-02-03T04:05:06.0000000Z" },
        { "v", new byte[12], "12 bytes" },
        { "v", new byte[1], "1 byte" },
        { "v", Array.Empty<object>(), "[]" },
        { "v", new object?[] { 1, "a", null }, "[1, \"a\", null]" },
        { "v", Enumerable.Range(1, 5).ToList(), "[1, 2, 3, 4, 5]" },
        { "v", Enumerable.Range(1, 5).Where(i => i > 0), "[...]" }, // not read: it may be read only once
        { "v", Enumerable.Range(1, 100).ToList(), "[1, 2, 3, 4, 5, ... 100 items]" },
        { "v", new Hashtable(), "{}" },
        { "v", new Dictionary<string, object?> { ["a"] = 1, ["b"] = "c" }, "{a = 1, b = \"c\"}" },
        { "v", new object[] { new object[] { new object[] { new object[] { 1 } } } }, "[[[[...]]]]" },
        { "v", Nest(inner => new Dictionary<string, object?> { ["a"] = inner }), "{a = {a = {a = {...}}}}" },
        { "v", Nest(inner => new Hashtable { ["a"] = inner }), "{a = {a = {a = {...}}}}" },
        { "v", new Nameless(), "" },
        { "v", SecureText.Protect("hunter2"), "(hidden)" },
        { "v", new object[] { SecureText.Protect("hunter2") }, "[(hidden)]" },
        { "v", "it is hunter2-known, yes", "\"it is (hidden), yes\"" },
        { "v", new string('x', 55) + "hunter2-known", "\"" + new string('x', 55) + "(hidd...\"" },
        { "password", "hunter2", "(hidden)" },
        { "password", null, "null" },
        { "tokens", new object[] { "hunter2" }, "(hidden)" },
        { "v", new Hashtable { ["apiKey"] = "hunter2" }, "{apiKey = (hidden)}" },
        { "v", new object[] { new Dictionary<string, object?> { ["userName"] = "u", ["password"] = "hunter2" } }, "[{userName = \"u\", password = (hidden)}]" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_shortened_and_a_secret_is_hidden(string name, object? value, string shown)
    {
        var request = new GraphQLRequest($"mutation (${name}: Any) {{ a }}") { Variables = new Dictionary<string, object?> { [name] = value } };

        Assert.Equal($"{name} = {shown}", OperationSummary.Variables(request, new Redactor(["hunter2-known"])));
    }

    [Fact]
    public void Variables_are_shown_in_their_order()
    {
        var request = new GraphQLRequest("mutation ($a: Int, $b: Int) { x }") { Variables = new Dictionary<string, object?> { ["b"] = 1, ["a"] = 2 } };

        Assert.Equal("b = 1, a = 2", OperationSummary.Variables(request, new Redactor([])));
        Assert.Equal("", OperationSummary.Variables(new GraphQLRequest("mutation { x }"), new Redactor([])));
    }

    private static object? Nest(Func<object?, object> wrap) => Enumerable.Range(0, 5).Aggregate((object?)1, (inner, _) => wrap(inner));

    private sealed class Nameless
    {
        public override string? ToString() => null;
    }
}
