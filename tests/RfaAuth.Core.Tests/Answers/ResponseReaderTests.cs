namespace RfaAuth.Core.Tests.Answers;

public sealed class ResponseReaderTests
{
    [Fact]
    public void Data_is_read_without_a_change()
    {
        var data = ReadData("""
            { "card": "6339820000000000001", "big": 123456789012345678901234567890, "long": 9223372036854775807, "price": 12345678901234567.89,
              "cents": 1.10, "when": "2025-02-03T00:00:00Z", "date": "/Date(0)/", "yes": true, "none": null, "id": 1, "ID": 2, "": 3, "$type": "System.Object" }
            """);

        Assert.Equal("6339820000000000001", data["card"]);
        Assert.Equal(BigInteger.Parse("123456789012345678901234567890", null), data["big"]);
        Assert.Equal(long.MaxValue, data["long"]);
        Assert.Equal(12345678901234567.89m, data["price"]);
        Assert.Equal("1.10", data["cents"]!.ToString());
        Assert.Equal("2025-02-03T00:00:00Z", data["when"]);
        Assert.Equal("/Date(0)/", data["date"]);
        Assert.Equal(true, data["yes"]);
        Assert.Null(data["none"]);
        Assert.Equal((1L, 2L, 3L), (data["id"], data["ID"], data[""]));
        Assert.Equal("System.Object", data["$type"]);
    }

    [Fact]
    public void A_number_larger_than_a_decimal_does_not_change_the_others()
    {
        var data = ReadData("""{"far":1e30,"near":0.1234567890123456789,"small":1e-30,"tiny":1.5e-28,"long":0.12345678901234567890123456789012345}""");

        Assert.Equal((1e30, 0.1234567890123456789m, 1e-30), (data["far"], data["near"], data["small"]));
        Assert.Equal((1.5e-28, 0.12345678901234567890123456789012345), (data["tiny"], data["long"]));
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData("-12", -12L)]
    [InlineData("1e2", "100")]
    [InlineData("1E+2", "100")]
    [InlineData("1.50", "1.50")]
    [InlineData("-0.0", "0.0")]
    [InlineData("100e-2", "1.00")]
    [InlineData("79228162514264337593543950335.0", 7.9228162514264338E+28)]
    public void A_number_is_read_exactly(string json, object expected)
    {
        var value = ReadData($$"""{"n":{{json}}}""")["n"];

        Assert.Equal(expected, value is decimal exact ? exact.ToString(System.Globalization.CultureInfo.InvariantCulture).TrimStart('-') : value);
    }

    [Theory]
    [InlineData("""{"data":{"a":1},"errors":[]}""")]
    [InlineData("""{"data":{"a":1},"errors":null}""")]
    [InlineData("""{"extensions":"odd","data":{"a":1},"more":[{"x":[1]}]}""")]
    [InlineData("\uFEFF{\"data\":{\"a\":1}}")]
    public void Unusual_valid_answers_are_read(string body)
    {
        var response = Read(body);

        Assert.Empty(response.Errors);
        Assert.True(response.HasData);
    }

    [Theory]
    [InlineData("""{"data":null,"errors":[{"message":"x"}]}""", false)]
    [InlineData("""{"errors":[{"message":"x"}]}""", false)]
    [InlineData("""{"data":{"a":null,"b":null},"errors":[{"message":"x"}]}""", false)]
    [InlineData("""{"data":{"a":null,"b":false},"errors":[{"message":"x"}]}""", true)]
    [InlineData("""{"data":{"a":[]},"errors":[{"message":"x"}]}""", true)]
    public void An_answer_has_data_if_a_root_field_has_a_value(string body, bool hasData) => Assert.Equal(hasData, Read(body).HasData);

    [Theory]
    [InlineData("""{"data":null}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("{}", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"message":"Unauthorized"}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("[]", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("1", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("null", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("\"text\"", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":[1]}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":[null]}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":[[]]}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":"text"}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":{"a":1},"data":{"a":2}}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":{"a":1},"errors":{}}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":{"a":1},"errors":"x"}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":{"a":1},"hasNext":true}""", ErrorCodes.UnsupportedResponse)]
    [InlineData("""{"data":{"a":1}""", ErrorCodes.InvalidJson)]
    [InlineData("""{"data":{"a":1}} {}""", ErrorCodes.InvalidJson)]
    [InlineData("", ErrorCodes.EmptyResponse)]
    public void A_body_that_is_no_GraphQL_answer_is_an_error_with_its_own_code(string body, string code)
    {
        var exception = Assert.Throws<RfaException>(() => Read(body));

        Assert.Equal(code, exception.ErrorCode);
    }

