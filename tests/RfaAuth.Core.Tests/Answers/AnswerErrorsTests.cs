namespace RfaAuth.Core.Tests.Answers;

/// <summary>What a user is told of the errors in a GraphQL answer.</summary>
public sealed class AnswerErrorsTests
{
    [Theory]
    [InlineData("""{"message":"Out of stock"}""", "Out of stock")]
    [InlineData("""{"message":"Out of stock","path":[]}""", "Out of stock")]
    [InlineData("""{"message":"Out of stock","path":["orders",2,"lines",0,"item"]}""", "Out of stock (at orders[2].lines[0].item)")]
    [InlineData("""{"message":"Out of stock","locations":[{"line":3,"column":7},{"line":9,"column":9}]}""", "Out of stock (line 3, column 7)")]
    [InlineData("""{"message":"Out of stock","path":["order"],"locations":[{"line":3,"column":7}]}""", "Out of stock (at order; line 3, column 7)")]
    public void An_error_says_its_place_in_the_answer_or_the_document(string error, string message) => Assert.Equal(message, Read(error).Message);

    [Theory]
    [InlineData("""{"message":"Invalid","validation":{}}""", "Invalid")]
    [InlineData("""{"message":"Invalid","validation":{},"extensions":{"invalidArgs":{"email":["is taken"]}}}""", "Invalid: email: is taken")]
    [InlineData("""{"message":"Invalid","validation":{"email":["is taken","is too long"],"age":18}}""", "Invalid: email: is taken, is too long; age: 18")]
    [InlineData("""{"message":"Invalid","validation":{"lines":{"0":"is empty","1":null}}}""", "Invalid: lines: 0: is empty; 1: ")]
    [InlineData("""{"message":"Invalid","validation":{"email":"is taken"},"path":["signUp"]}""", "Invalid: email: is taken (at signUp)")]
    [InlineData("""{"message":"validation","extensions":{"category":"validation","validation":{"currency":["This field is required"]}}}""", "validation: currency: This field is required")]
    [InlineData("""{"message":"Invalid","extensions":{"validationErrors":[{"field":"email","message":"is taken"},{"message":"no"}]}}""", "Invalid: email: is taken; no")]
    [InlineData("""{"message":"Invalid","extensions":{"invalidArgs":{"email":["is taken"]}}}""", "Invalid: email: is taken")]
    [InlineData("""{"message":"Invalid","extensions":{"validation_errors":{"email":["is taken"]}}}""", "Invalid: email: is taken")]
    [InlineData("""{"message":"Invalid","extensions":{"fieldErrors":{"email":["is taken"]}}}""", "Invalid: email: is taken")]
    [InlineData("""{"message":"Invalid","extensions":{"field_errors":{"email":["is taken"]}}}""", "Invalid: email: is taken")]
    [InlineData("""{"message":"Invalid","extensions":{"violations":[{"message":"is taken"}]}}""", "Invalid: is taken")]
    [InlineData("""{"message":"Bad Request Exception","extensions":{"originalError":{"message":["email must be an email","age is old"],"statusCode":400}}}""", "Bad Request Exception: email must be an email; age is old")]
    [InlineData("""{"message":"email must be an email","extensions":{"originalError":{"message":["email must be an email"]}}}""", "email must be an email")]
    public void An_error_names_the_fields_that_did_not_validate(string error, string message) => Assert.Equal(message, Read(error).Message);

    [Theory]
    [InlineData("""{"code":"HC0051","maxAllowedItems":50,"requestedItems":100}""", "Limit. (maxAllowedItems: 50, requestedItems: 100)")]
    [InlineData("""{"code":"HC0047","fieldCost":1200.5,"maxFieldCost":1000}""", "Limit. (fieldCost: 1200.5, maxFieldCost: 1000)")]
    [InlineData("""{"code":"X","allowedExecutionDepth":5,"detectedExecutionDepth":"9"}""", "Limit. (allowedExecutionDepth: 5, detectedExecutionDepth: 9)")]
    [InlineData("""{"cost":{"requestedQueryCost":101,"throttleStatus":{"maximumAvailable":1000.0,"currentlyAvailable":7,"restoreRate":50}}}""", "Limit. (requestedQueryCost: 101, maximumAvailable: 1000.0, currentlyAvailable: 7, restoreRate: 50)")]
    [InlineData("""{"retryAfter":30}""", "Limit. (retryAfter: 30)")]
    [InlineData("""{"status":429,"line":3,"cost":5,"timestamp":1700000000,"maxed":true,"limit":"none"}""", "Limit.")]
    public void An_error_shows_the_numbers_of_a_limit(string extensions, string message) =>
        Assert.Equal(message, Read($$"""{"message":"Limit.","extensions":{{extensions}}}""").Message);

