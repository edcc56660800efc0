namespace RfaAuth.Core.Tests.Answers;

/// <summary>What a user is told of a mutation that was not sent again.</summary>
public sealed class NotSentAgainTests
{
    [Theory]
    [InlineData("mutation { first second }", """{"data":{"first":null,"second":1},"errors":[{"message":"Unauthorized","path":["first"]}]}""", "'second' has run, 'first' was refused")]
    [InlineData("mutation { first second }", """{"data":null,"errors":[{"message":"Unauthorized","path":["first"]}]}""", "'first' was refused, 'second' may have run")]
    [InlineData("mutation { first second }", """{"data":{"first":null,"second":null},"errors":[{"message":"Unauthorized","path":["first"]}]}""", "'first' was refused, 'second' may have run")]
    [InlineData("mutation { a: first b: first c: first d: first }", """{"data":{"a":1,"b":null,"c":{},"d":null},"errors":[{"message":"Unauthorized","path":["b"]},{"message":"Unauthorized","path":["d"]}]}""", "'a' and 'c' have run, 'b' and 'd' were refused")]
    [InlineData("mutation { a b c }", """{"errors":[{"message":"Unauthorized","locations":[{"line":1,"column":14}]}]}""", "'b' was refused, 'a' and 'c' may have run")]
    [InlineData("mutation { a { x } b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a","x"]},{"message":"Unauthorized","path":["b"]}]}""", "'a' has run, 'b' was refused")]
    [InlineData("mutation { a b }", """{"data":null,"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Out of stock","path":["b"]}]}""", "'a' was refused, 'b' may have run")]
    [InlineData("mutation { a b c }", """{"data":null,"errors":[{"message":"Unauthorized","path":["z"]}]}""", "'a', 'b' and 'c' may have run")]
    [InlineData("mutation { a b }", """{"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Unauthorized","path":"b"}]}""", "'a' and 'b' may have run")] // whose is the second?
    [InlineData("mutation { a __typename }", """{"data":{"a":null,"__typename":"M"},"errors":[{"message":"Unauthorized","path":["a"]}]}""", "'a' was refused")]
    [InlineData("mutation { a b }", """{"errors":[{"message":"Unauthorized"}]}""", "the request was refused as a whole")]
    public void The_error_says_of_each_field_whether_it_has_run_was_refused_or_may_have_run(string query, string body, string fields)
    {
        Assert.Equal($"The mutation was not sent again: {fields}. The next call renews the token.", Explain(query, body).Explanation);
        Assert.Equal($"The mutation was not sent again (-NoAuthRetry): {fields}.", Explain(query, body, isChosen: true, isRenewedNext: false).Explanation);
    }

    [Fact]
    public void The_error_of_a_query_says_nothing_about_its_fields()
    {
        var notSentAgain = Explain("{ a b }", """{"data":{"a":1,"b":null},"errors":[{"message":"Unauthorized","path":["b"]}]}""", isChosen: true);

        Assert.Equal("The query was not sent again (-NoAuthRetry). The next call renews the token.", notSentAgain.Explanation);
        Assert.Equal("Run it again.", notSentAgain.RecommendedAction);
    }

    [Theory]
    [InlineData("""{"data":null,"errors":[{"message":"Unauthorized","path":["a"]}]}""", "Do not run the mutation again as it is. First look at the service for what may have run.")]
    [InlineData("""{"data":{"a":null,"b":1},"errors":[{"message":"Unauthorized","path":["a"]}]}""", "Do not run the mutation again as it is. Run the refused fields in a mutation of their own.")]
    [InlineData("""{"errors":[{"message":"Unauthorized"}]}""", "Run it again.")]
    public void The_advice_follows_from_the_fields_that_may_have_run(string body, string advice)
    {
        Assert.Equal(advice, Explain("mutation { a b }", body).RecommendedAction);
        Assert.Equal(
            advice + " If it is refused again, check that the user may do this.", Explain("mutation { a b }", body, isRenewedNext: false).RecommendedAction);
    }

    [Fact]
    public void The_note_about_the_fields_follows_the_message_of_the_service()
    {
        var exchange = MadeAnswers.Exchange(200, """{"data":{"a":null,"b":1,"c":null},"errors":[{"message":"Unauthorized","path":["a"]},{"message":"Out of stock","path":["c"]}]}""");
        var errors = AnswerErrors.From(exchange, notSentAgain: new NotSentAgain("It was not sent again.", "Wait.", true));

        Assert.Equal(["Unauthorized (at a). It was not sent again.", "Out of stock (at c)"], errors.Select(error => error.Message));
        Assert.Equal(["Wait.", null], errors.Select(error => error.RecommendedAction));
    }

    [Theory]
    [InlineData(true, ErrorCodes.Unauthorized)] // the token may be the reason
    [InlineData(false, ErrorCodes.Forbidden)]
    public void An_unclear_refusal_is_not_Forbidden_before_the_token_was_renewed(bool isRenewedNext, string code)
    {
        var exchange = MadeAnswers.Exchange(200, """{"data":null,"errors":[{"message":"x","extensions":{"code":"AUTH_NOT_AUTHORIZED"}}]}""");

        Assert.Equal(code, AnswerErrors.From(exchange, notSentAgain: new NotSentAgain("x", "y", isRenewedNext))[0].ErrorCode);
        Assert.Equal(ErrorCodes.Forbidden, AnswerErrors.From(exchange)[0].ErrorCode);
    }

    [Theory]
    [InlineData("{ a b }", "", "")]
    [InlineData("mutation { a b }", " Of the mutation 'a' has run, 'b' was refused.", " Do not run the mutation again as it is. Run the refused fields in a mutation of their own.")]
    public void Without_a_token_a_refusal_may_be_about_the_token_and_the_advice_is_to_bring_one(string query, string fields, string advice)
    {
        var exchange = MadeAnswers.Exchange(200, """{"data":{"a":1,"b":null},"errors":[{"message":"Unauthorized","path":["b"]}]}""");

        Assert.Equal(
            new NotSentAgain("The session has no access token." + fields, NotSentAgain.BringToken + advice, MayBeToken: true),
            NotSentAgain.WithoutToken(new GraphQLRequest(query), exchange));
    }

    [Fact]
    public void The_error_says_that_the_token_is_new_only_if_it_is()
    {
        var exchange = MadeAnswers.Exchange(200, """{"data":null,"errors":[{"message":"Unauthorized"},{"message":"Out of stock"}]}""");
        var errors = AnswerErrors.From(exchange, isTokenRenewed: true);

        Assert.Null(AnswerErrors.From(exchange)[0].RecommendedAction);
        Assert.Contains("although the token is new", errors[0].RecommendedAction, StringComparison.Ordinal);
        Assert.Null(errors[1].RecommendedAction);
    }

    private static NotSentAgain Explain(string query, string body, bool isChosen = false, bool isRenewedNext = true)
    {
        var exchange = MadeAnswers.Exchange(200, body);
        return NotSentAgain.From(new GraphQLRequest(query), exchange, isChosen, isRenewedNext);
    }
}
