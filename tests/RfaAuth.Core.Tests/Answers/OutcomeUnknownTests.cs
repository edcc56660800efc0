using System.Net.Sockets;

namespace RfaAuth.Core.Tests.Answers;

/// <summary>When a mutation without an answer may have run.</summary>
public sealed class OutcomeUnknownTests
{
    private static readonly GraphQLRequest s_mutation = new("mutation Pay { pay }");
    private static readonly RfaException s_fault = new(ErrorCodes.HttpError, "No answer.") { StatusCode = 503, RetryAfter = TimeSpan.FromSeconds(7), BodyStart = "Busy now", ServiceWords = "Busy" };

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(299)]
    [InlineData(303)]
    [InlineData(304)]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(504)]
    public void A_mutation_may_have_run_after_a_success_or_a_failure_of_the_server(int status)
    {
        Assert.Equal(ErrorCodes.OutcomeUnknown, Explain(s_mutation, status, "").ErrorCode);
        Assert.Same(s_fault, Explain(new GraphQLRequest("{ a }"), status, ""));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(499)]
    public void A_mutation_did_not_run_after_a_refusal_by_HTTP_unless_the_body_may_hold_data(int status)
    {
        Assert.Same(s_fault, Explain(s_mutation, status, """{"message":"no"}"""));
        Assert.Equal(ErrorCodes.OutcomeUnknown, Explain(s_mutation, status, """{"data":{"pay":""").ErrorCode);
    }

    [Fact]
    public void A_mutation_without_an_answer_may_have_run_unless_nothing_was_sent()
    {
        var lost = TransportException.BeforeAnswer(new HttpRequestException("", new SocketException((int)SocketError.ConnectionReset)));
        var refused = TransportException.BeforeAnswer(
            new HttpRequestException(HttpRequestError.ConnectionError, "", new SocketException((int)SocketError.ConnectionRefused)));

        Assert.Equal(ErrorCodes.OutcomeUnknown, OutcomeUnknown.Explain(s_mutation, new Exchange(null, null, lost)).ErrorCode);
        Assert.Same(refused, OutcomeUnknown.Explain(s_mutation, new Exchange(null, null, refused)));
    }

    [Fact]
    public void The_error_names_the_mutation_and_says_what_to_check()
    {
        var exception = OutcomeUnknown.From(s_mutation, s_fault);

        Assert.Contains("'Pay'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("No answer.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Ask the service whether", exception.RecommendedAction, StringComparison.Ordinal);
        Assert.True(exception.OutcomeUnknown);
        Assert.False(exception.IsRetryable);
        Assert.Equal(503, exception.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), exception.RetryAfter);
        Assert.Equal(("Busy now", "Busy"), (exception.BodyStart, exception.ServiceWords));
    }

    private static RfaException Explain(GraphQLRequest request, int status, string body) =>
        OutcomeUnknown.Explain(request, new Exchange(MadeAnswers.Http(status, body), null, s_fault));
}
