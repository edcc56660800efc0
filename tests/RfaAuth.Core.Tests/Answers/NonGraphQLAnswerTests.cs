namespace RfaAuth.Core.Tests.Answers;

/// <summary>The words of a service in an answer that is no GraphQL, and the start of its body.</summary>
public sealed class NonGraphQLAnswerTests
{
    private const string Secret = "hunter22-\"secret\"";

    public static TheoryData<string, string> Json => new()
    {
        // Laravel, ASP.NET, problem details, OAuth, gateways.
        { """{"message":"The given data was invalid.","errors":{"query":["The query field is required."]}}""", "The given data was invalid. query: The query field is required." },
        { """{"type":"x","title":"One or more validation errors occurred.","status":400,"errors":{"$":["Bad.","Worse."],"a":"No."}}""", "One or more validation errors occurred. $: Bad.; Worse.; a: No." },
        { """{"title":"Bad Request","detail":"The query is missing"}""", "Bad Request: The query is missing" },
        { """{"error":"invalid_token","error_description":"The token expired"}""", "invalid_token: The token expired" },
        { """{"error_message":"Query has complexity 1200, which exceeds max complexity of 1000"}""", "Query has complexity 1200, which exceeds max complexity of 1000" },
        { """{"errors":"[API] Invalid API key"}""", "[API] Invalid API key" },
        { """{"errors":{"base":["Not here."]}}""", "base: Not here." },
        { """{"errors":{"message":"No."}}""", "No." },
        { """{"errors":["a","b","a"]}""", "a; b" },
        { """{"errors":[{"title":"T","detail":"D"}]}""", "T: D" },
        { """{"error":{"code":"x","message":"Deep","innererror":{"message":"deeper"}}}""", "Deep" },
        { """{"error":true,"message":"Server Error","exception":"X","trace":[{"message":"inner"}]}""", "Server Error" },
        { """{"statusCode":403,"message":"Out of call volume quota."}""", "Out of call volume quota." },
        { """{"Message":"Denied","message":"Denied"}""", "Denied" },
        { """{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2"}}}""", "Invalid ApiKey" },
        { """{"errorMessage":"E","error_msg":"F"}""", "E: F" },
        { """[{"message":"first"},{"message":"second"}]""", "first; second" },
        { "\"Unknown key\"", "Unknown key" },
        { """{"errors":["1","2","3","4","5","6","7"]}""", "1; 2; 3; 4; 5 (and 2 more)" },
        { "{\"message\":\"two\\nlines \\t here\"}", "two lines here" },
    };

