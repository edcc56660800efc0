namespace RfaAuth.Core.Tests.Json;

public sealed class JsonTextTests
{
    [Fact]
    public void An_object_is_read_exactly()
    {
        var value = JsonText.ParseObject("""{ "a": "x,]", "b": [1, 2.50, "\\", "\",}"], "when": "2025-02-03T00:00:00Z" }""");

        Assert.Equal("x,]", value["a"]);
        Assert.Equal([1L, 2.50m, "\\", "\",}"], (object?[])value["b"]!);
        Assert.Equal("2025-02-03T00:00:00Z", value["when"]);
    }

    [Fact]
    public void Surrogate_pairs_are_read_in_each_spelling()
    {
        var value = JsonText.ParseObject("""{ "a": "\ud83d\udcb3 \uD83D\uDCB3 \\ud83d \"", "b": """ + "\"\U0001F4B3\\n\" }");

        Assert.Equal("\U0001F4B3 \U0001F4B3 \\ud83d \"", value["a"]);
        Assert.Equal("\U0001F4B3\n", value["b"]);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("x", 1)]
    [InlineData("{\n\"a\":\n}", 3)]
    public void An_error_says_its_line(string text, int line) =>
        Assert.EndsWith($" (line {line}).", Assert.Throws<RfaException>(() => JsonText.ParseObject(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":[1, ]}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":{"b":1,"b":2}}""")]
    [InlineData("""{"a":1} //""")]
    [InlineData("""{'a':1}""")]
    [InlineData("""{a:1}""")]
    [InlineData("""{"a":hunter22}""")]
    [InlineData("""{"a":"hunter22\ud83d"}""")]
    [InlineData("""{"a":"\udcb3\ud83d"}""")]
    [InlineData("""{"a":"\n\ud83d"}""")]
    [InlineData("""{"a":"\ud83d\ud83d\udcb3"}""")]
    [InlineData("""{"\ud83d\n":1}""")]
    public void A_text_that_is_no_object_is_refused_and_not_shown(string text)
    {
        var exception = Assert.Throws<RfaException>(() => JsonText.ParseObject(text));

        Assert.Equal(ErrorCodes.InvalidJson, exception.ErrorCode);
        Assert.DoesNotContain("hunter22", exception.Message, StringComparison.Ordinal);
    }
}
