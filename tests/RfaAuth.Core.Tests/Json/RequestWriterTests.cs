using System.Collections;
using System.Collections.Specialized;
using FsCheck;
using FsCheck.Fluent;

namespace RfaAuth.Core.Tests.Json;

public sealed class RequestWriterTests
{
    [Fact]
    public void The_document_is_sent_unchanged_and_missing_members_are_left_out()
    {
        const string Query = "# a comment\r\nquery Q {\n\ta(text: \"\u00e9 \\\"x\\\"\")\n}\n";

        using var body = JsonDocument.Parse(new GraphQLRequest(Query).ToJson());

        Assert.Equal(Query, body.RootElement.GetProperty("query").GetString());
        Assert.Single(body.RootElement.EnumerateObject());
    }

    [Fact]
    public void The_operation_name_is_sent()
    {
        using var body = JsonDocument.Parse(new GraphQLRequest("query A { a } query B { b }", "B").ToJson());

        Assert.Equal("B", body.RootElement.GetProperty("operationName").GetString());
    }

    public static TheoryData<object?, string> Values => new()
    {
        { null, "null" },
        { DBNull.Value, "null" },
        { "text", "\"text\"" },
        { 'c', "\"c\"" },
        { true, "true" },
        { (byte)1, "1" },
        { long.MinValue, "-9223372036854775808" },
        { ulong.MaxValue, "18446744073709551615" },
        { BigInteger.Parse("123456789012345678901234567890", null), "123456789012345678901234567890" },
        { 1.10m, "1.10" },
        { 0.1, "0.1" },
        { 1e300, "1E+300" },
        { DayOfWeek.Monday, "\"Monday\"" },
        { Guid.Empty, "\"00000000-0000-0000-0000-000000000000\"" },
        { new Uri("https://example.com/a b"), "\"https://example.com/a b\"" },
        { new Version(1, 2, 3), "\"1.2.3\"" },
        { new DateTime(2025, 2, 3, 4, 5, 6, DateTimeKind.Utc), "\"2025-02-03T04:05:06.0000000Z\"" },
        { new DateTime(2025, 2, 3, 4, 5, 6, DateTimeKind.Unspecified), "\"2025-02-03T04:05:06.0000000\"" },
        { new DateTimeOffset(2025, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)), "\"2025-02-03T04:05:06.0000000+02:00\"" },
        { TimeSpan.FromMinutes(90), "\"PT1H30M\"" },
        { new byte[] { 1, 2, 3 }, "\"AQID\"" },
        { new object[] { 1 }, "[1]" },
        { new ArrayList { 1, "a", null }, "[1,\"a\",null]" },
        { new Hashtable { ["a"] = 1 }, "{\"a\":1}" },
        { new OrderedDictionary { ["b"] = 1, ["a"] = 2 }, "{\"b\":1,\"a\":2}" },
        { SecureText.Protect("p\"a\\ss\n£日本"), "\"p\\\"a\\\\ss\\n£日本\"" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_written_as_JSON(object? value, string json) => Assert.Equal($"{{\"v\":{json}}}", WriteVariables(value));

    [Fact]
    public void Deep_values_are_written_whole()
    {
        object value = "end";
        const int Lists = NestingLimit.Levels - 1;
        for (var i = 0; i < Lists; i++)
            value = new object[] { value };

        Assert.Contains(new string('[', Lists) + "\"end\"" + new string(']', Lists), WriteVariables(value), StringComparison.Ordinal);
    }

    public static TheoryData<object, string> Impossible
    {
        get
        {
            var cycle = new ArrayList();
            cycle.Add(new Hashtable { ["again"] = cycle });
            object deep = "end";
            for (var i = 0; i < NestingLimit.Levels; i++)
                deep = new object[] { deep };
            var gone = SecureText.Protect("x");
            gone.Dispose();
            return new()
            {
                { double.NaN, "$v" },
                { float.PositiveInfinity, "$v" },
                { new object[] { 1, double.NaN }, "$v[1]" },
                { new Hashtable { ["a"] = new object() }, "$v.a" },
                { new Hashtable { [1] = 1 }, "$v" },
                { cycle, "$v[0].again" },
                { deep, "$v[0]" },
                { "half \ud800", "$v" },
                { new object[] { gone }, "$v[0]" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_value_that_JSON_cannot_hold_is_an_error_that_names_its_place(object value, string place)
    {
        var exception = Assert.Throws<RfaException>(() => WriteVariables(value));

        Assert.Equal(ErrorCodes.InvalidVariables, exception.ErrorCode);
        Assert.Contains("(at " + place, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_written_unchanged() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        var clean = new string((text ?? "").Where(c => !char.IsSurrogate(c)).ToArray());
        using var body = JsonDocument.Parse(WriteVariables(clean));
        return body.RootElement.GetProperty("v").GetString() == clean;
    }).CheckQuietly();

    private static string WriteVariables(object? value)
    {
        var request = new GraphQLRequest("query ($v: X) { a(v: $v) }") { Variables = new Dictionary<string, object?> { ["v"] = value } };
        using var body = JsonDocument.Parse(request.ToJson(), new JsonDocumentOptions { MaxDepth = 1000 });
        return body.RootElement.GetProperty("variables").GetRawText();
    }
}
