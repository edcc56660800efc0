namespace RfaAuth.Core.Tests.Answers;

/// <summary>Whether a failed mutation may have done something that running it again would do twice.</summary>
public sealed class RepeatRiskTests
{
    private static readonly GraphQLRequest s_one = new("mutation { pay { id } }");
    private static readonly GraphQLRequest s_two = new("mutation { pay { id } book { id } }");

    [Theory]
    [InlineData("""{"data":{"pay":null},"errors":[{"message":"validation","path":["pay"]}]}""", false)]
    [InlineData("""{"data":null,"errors":[{"message":"no","path":["pay"]}]}""", false)]
    [InlineData("""{"data":{"pay":null},"errors":[{"message":"validation","locations":[{"line":1,"column":12}]}]}""", false)]
    [InlineData("""{"errors":[{"message":"Unknown argument"}]}""", false)]
    [InlineData("""{"data":{"pay":{"id":null}},"errors":[{"message":"no","path":["pay","id"]}]}""", true)]
    [InlineData("""{"data":null,"errors":[{"message":"not null","path":["pay","id"]}]}""", true)]
    public void A_mutation_with_one_field_may_have_run_if_an_error_is_below_it(string answer, bool mayHaveRun) => AssertRisk(mayHaveRun, s_one, answer);

    [Theory]
    [InlineData("""{"data":{"pay":null,"book":null},"errors":[{"message":"no","path":["pay"]},{"message":"no","path":["book"]}]}""", false)]
    [InlineData("""{"errors":[{"message":"Unknown argument"}]}""", false)]
    [InlineData("""{"data":null,"errors":[{"message":"no","path":["pay"]}]}""", true)]
    [InlineData("""{"data":{"pay":null,"book":{"id":1}},"errors":[{"message":"no","path":["pay"]}]}""", true)]
    [InlineData("""{"data":{"pay":null,"book":null},"errors":[{"message":"no"}]}""", true)]
    public void A_mutation_with_several_fields_may_have_run_unless_each_has_its_own_error(string answer, bool mayHaveRun) => AssertRisk(mayHaveRun, s_two, answer);

    [Fact]
    public void A_mutation_whose_data_path_was_not_found_has_run() =>
        Assert.True(RepeatRisk.Of(s_one, new RfaException(ErrorCodes.DataPathNotFound, "no key") { Response = MadeAnswers.Read(200, """{"data":{"pay":{"id":1}}}""") }));

    [Fact]
    public void A_mutation_with_a_lost_answer_may_have_run_and_one_that_was_not_sent_has_not()
    {
        Assert.True(RepeatRisk.Of(s_one, OutcomeUnknown.From(s_one, new RfaException(ErrorCodes.ConnectionLost, "lost"))));
        Assert.False(RepeatRisk.Of(s_one, new RfaException(ErrorCodes.InvalidVariables, "not a number")));
        Assert.False(RepeatRisk.Of(s_one, new RfaException(ErrorCodes.ConnectFailed, "no connection")));
    }

    [Fact]
    public void A_mutation_with_a_transient_refusal_of_the_whole_request_has_not_run() =>
        Assert.False(RepeatRisk.Of(s_two, MadeAnswers.Result(200, """{"errors":[{"message":"Throttled"}]}""").FirstError));

    [Fact]
    public void A_query_is_never_a_risk() =>
        Assert.False(RepeatRisk.Of(new GraphQLRequest("{ pay { id } }"), Answer("""{"data":{"pay":{"id":null}},"errors":[{"message":"no","path":["pay","id"]}]}""")));

    private static void AssertRisk(bool expected, GraphQLRequest request, string answer) =>
        Assert.Equal(expected, RepeatRisk.Of(request, Answer(answer)));

    private static RfaException Answer(string text) => AnswerErrors.From(MadeAnswers.Exchange(200, text), mayHaveRun: true)[0];
}
