namespace RfaAuth.Core.Tests.Transport;

/// <summary>What can be said of an answer before it is parsed.</summary>
public sealed class HttpAnswerTests
{
    [Theory]
    [InlineData("application/json", "x", true)]
    [InlineData("application/graphql-response+json", "x", true)]
    [InlineData("", "{}", true)]
    [InlineData("text/plain", "[1]", true)]
    [InlineData("text/plain", " \t\r\n{}", true)]
    [InlineData("text/plain", "\ufeff{}", true)]
    [InlineData("text/html", "<html>", false)]
    [InlineData("application/jsonp", "x{}", false)]
    [InlineData("", "", false)]
    [InlineData("", "  ", false)]
    public void A_body_is_JSON_by_its_content_type_or_its_beginning(string mediaType, string body, bool looksLikeJson) =>
        Assert.Equal(looksLikeJson, MadeAnswers.Http(200, body, mediaType).LooksLikeJson);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void JSON_in_UTF_16_may_hold_data(string encoding)
    {
        var text = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. text.GetPreamble(), .. text.GetBytes("""{"data":""")];
        var answer = new HttpAnswer(500, MadeAnswers.Http(500, "").Headers, bytes);

        Assert.Equal("", answer.MediaType);
        Assert.True(answer.LooksLikeJson);
        Assert.True(answer.MayHoldData);
    }

    [Theory]
    [InlineData("""{"data":{""", true)]
    [InlineData("""{"message":""data":{""", true)] // broken just before it
    [InlineData("""{"dat":1,"data":{""", true)]
    [InlineData("""{"datum":1,"errors":[]}""", false)]
    [InlineData("""{"message":"no data"}""", false)]
    [InlineData("""{"dat""", false)]
    [InlineData("", false)]
    public void A_body_that_cannot_be_read_may_hold_data(string body, bool mayHoldData) => Assert.Equal(mayHoldData, MadeAnswers.Http(500, body).MayHoldData);

    [Fact]
    public void A_body_in_an_unknown_encoding_may_hold_data_unless_it_is_empty()
    {
        Assert.True(MadeAnswers.Http(500, "xyz", "text/html", ("Content-Encoding", "zstd")).MayHoldData);
        Assert.False(MadeAnswers.Http(500, "", "text/html", ("Content-Encoding", "zstd")).MayHoldData);
        Assert.False(MadeAnswers.Http(500, """<html>"data"</html>""", "text/html").MayHoldData);
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void A_success_is_a_status_from_200_to_299(int status, bool isSuccess) => Assert.Equal(isSuccess, MadeAnswers.Http(status, "").IsSuccess);

    [Fact]
    public void Headers_are_found_in_any_case()
    {
        var answer = MadeAnswers.Http(200, "", "", ("Set-Token", "a"), ("set-token", "b"));

        Assert.Equal(["a", "b"], answer.Values("SET-TOKEN"));
        Assert.Equal("a", answer.Value("Set-Token"));
        Assert.Null(answer.Value("Other"));
        Assert.Empty(answer.Values("Other"));
    }

    [Theory]
    [InlineData(null, "", null)]
    [InlineData("  ", "", null)]
    [InlineData("application/json", "application/json", null)]
    [InlineData(" Application/JSON ; charset=UTF-8", "application/json", "UTF-8")]
    [InlineData("text/html;Charset='latin1'; boundary=x", "text/html", "latin1")]
    [InlineData("text/html; charset=\"utf-8 \"", "text/html", "utf-8")]
    [InlineData("text/html; boundary=charset=x", "text/html", null)]
    [InlineData("charset=utf-8", "charset=utf-8", null)]
    public void A_content_type_is_read_leniently(string? header, string mediaType, string? charset) =>
        Assert.Equal((mediaType, charset), ContentType.Parse(header));
}
