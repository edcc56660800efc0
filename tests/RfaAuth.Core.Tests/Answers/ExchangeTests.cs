namespace RfaAuth.Core.Tests.Answers;

public sealed class ExchangeTests
{
    private const string Data = """{"data":{"a":1}}""";

    [Theory]
    [InlineData(200, "None")]
    [InlineData(401, "Unauthorized")]
    [InlineData(403, "Forbidden")]
    public void The_status_of_an_answer_without_errors_says_what_it_means_for_the_token(int status, string expected) =>
        Assert.Equal(expected, MadeAnswers.Exchange(status, Data).AuthFailure.ToString());

    [Theory]
    [InlineData(Data, true)]
    [InlineData("""{"data":{"a":1,"b":null},"errors":[{"message":"Wrong."}]}""", true)]
    [InlineData("""{"data":{"a":1,"b":null},"errors":[{"message":"Too many requests."}]}""", false)]
    public void An_answer_that_refuses_for_now_is_no_result(string body, bool expected) =>
        Assert.Equal(expected, MadeAnswers.Exchange(200, body).IsResult);
}