    [Theory]
    [InlineData("text/html", "<html>", ErrorCodes.NotGraphQLResponse)]
    [InlineData("text/html", """{"data":{"a":1}}""", ErrorCodes.NotGraphQLResponse)]
    [InlineData("text/plain", "hello", ErrorCodes.NotGraphQLResponse)]
    [InlineData("", "hello", ErrorCodes.NotGraphQLResponse)]
    [InlineData("multipart/mixed", "--", ErrorCodes.UnsupportedResponse)]
    [InlineData("text/event-stream", "data:", ErrorCodes.UnsupportedResponse)]
    public void Other_media_types_are_refused(string mediaType, string body, string code) => Assert.Equal(
        code,
        Assert.Throws<RfaException>(() => ResponseReader.Read(MadeAnswers.Http(200, body, mediaType), PlainValueFactory.Instance, false)).ErrorCode);

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/graphql-response+json")]
    public void A_GraphQL_body_is_read_whatever_its_content_type(string mediaType) =>
        Assert.True(ResponseReader.Read(MadeAnswers.Http(200, """ {"data":{"a":1}}""", mediaType), PlainValueFactory.Instance, false).HasData);

    [Theory]
    [InlineData("utf8")]
    [InlineData("utf-8 ")]
    [InlineData("klingon")]
    [InlineData(null)]
    public void An_unknown_charset_is_read_as_UTF_8(string? charset)
    {
        var answer = MadeAnswers.Http(200, """{"data":{"a":"£日本"}}""") with { Charset = charset };

        Assert.Equal("£日本", Member(ResponseReader.Read(answer, PlainValueFactory.Instance, false), "a"));
    }

    [Theory]
    [InlineData("""{"message":"m","path":["a",0,"b"],"locations":[{"line":2,"column":3}],"extensions":{"code":"C"}}""", "m", "C", null)]
    [InlineData("""{"message":null}""", "The service sent an error without a message.", null, null)]
    [InlineData("{}", "The service sent an error without a message.", null, null)]
    [InlineData("null", "The service sent an error without a message.", null, null)]
    [InlineData("\"text\"", "text", null, null)]
    [InlineData("""{"message":42}""", "42", null, null)]
    [InlineData("""{"message":{"statusCode":401,"message":"No","error":"Unauthorized"}}""", "No", null, 401)]
    [InlineData("""{"message":{"statusCode":401,"error":"Unauthorized"}}""", "Unauthorized", null, 401)]
    [InlineData("""{"message":["a","b"]}""", "a; b", null, null)]
    [InlineData("""{"message":"m","extensions":null}""", "m", null, null)]
    [InlineData("""{"message":"m","extensions":"x"}""", "m", null, null)]
    [InlineData("""{"message":"m","extensions":{"code":7}}""", "m", "7", null)]
    [InlineData("""{"message":"m","extensions":{"http":{"status":401}}}""", "m", null, 401)]
    [InlineData("""{"message":"m","extensions":{"originalError":{"statusCode":"401"}}}""", "m", null, 401)]
    [InlineData("""{"message":"m","extensions":{"exception":{"status":401}}}""", "m", null, 401)]
    [InlineData("""{"message":"m","errorType":"UnauthorizedException"}""", "m", "UnauthorizedException", null)]
    [InlineData("""{"message":"m","path":"a","locations":"x"}""", "m", null, null)]
    [InlineData("""{"message":"m","locations":[{"line":-1,"column":3},{"line":1e9},null]}""", "m", null, null)]
    public void An_error_is_read_in_any_shape(string error, string message, string? code, int? status)
    {
        var read = Assert.Single(Read($$"""{"errors":[{{error}}]}""").Errors);

        Assert.Equal((message, code, status), (read.Message, read.Code, read.StatusCode));
    }

    [Fact]
    public void The_validation_of_Toggle_is_kept_and_shown()
    {
        var response = Read("""{"errors":[{"message":"validation","locations":[{"line":2,"column":3}],"validation":{"currency":["This field is required"]},"customer_facing":false}],"data":{"createBalanceAdjustment":null}}""", complete: ToggleApi.Definition.Complete);

        var exception = Assert.Single(AnswerErrors.From(new Exchange(MadeAnswers.Http(200, ""), response, null)));
        Assert.Equal("validation: currency: This field is required (line 2, column 3)", exception.Message);
        Assert.Equal(ErrorCodes.GraphQLError, exception.ErrorCode);
        Assert.Equal(["currency"], exception.Validation.Keys);
        Assert.False(response.HasData);
        Assert.Same(response, exception.Response);
    }

