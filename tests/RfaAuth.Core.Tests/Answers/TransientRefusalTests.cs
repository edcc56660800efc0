namespace RfaAuth.Core.Tests.Answers;

/// <summary>Which codes, statuses and words mean that the service refuses only for now.</summary>
public sealed class TransientRefusalTests
{
    [Theory]
    [InlineData("THROTTLED", nameof(Refusal.Rate))] // Shopify
    [InlineData("rate-limit-exceeded", nameof(Refusal.Rate))] // Hasura
    [InlineData("TOO_MANY_REQUESTS", nameof(Refusal.Rate))]
    [InlineData("TooManyAttempts", nameof(Refusal.Rate))]
    [InlineData("COMPLEXITY_BUDGET_EXHAUSTED", nameof(Refusal.Rate))] // monday.com
    [InlineData("maxConcurrencyLimit", nameof(Refusal.Rate))]
    [InlineData("CONCURRENCY_EXCEEDED", nameof(Refusal.Rate))]
    [InlineData("429", nameof(Refusal.Rate))]
    [InlineData("4290", nameof(Refusal.None))]
    [InlineData("SERVICE_UNAVAILABLE", nameof(Refusal.Unavailable))]
    [InlineData("temporarily_unavailable", nameof(Refusal.Unavailable))]
    [InlineData("UNAVAILABLE", nameof(Refusal.Unavailable))]
    [InlineData("BAD_GATEWAY", nameof(Refusal.Unavailable))]
    [InlineData("GATEWAY_TIMEOUT", nameof(Refusal.Unavailable))]
    [InlineData("OVERLOADED", nameof(Refusal.Unavailable))]
    [InlineData("ServerOverloaded", nameof(Refusal.Unavailable))]
    [InlineData("SERVER_BUSY", nameof(Refusal.Unavailable))]
    [InlineData("MAINTENANCE", nameof(Refusal.Unavailable))]
    [InlineData("MAINTENANCE_FEE", nameof(Refusal.None))] // compared as a whole
    public void A_code_refuses_for_now(string code, string refusal)
    {
        var error = Assert.Single(MadeAnswers.Read(200, $$$"""{"errors":[{"message":"x","extensions":{"code":"{{{code}}}"}}]}""").Errors);

        Assert.Equal(Enum.Parse<Refusal>(refusal), TransientRefusal.Of(error));
    }

    [Theory]
    [InlineData(519, nameof(Refusal.None), false)]
    [InlineData(520, nameof(Refusal.Unavailable), true)] // Cloudflare, which lost the service
    [InlineData(530, nameof(Refusal.Unavailable), true)]
    [InlineData(531, nameof(Refusal.None), true)]
    [InlineData(503, nameof(Refusal.Unavailable), false)]
    public void A_status_refuses_for_now_and_a_gateway_that_lost_the_service_may_have_let_the_request_run(int status, string refusal, bool mayHaveRun)
    {
        Assert.Equal(Enum.Parse<Refusal>(refusal), TransientRefusal.OfStatus(status));
        Assert.Equal(mayHaveRun, TransientRefusal.MayHaveRun(status));
    }

    [Theory]
    [InlineData("""{"data":null,"errors":[{"message":"x"}]}""", nameof(Refusal.Unavailable))]
    [InlineData("""{"data":{"a":1},"errors":[{"message":"x"}]}""", nameof(Refusal.None))] // the service answered
    [InlineData("""{"data":{"a":null}}""", nameof(Refusal.None))] // and has no error
    [InlineData("""{"data":{"a":1},"errors":[{"message":"x"},{"message":"Throttled"}]}""", nameof(Refusal.Rate))]
    [InlineData("""{"data":null,"errors":[{"message":"Too many requests","extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]}""", nameof(Refusal.Unavailable))] // the status alone
    public void The_status_of_an_answer_counts_only_without_data_and_with_an_error(string body, string refusal) =>
        Assert.Equal(Enum.Parse<Refusal>(refusal), MadeAnswers.Exchange(503, body).Refusal);
}