    [Theory]
    [MemberData(nameof(Json))]
    public void The_message_in_JSON_is_found_by_the_names_that_frameworks_use(string body, string words) => Assert.Equal(words, Read(body).Words);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"code":5,"message":{},"error":false,"errors":[]}""")]
    [InlineData("""{"message":"cut""")]
    [InlineData("""{"message":"  "}""")]
    public void JSON_without_a_message_gives_none(string body) => Assert.Null(Read(body).Words);

    [Theory]
    [InlineData("<html><head><title> Site\n maintenance </title></head><h1>Site maintenance</h1>", "Site maintenance")]
    [InlineData("<TITLE lang=en>Web App &ndash; Unavailable</TITLE><h2>Error 403 - This <b>web app</b> is stopped.</h2>", "Web App – Unavailable: Error 403 - This web app is stopped.")]
    [InlineData("<script>var t = '<title>no</title>'</script><!-- <title>no</title> --><h1>Blocked</h1>", "Blocked")]
    [InlineData("<html>nothing", null)]
    public void The_message_of_a_web_page_is_its_title(string page, string? words)
    {
        var said = Read(page, "text/html");
        Assert.True(said.IsPage);
        Assert.Equal(words, said.Words);
    }

    [Fact]
    public void A_web_page_is_recognised_by_its_beginning_and_not_by_its_content_type()
    {
        Assert.True(Read("\n<!doctype HTML><title>x</title>", "").IsPage);
        Assert.False(Read("""{"message":"x"}""", "text/html").IsPage);
        Assert.Equal("x", Read("""{"message":"x"}""", "text/html").Words);
        Assert.Equal("x", Read("""{"message":"x"}""", "text/plain").Words);
        Assert.True(Read("<html><title>x</title>", "application/json").IsPage);
        Assert.Equal("Site Disabled", Read("Site Disabled", "application/json").Words);
    }

    [Theory]
    [InlineData("upstream connect error\r\n  or disconnect", "text/plain", "upstream connect error or disconnect")]
    [InlineData("[API] Invalid API key", "text/plain", "[API] Invalid API key")]
    [InlineData("{\"password\":\"a\", cut", "text/plain", "{\"password\":\"(hidden)\", cut")]
    [InlineData("<?xml version='1.0'?><Error><Code>X</Code><Message>Not here &amp; now</Message></Error>", "application/xml", "X Not here & now")]
    [InlineData("data: x", "text/event-stream", null)]
    [InlineData("\0\u0001\u0002", "application/octet-stream", null)]
    [InlineData("", "text/plain", null)]
    public void Other_text_is_the_message_itself(string body, string mediaType, string? words) => Assert.Equal(words, Read(body, mediaType).Words);

    [Fact]
    public void Bytes_that_are_no_text_give_no_message()
    {
        Assert.Equal(NonGraphQLAnswer.None, NonGraphQLAnswer.Read(MadeAnswers.Http(500, "text", "text/plain", ("Content-Encoding", "zstd")), new Redactor([]), false));
        var bytes = new HttpAnswer(500, MadeAnswers.Http(500, "").Headers, Enumerable.Repeat((byte)0xFE, 50).ToArray());
        Assert.Equal(NonGraphQLAnswer.None, NonGraphQLAnswer.Read(bytes, new Redactor([]), false));
    }

    [Fact]
    public void A_known_charset_is_used_and_an_unknown_one_is_ignored()
    {
        var latin = new HttpAnswer(500, MadeAnswers.Http(500, "").Headers, Encoding.Latin1.GetBytes("größer")) { Charset = "iso-8859-1" };
        Assert.Equal("größer", NonGraphQLAnswer.Read(latin, new Redactor([]), false).Words);
        Assert.Equal("größer", NonGraphQLAnswer.Read(MadeAnswers.Http(500, "größer", "") with { Charset = "nope" }, new Redactor([]), false).Words);
    }

    [Fact]
    public void The_message_and_the_start_of_the_body_are_shortened()
    {
        var said = Read($$"""{"message":"{{new string('x', 5000)}}"}""");
        Assert.Equal(new string('x', 300) + "...", said.Words);
        Assert.Equal(2003, said.Start!.Length);
        Assert.StartsWith("""{"message":"xxx""", said.Start, StringComparison.Ordinal);
    }

    /// <summary>At each place where the words or the start are cut, and in each form in which a secret comes back.</summary>
    [Theory]
    [InlineData("hunter22-\"secret\"")]
    [InlineData("hunter22-\\\"secret\\\"")]
    [InlineData("hunter22-%22secret%22")]
    [InlineData("hunter22-&quot;secret&quot;")]
    public void A_secret_at_the_cut_is_hidden_as_a_whole(string form)
    {
        for (var before = 270; before < 305; before++)
        {
            foreach (var length in new[] { before, before + 1700 })
            {
                var filler = new string('x', length);
                AssertHidden(Read(filler + form, "text/plain"));
                AssertHidden(Read($"<title>{filler}{form}</title>", "text/html"));
                if (form != Secret)
                    AssertHidden(Read($$"""{"message":"{{filler}}{{form}}"}"""));
            }
        }

        static void AssertHidden(NonGraphQLAnswer said)
        {
            Assert.DoesNotContain("hunter", said.Words, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter", said.Start, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_secret_at_the_end_of_the_searched_text_is_hidden()
    {
        var token = new string('t', 16_000) + "-token";
        var body = new StringBuilder();
        while (body.Length < 300_000)
            body.Append(token);

        var said = NonGraphQLAnswer.Read(MadeAnswers.Http(500, body.ToString(), "text/plain"), new Redactor([token]), false);

        Assert.DoesNotContain("ttt", said.Start, StringComparison.Ordinal);
        Assert.DoesNotContain("ttt", said.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_with_white_space_is_hidden_before_lines_are_joined() => Assert.Equal(
        "Bad: (hidden)", NonGraphQLAnswer.Read(MadeAnswers.Http(500, "Bad: pass  word\nhere", "text/plain"), new Redactor(["pass  word\nhere"]), false).Words);

    [Theory]
    [InlineData("""{"access_token":"opaque-one","n":1}""", """{"access_token":"(hidden)","n":1}""")]
    [InlineData("""{"input": {"password" : "a\"b", "name":"c"}}""", """{"input": {"password" : "(hidden)", "name":"c"}}""")]
    [InlineData("""{"refreshToken":"cut-he""", """{"refreshToken":"(hidden)" """)]
    [InlineData("token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln here", "token (hidden) here")]
    public void Values_that_look_secret_by_name_or_shape_are_hidden_in_the_start_of_the_body(string body, string start) =>
        Assert.Equal(start.TrimEnd(), Read(body, "text/plain").Start);

    [Fact]
    public void The_answer_to_a_sign_in_gives_a_message_and_no_start_of_the_body()
    {
        var refused = NonGraphQLAnswer.Read(MadeAnswers.Http(422, """{"message":"No.","token":"opaque"}"""), new Redactor([]), givesTokens: true);
        Assert.Equal("No.", refused.Words);
        Assert.Null(refused.Start);
        Assert.Null(NonGraphQLAnswer.Read(MadeAnswers.Http(200, "opaque-token", "text/plain"), new Redactor([]), givesTokens: true).Words);
    }

    [Fact]
    public void Characters_that_control_a_terminal_are_made_visible()
    {
        const string Text = "a\u001b[2J\u0007b\u009b\u202e";
        Assert.Equal("a␛[2J␇b\uFFFD\uFFFD", Read(Text, "text/plain").Start);
        Assert.DoesNotContain('\u001b', new RfaException("X", Read(Text, "text/plain").Words!).Message);
    }

    private static NonGraphQLAnswer Read(string body, string mediaType = "application/json") =>
        NonGraphQLAnswer.Read(MadeAnswers.Http(500, body, mediaType), new Redactor([Secret]), givesTokens: false);
}