    [Fact]
    public void A_number_in_the_message_is_not_shown_twice()
    {
        Assert.Equal("At most 50 items.", Read("""{"message":"At most 50 items.","extensions":{"maxAllowedItems":50}}""").Message);
        Assert.Equal("At most 150 items. (maxAllowedItems: 50)", Read("""{"message":"At most 150 items.","extensions":{"maxAllowedItems":50}}""").Message);
    }

    [Fact]
    public void A_long_message_is_shortened() =>
        Assert.Equal(2003, Read($$"""{"message":"{{new string('x', 100_000)}}"}""").Message.Length);

    [Theory]
    [InlineData("""{"title":"Not found","detail":"No such order."}""", "Not found: No such order.")]
    [InlineData("""{"error":"Out of stock"}""", "Out of stock")]
    [InlineData("""{"code":5}""", "The service sent an error without a message.")]
    public void An_error_without_a_message_shows_its_other_members(string error, string message) => Assert.Equal(message, Read(error).Message);

    [Theory]
    [InlineData("""{"message":"x"}""", ErrorCodes.GraphQLError)]
    [InlineData("""{"message":"x","extensions":{"code":"STOCK"}}""", "STOCK")]
    [InlineData("""{"message":"x","extensions":{"code":"requesttimeout"}}""", ErrorCodes.GraphQLError)]
    [InlineData("""{"message":"x","extensions":{"code":"UNAUTHENTICATED"}}""", ErrorCodes.Unauthorized)]
    [InlineData("""{"message":"Unauthorized"}""", ErrorCodes.Unauthorized)]
    [InlineData("""{"message":"x","extensions":{"code":"FORBIDDEN"}}""", ErrorCodes.Forbidden)]
    [InlineData("""{"message":"x","extensions":{"code":"AUTH_NOT_AUTHORIZED"}}""", ErrorCodes.Forbidden)]
    [InlineData("""{"message":"You have exceeded a secondary rate limit.","extensions":{"code":"FORBIDDEN"}}""", ErrorCodes.TooManyRequests)] // for now, and not for good
    public void The_code_of_an_error_does_not_depend_on_the_spelling_of_the_service(string error, string code) => Assert.Equal(code, Read(error).ErrorCode);

    [Theory]
    [InlineData(429, true)]
    [InlineData(503, true)]
    [InlineData(200, false)]
    [InlineData(500, false)]
    public void Only_a_transient_error_is_retryable(int status, bool isRetryable) =>
        Assert.Equal(isRetryable, Read("""{"message":"x"}""", status).IsRetryable);

    [Fact]
    public void The_exception_has_the_error_and_the_answer_of_the_service()
    {
        var exception = Read("""{"message":"x","extensions":{"hint":"later"},"validation":{"email":"is taken"}}""", 500);

        Assert.Equal("later", exception.Extensions["hint"]);
        Assert.Equal("is taken", exception.Validation["email"]);
        Assert.Equal(500, exception.StatusCode);
        Assert.Same(exception.Answer().Errors[0], exception.Error);
        Assert.Empty(new RfaException("X", "x").Extensions);
        Assert.Empty(new RfaException("X", "x").Validation);
    }

    [Theory]
    [InlineData("""{"message":"x"}""", "x")]
    [InlineData("""{"message":"x"},{"message":"y"},{"message":"z"}""", "x (and 2 more: see the exception's Response.Errors)")]
    public void The_error_that_ends_a_call_says_how_many_other_errors_there_are(string errors, string message)
    {
        var result = MadeAnswers.Result(200, $$"""{"data":null,"errors":[{{errors}}]}""");

        var exception = result.FirstError;

        Assert.Equal(message, exception.Message);
        Assert.Same(result.Response, exception.Response);
    }

    private static RfaException Read(string error, int status = 200) =>
        Assert.Single(AnswerErrors.From(MadeAnswers.Exchange(status, $$"""{"data":null,"errors":[{{error}}]}""")));
}
