using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace RfaAuth.Core.Tests.Sandbox;

/// <summary>Faults in the body and its encoding, as they are on the wire.</summary>
public sealed class BodyFaultTests : SandboxTest
{
    private const string Watch = """mutation { addCompanyToWatchlist(company_number: "01000001") { entryCount } }""";
    private const string Answer = """{"data":{"addCompanyToWatchlist":{"entryCount":1}}}""";

    [Theory]
    [InlineData("root-list", "[")]
    [InlineData("root-null", "null")]
    [InlineData("data-list", "{\"data\":[")]
    [InlineData("data-string", "{\"data\":\"")]
    [InlineData("data-number", "{\"data\":1")]
    [InlineData("duplicate-data", "{\"data\":{\"a\":1},\"data\":")]
    [InlineData("errors-object", "{\"errors\":{")]
    [InlineData("errors-string", "{\"errors\":\"")]
    [InlineData("message-object", "{\"errors\":[{\"message\":{")]
    [InlineData("message-number", "{\"errors\":[{\"message\":401")]
    public async Task An_answer_has_the_wrong_shape(string name, string start)
    {
        var reply = await AskAsync("shape=" + name);

        Assert.StartsWith(start, reply.Body, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 OK", reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, Server.Ledger.ExecutionCount("addCompanyToWatchlist"));
    }

    [Fact]
    public void Every_wrong_shape_is_JSON_but_the_one_with_something_after_it()
    {
        var options = new JsonDocumentOptions { AllowDuplicateProperties = true };
        foreach (var (name, body) in RfaAuth.Sandbox.Faults.WrongShapes.Bodies)
        {
            var exception = Record.Exception(() => JsonDocument.Parse(body, options).Dispose());
            Assert.Equal(name == "trailing", exception is JsonException);
        }
    }

    [Fact]
    public async Task An_answer_is_nested_as_deeply_as_asked_for()
    {
        var reply = await AskAsync("deep=1000");

        Assert.Equal($"{{\"data\":{{\"deep\":{new string('[', 1000)}{new string(']', 1000)}}}}}", reply.Body);
    }

    [Fact]
    public async Task A_number_has_as_many_digits_as_asked_for()
    {
        var reply = await AskAsync("big-number=500");

        Assert.Equal($"{{\"data\":{{\"number\":{new string('9', 500)}}}}}", reply.Body);
    }

    [Fact]
    public async Task An_answer_has_as_many_errors_as_asked_for()
    {
        var reply = await AskAsync("many-errors=1000");

        Assert.Equal(1000, JsonDocument.Parse(reply.Body).RootElement.GetProperty("errors").GetArrayLength());
    }

    [Fact]
    public async Task A_huge_body_is_well_formed_and_has_its_length()
    {
        Server.FaultPlan.Add("huge-body=3");

        var reply = await Wire.RfaAsync("{ viewer { userName } }");

        Assert.InRange(reply.Text.Length, 3 * 1024 * 1024, (3 * 1024 * 1024) + 100);
        Assert.Equal(1 + (3 * 1024), reply.Data.GetProperty("texts").GetArrayLength());
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate", "deflate")]
    [InlineData("raw-deflate", "deflate")]
    [InlineData("br", "br")]
    [InlineData("gzip-twice", "gzip, gzip")]
    [InlineData("gzip-garbage", "gzip")]
    public async Task A_body_is_compressed_though_nobody_asked(string kind, string coding)
    {
        var reply = await AskAsync("compress=" + kind);

        Assert.Equal([coding], reply.Header("Content-Encoding"));
        Stream body = new MemoryStream(Encoding.Latin1.GetBytes(reply.Body));
        body = kind switch
        {
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            "raw-deflate" => new DeflateStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip-twice" => new GZipStream(new GZipStream(body, CompressionMode.Decompress), CompressionMode.Decompress),
            _ => new GZipStream(body, CompressionMode.Decompress),
        };
        Assert.Equal(Answer, await new StreamReader(body).ReadToEndAsync());
        Assert.Equal(kind == "gzip-garbage", reply.Body.EndsWith("garbage", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gzip-cut")]
    [InlineData("gzip-damaged")]
    public async Task A_compressed_body_is_broken(string kind)
    {
        var reply = await AskAsync("compress=" + kind);

        await using var body = new GZipStream(new MemoryStream(Encoding.Latin1.GetBytes(reply.Body)), CompressionMode.Decompress);
        using var reader = new StreamReader(body);
        string? text = null;
        try
        {
            text = await reader.ReadToEndAsync();
        }
        catch (InvalidDataException)
        {
            // What is expected of a damaged body; a cut one may only be short.
        }

        Assert.NotEqual(Answer, text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_body_is_said_to_be_compressed_and_is_not(string coding)
    {
        var reply = await AskAsync("content-encoding=" + coding);

        Assert.Equal([coding], reply.Header("Content-Encoding"));
        Assert.Equal(Answer, reply.Body);
    }

    [Fact]
    public async Task A_bomb_is_small_on_the_wire_and_large_after_it()
    {
        var reply = await AskAsync("gzip-bomb=50");

        Assert.InRange(reply.Body.Length, 1, 100 * 1024);
        Assert.Equal(["gzip"], reply.Header("Content-Encoding"));
        await using var body = new GZipStream(new MemoryStream(Encoding.Latin1.GetBytes(reply.Body)), CompressionMode.Decompress);
        using var json = await JsonDocument.ParseAsync(body);
        Assert.Equal(50 * 1024 * 1024, json.RootElement.GetProperty("data").GetProperty("text").GetString()!.Length);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16be")]
    [InlineData("utf-32")]
    [InlineData("iso-8859-1")]
    public async Task A_body_is_in_another_encoding_and_says_so(string charset)
    {
        var reply = await AskAsync("encode=" + charset);

        Assert.Equal(["application/json; charset=" + charset], reply.Header("Content-Type"));
        Assert.Equal(Answer, Encoding.GetEncoding(charset).GetString(Encoding.Latin1.GetBytes(reply.Body)));
    }

    [Fact]
    public async Task A_charset_is_wrong_and_the_body_is_not()
    {
        var reply = await AskAsync("charset=\"utf-8 \"");

        Assert.Equal(["application/json; charset=\"utf-8 \""], reply.Header("Content-Type"));
        Assert.Equal(Answer, reply.Body);
    }

    [Fact]
    public async Task A_byte_order_mark_stands_before_the_body()
    {
        Assert.Equal("\u00ef\u00bb\u00bf" + Answer, (await AskAsync("bom")).Body);
    }

    [Fact]
    public async Task A_body_has_bytes_that_are_no_UTF_8()
    {
        var reply = await AskAsync("invalid-utf8");

        Assert.Throws<DecoderFallbackException>(() =>
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Encoding.Latin1.GetBytes(reply.Body)));
    }

    private async Task<RawReply> AskAsync(string fault)
    {
        var (token, _) = await Wire.SignInAsync();
        Server.FaultPlan.Add(fault);
        Server.FaultPlan.Add("close");
        return await RawWire.PostAsync(Server.RfaEndpoint, Watch, token);
    }
}
