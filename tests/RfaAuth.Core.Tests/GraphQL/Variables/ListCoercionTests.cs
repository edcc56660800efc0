using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using static RfaAuth.Core.Tests.GraphQL.Variables.Coercing;

namespace RfaAuth.Core.Tests.GraphQL.Variables;

public sealed class ListCoercionTests
{
    public static TheoryData<string, object?, string> Lists => new()
    {
        { "[Int]", new object?[] { 1, null, 3.0 }, "[1,null,3]" },
        { "[Int!]!", new[] { 1, 2 }, "[1,2]" },
        { "[Int!]!", new ArrayList { 1L }, "[1]" },
        { "[Int!]!", Array.Empty<object>(), "[]" },
        { "[Int]", null, "null" },
        { "[Int]!", 5, "[5]" },
        { "[Int]", 5, "[5]" },
        { "[[Int]]", 5, "[[5]]" },
        { "[[[Int!]!]!]!", 5, "[[[5]]]" },
        // The edition of September 2025; before it, only a list of lists was taken.
        { "[[Int]]", new object?[] { 1, new object[] { 2, 3 }, null }, "[[1],[2,3],null]" },
        { "[String]", "ab", "[\"ab\"]" },
        { "[String]", new byte[] { 1, 2, 3 }, "[\"AQID\"]" },
        { "[ID!]", new object[] { 1, "a", 5_000_000_000L }, "[\"1\",\"a\",\"5000000000\"]" },
        { "[CompanyFilter!]", new Dictionary<string, object?> { ["eq"] = 1 }, "[{\"eq\":1}]" },
        { "[CompanyFilter!]", new Hashtable { ["eq"] = 1 }, "[{\"eq\":1}]" },
        { "[CompanyFilter!]", new object[] { new Hashtable { ["eq"] = 1 } }, "[{\"eq\":1}]" },
        { "CompanyFilter", new Dictionary<string, object?> { ["in"] = "one" }, "{\"in\":\"one\"}" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_value_for_a_declared_list_is_sent_as_a_list(string type, object? value, string json) => Assert.Equal(json, JsonOf(type, value));

    public static TheoryData<string, object?, string> Unfitting => new()
    {
        { "[Int]!", null, "null: give @() for an empty list" },
        { "[Int]", "5", "text: give a number" },
        { "[Int]", new object[] { 1, "2" }, "text at [1]: give a number" },
        { "[Int!]", new object?[] { 1, 2, null }, "null at [2]" },
        { "[[Int!]!]", new object?[] { new object[] { 1 }, null }, "null at [1]: give @() for an empty list" },
        { "[[Int!]!]", new object?[] { new object?[] { 1, 2 }, new object?[] { 1, null } }, "null at [1][1]" },
        { "[[[Float]]]", new object[] { new object[] { new object[] { 1, 2, true } } }, "a boolean at [0][0][2]: give a number" },
        { "[Int]", new object[] { new object[] { 1 } }, "a list at [0]" },
        { "[String]", new object[] { "a", new Hashtable() }, "an object at [1]" },
        { "[CompanyFilter!]", new object?[] { "a", null }, "null at [1]" },
    };

    [Theory]
    [MemberData(nameof(Unfitting))]
    public void An_item_that_does_not_fit_is_named_with_its_index(string type, object? value, string given) =>
        Assert.Equal($"The variable $v is declared {type} and was given {given}.", RefusalOf(type, value));

    [Fact]
    public void A_list_of_any_length_keeps_its_length_and_order() => Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), items =>
        JsonOf("[Int!]!", items) == "[" + string.Join(",", items) + "]").CheckQuietly();

    [Fact]
    public void A_single_value_becomes_a_list_of_the_declared_depth() => Prop.ForAll(Gen.Choose(0, 50).ToArbitrary(), depth =>
        JsonOf(new string('[', depth) + "Int" + new string(']', depth), 7) == new string('[', depth) + "7" + new string(']', depth))
        .CheckQuietly();

    [Fact]
    public void A_list_that_contains_itself_is_refused_at_its_declared_depth()
    {
        var list = new ArrayList();
        list.Add(list);

        Assert.EndsWith("a list at [0][0].", RefusalOf("[[Int]]", list), StringComparison.Ordinal);
    }
}