    [Fact]
    public void The_text_of_the_body_is_kept_on_request()
    {
        const string Body = """{ "data": {"a":1 } }""";

        Assert.Equal(Body, ReadRaw(Body).Body);
        Assert.Null(Read(Body).Body);
    }

    [Theory]
    [InlineData("""{"data":{"a":{"b":[1,"x"]},"c":null},"errors":[{"message":"m"}]}""", true, "a,c")]
    [InlineData("""{"data":{"a":null},"errors":[{"message":"m"}]}""", false, "a")]
    [InlineData("""{"data":[],"errors":[{"message":"m"}]}""", false, "")]
    [InlineData("""{"data":null,"errors":[{"message":"m"}]}""", false, "")]
    [InlineData("""{"data":{"a":{"a":1},"b":1,"a":null,"b":null},"errors":[{"message":"m"}]}""", false, "a,b")]
    public void For_the_raw_text_data_is_checked_and_not_converted(string body, bool hasData, string rootFields)
    {
        foreach (var response in new[] { Read(body), ReadRaw(body) })
        {
            Assert.Equal((hasData, rootFields, "m"), (response.HasData, string.Join(",", response.RootFields), Assert.Single(response.Errors).Message));
            Assert.True(response.IsDataPresent);
        }

        Assert.Null(ReadRaw(body).Data);
    }

    [Theory]
    [InlineData("""{"data":{"a":[1,]}}""", ErrorCodes.InvalidJson)]
    [InlineData("""{"data":{"a":tru}}""", ErrorCodes.InvalidJson)]
    [InlineData("""{"data":[1]}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("""{"data":"x"}""", ErrorCodes.MalformedGraphQLResponse)]
    [InlineData("{}", ErrorCodes.MalformedGraphQLResponse)]
    public void For_the_raw_text_an_answer_is_still_checked(string body, string code) =>
        Assert.Equal(code, Assert.Throws<RfaException>(() => ReadRaw(body)).ErrorCode);

    [Theory]
    [InlineData("""{"data":[]}""", 0)]
    [InlineData("""{"data":{}}""", 0)]
    [InlineData("""{"errors":[{"message":"boom","extensions":[],"validation":[]}],"data":[],"extensions":[]}""", 1)]
    public void An_empty_list_in_place_of_an_object_is_the_empty_object_of_PHP(string body, int errors)
    {
        var response = Read(body);

        Assert.Equal((errors, false, true), (response.Errors.Count, response.HasData, response.IsDataPresent));
        Assert.Empty((IReadOnlyDictionary<string, object?>)response.Data!);
        Assert.Empty(response.Extensions);
        Assert.Empty(response.RootFields);
    }

    [Theory]
    [InlineData("utf-16", "utf-16", false)]
    [InlineData("UTF-16BE", "utf-16BE", false)]
    [InlineData(null, "utf-8", true)]
    [InlineData(null, "utf-16", true)]
    [InlineData("utf-8", "utf-16BE", true)]
    [InlineData(null, "utf-32", true)]
    public void Another_encoding_is_read_by_its_charset_or_byte_order_mark(string? charset, string encodingName, bool isMarked)
    {
        const string Body = """{"data":{"a":"£日本💳"}}""";
        var encoding = Encoding.GetEncoding(encodingName);
        byte[] bytes = [.. isMarked ? encoding.GetPreamble() : [], .. encoding.GetBytes(Body)];
        var answer = MadeAnswers.Http(200, "") with { Body = bytes, Charset = charset };

        Assert.Equal("£日本💳", Member(ResponseReader.Read(answer, PlainValueFactory.Instance, false), "a"));
        Assert.Equal(Body, ResponseReader.Read(answer, PlainValueFactory.Instance, keepBody: true).Body);
    }

    private static GraphQLResponse ReadRaw(string body) => ResponseReader.Read(MadeAnswers.Http(200, body), PlainValueFactory.Instance, keepBody: true);

    private static object? Member(GraphQLResponse response, string name) => ((IReadOnlyDictionary<string, object?>)response.Data!)[name];

    private static IReadOnlyDictionary<string, object?> ReadData(string json) =>
        (IReadOnlyDictionary<string, object?>)Read("{\"data\":" + json + "}").Data!;

    private static GraphQLResponse Read(string body, ServiceErrorReader? complete = null) =>
        ResponseReader.Read(MadeAnswers.Http(200, body), PlainValueFactory.Instance, keepBody: false, complete);
}
