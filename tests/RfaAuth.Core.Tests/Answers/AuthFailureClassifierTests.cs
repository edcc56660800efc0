namespace RfaAuth.Core.Tests.Answers;

/// <summary>What counts as a statement about the token: exact codes and exact messages, and never a part of a text.</summary>
public sealed class AuthFailureClassifierTests
{
    [Theory]
    [InlineData("AUTH_NOT_AUTHENTICATED", nameof(AuthFailure.Unauthorized))]
    [InlineData("UNAUTHENTICATED", nameof(AuthFailure.Unauthorized))]
    [InlineData("unauthenticated", nameof(AuthFailure.Unauthorized))]
    [InlineData("invalid-jwt", nameof(AuthFailure.Unauthorized))]
    [InlineData("UnauthorizedException", nameof(AuthFailure.Unauthorized))]
    [InlineData("AUTH_NOT_AUTHORIZED", nameof(AuthFailure.NotAuthorized))]
    [InlineData("auth_not_authorized", nameof(AuthFailure.NotAuthorized))]
    [InlineData("UNAUTHORIZED_FIELD_OR_TYPE", nameof(AuthFailure.NotAuthorized))]
    [InlineData("UNAUTHORIZED_ACCESS", nameof(AuthFailure.NotAuthorized))] // GraphQL.NET, an UnauthorizedAccessException
    [InlineData("authorization", nameof(AuthFailure.NotAuthorized))]
    [InlineData("Unauthorized", nameof(AuthFailure.NotAuthorized))]
    [InlineData("NOT_AUTHORIZED", nameof(AuthFailure.NotAuthorized))]
    [InlineData("ACCESS_DENIED", nameof(AuthFailure.NotAuthorized))]
    [InlineData("ACCESS_DENIED_BY_OWNER", nameof(AuthFailure.None))]
    [InlineData("FORBIDDEN", nameof(AuthFailure.Forbidden))]
    [InlineData("forbidden", nameof(AuthFailure.Forbidden))]
    [InlineData("AUTH_POLICY_NOT_FOUND", nameof(AuthFailure.Forbidden))]
    [InlineData("AUTH_POLICY_NOT_FOUNT", nameof(AuthFailure.Forbidden))] // as HotChocolate 11 spelt it
    [InlineData("AUTH_NO_DEFAULT_POLICY", nameof(AuthFailure.Forbidden))]
    [InlineData("UNAUTHENTICATED_ORDER", nameof(AuthFailure.None))]
    [InlineData("STOCK", nameof(AuthFailure.None))]
    public void An_error_code_is_compared_as_a_whole(string code, string expected)
    {
        Assert.Equal(Kind(expected), Classify(200, Coded(code)));
        Assert.Equal(Kind(expected), Classify(500, $$$"""{"message":"x","path":["a"],"extensions":{"code":"{{{code}}}"}}"""));
    }

    [Theory]
    [InlineData("Unauthorized", true)]
    [InlineData(" unauthorized ", true)]
    [InlineData("UNAUTHORIZED.", true)]
    [InlineData("Unauthorized..", false)]
    [InlineData("Unauthorized!", false)]
    [InlineData("Unauthorized to delete row 5", false)]
    [InlineData("You are Unauthorized", false)]
    [InlineData(".", false)]
    [InlineData("", false)]
    public void An_error_message_is_compared_as_a_whole(string message, bool isUnauthorized) =>
        Assert.Equal(isUnauthorized ? AuthFailure.Unauthorized : AuthFailure.None, Classify(200, $$"""{"message":"{{message}}"}"""));

    [Theory]
    [InlineData("Unauthenticated.", true)] // Laravel
    [InlineData("unauthenticated", true)]
    [InlineData("Token has expired", true)]
    [InlineData("This action is unauthorized.", true)]
    [InlineData("Not Authorised!", true)] // graphql-shield
    [InlineData("Not authorized", true)]
    [InlineData("jwt expired", true)]
    [InlineData("Signature has expired", true)]
    [InlineData("The token has been blacklisted", true)]
    [InlineData("jwt malformed", true)]
    [InlineData("Token expired", true)]
    [InlineData("User is not authenticated", true)]
    [InlineData("Not authenticated", true)]
    [InlineData("You do not have permission to perform this action.", true)]
    [InlineData("Access denied! You don't have permission for this action!", true)] // type-graphql
    [InlineData("Access denied! You need to be authorized to perform this action!", true)]
    [InlineData("The current user is not authorized to access this resource.", true)] // HotChocolate without its code
    [InlineData("Failed auth policy check on first_name", true)] // mercurius-auth
    [InlineData("Failed auth policy check on ", false)]
    [InlineData("Failed auth policy check on first and second", false)]
    [InlineData("Your voucher: Token has expired", false)]
    [InlineData("Not Authorised! Ask the owner", false)]
    [InlineData("The session has expired", false)]
    public void The_default_messages_of_libraries_can_mean_the_token_or_a_missing_right(string message, bool isDoubtful)
    {
        var error = $$"""{"message":"{{message}}","path":["a"]}""";

        Assert.Equal(isDoubtful ? AuthFailure.NotAuthorized : AuthFailure.None, Classify(200, error));
        Assert.Equal(AuthFailure.Unauthorized, Classify(401, error));
        Assert.Equal(AuthFailure.Forbidden, Classify(403, error));
        Assert.Equal(isDoubtful ? [AuthFailure.Forbidden] : [AuthFailure.None], Each(403, error));
    }

    [Theory]
    [InlineData("authentication", nameof(AuthFailure.NotAuthorized))]
    [InlineData("authorization", nameof(AuthFailure.NotAuthorized))]
    [InlineData("validation", nameof(AuthFailure.None))]
    [InlineData("internal", nameof(AuthFailure.None))]
    public void The_category_of_Laravel_is_read_with_a_message_in_any_language(string category, string expected) =>
        Assert.Equal(Kind(expected), Classify(200, $$$"""{"message":"Bitte anmelden","extensions":{"category":"{{{category}}}"}}"""));

    [Theory]
    [InlineData(401, nameof(AuthFailure.Unauthorized))]
    [InlineData(403, nameof(AuthFailure.Forbidden))]
    [InlineData(409, nameof(AuthFailure.None))]
    public void A_status_inside_an_error_is_read(int status, string expected) =>
        Assert.Equal(Kind(expected), Classify(200, $$"""{"message":"x","extensions":{"code":"X","http":{"status":{{status}} } } }"""));

    [Theory]
    [InlineData("""{"message":"x","extensions":{"code":"GRAPHQL_PARSE_FAILED"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"graphql_validation_failed"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"PERSISTED_QUERY_NOT_FOUND"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"BAD_USER_INPUT"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"bad_user_input"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"HC0001"}}""")]
    [InlineData("""{"message":"x","extensions":{"specifiedBy":"https://spec.graphql.org/"}}""")]
    [InlineData("""{"message":"Invalid","validation":{"email":["is taken"]}}""")]
    [InlineData("""{"message":"Syntax Error: Expected Name"}""")]
    [InlineData("""{"message":"Cannot query field \"x\" on type \"Query\"."}""")]
    [InlineData("""{"message":"Unknown argument \"x\" on field \"Query.a\"."}""")]
    [InlineData("""{"message":"Unknown type \"X\"."}""")]
    [InlineData("""{"message":"Variable \"$x\" of required type \"Int!\" was not provided."}""")]
    public void An_error_about_the_request_is_never_about_the_token(string error)
    {
        Assert.Equal(AuthFailure.None, Classify(401, error));
        Assert.Equal(AuthFailure.None, Classify(200, error, """{"message":"Unauthorized"}"""));
    }

    [Theory]
    [InlineData("""{"message":"x","extensions":{"code":"HC001"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"HC00012"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"HX0001"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"hc0001"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"HC00a1"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"HCa001"}}""")]
    [InlineData("""{"message":"cannot query field \"x\""}""")]
    [InlineData("""{"message":"We cannot say: Cannot query field \"x\""}""")]
    [InlineData("""{"message":"Unknown type \"gold\" of membership","path":["join"]}""")] // a resolver's own words
    public void A_code_that_resembles_an_error_about_the_request_is_none(string error) => Assert.Equal(AuthFailure.Unauthorized, Classify(401, error));

    [Theory]
    [InlineData(200, nameof(AuthFailure.None))]
    [InlineData(400, nameof(AuthFailure.None))]
    [InlineData(401, nameof(AuthFailure.Unauthorized))]
    [InlineData(403, nameof(AuthFailure.Forbidden))]
    [InlineData(500, nameof(AuthFailure.None))]
    public void An_answer_without_errors_is_classified_by_its_status(int status, string expected)
    {
        Assert.Equal(Kind(expected), AuthFailureClassifier.Classify(status, "", null));
        Assert.Equal(Kind(expected), AuthFailureClassifier.Classify(status, "", []));
    }

    [Theory]
    [InlineData(401, "Bearer error=\"insufficient_scope\"", nameof(AuthFailure.Forbidden))]
    [InlineData(401, "Bearer error=\"INSUFFICIENT_SCOPE\"", nameof(AuthFailure.Forbidden))]
    [InlineData(401, "insufficient_scope", nameof(AuthFailure.Forbidden))]
    [InlineData(401, "Bearer error=\"invalid_token\"", nameof(AuthFailure.Unauthorized))]
    [InlineData(200, "Bearer error=\"insufficient_scope\"", nameof(AuthFailure.None))]
    public void A_token_without_the_scope_is_not_renewed(int status, string wwwAuthenticate, string expected) =>
        Assert.Equal(Kind(expected), AuthFailureClassifier.Classify(status, wwwAuthenticate, null));

    [Theory]
    [InlineData(200, nameof(AuthFailure.Unauthorized), "UNAUTHENTICATED", "FORBIDDEN", "AUTH_NOT_AUTHORIZED", "STOCK")]
    [InlineData(200, nameof(AuthFailure.NotAuthorized), "FORBIDDEN", "AUTH_NOT_AUTHORIZED", "STOCK")]
    [InlineData(200, nameof(AuthFailure.Forbidden), "STOCK", "FORBIDDEN")]
    [InlineData(200, nameof(AuthFailure.None), "STOCK")]
    [InlineData(401, nameof(AuthFailure.Unauthorized), "STOCK")]
    [InlineData(403, nameof(AuthFailure.Forbidden), "STOCK")]
    [InlineData(403, nameof(AuthFailure.Unauthorized), "UNAUTHENTICATED")]
    public void Several_errors_are_classified_by_the_one_that_a_new_token_could_solve(int status, string expected, params string[] codes) =>
        Assert.Equal(Kind(expected), Classify(status, codes.Select(Coded).ToArray()));

    [Theory]
    [InlineData("""{"message":"Your visit has ended"}""")]
    [InlineData("""{"message":"Your visit has ended","path":["a"]}""")]
    [InlineData("""{"message":"Accessing 'Mutation.a' requires authentication.","path":["a"],"extensions":{"code":"UNAUTHORIZED_FIELD_OR_TYPE"}}""")]
    [InlineData("""{"message":"Access denied for schema.","extensions":{"code":"ACCESS_DENIED"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"FORBIDDEN"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"AUTH_NOT_AUTHORIZED"}}""")]
    [InlineData("""{"message":"x","extensions":{"code":"STOCK"}}""")]
    public void An_error_at_401_is_about_the_token_whatever_its_code(string error)
    {
        Assert.Equal([AuthFailure.Unauthorized], Each(401, error));
        Assert.Equal([AuthFailure.Unauthorized, AuthFailure.Unauthorized], Each(401, error, Coded("X")));
        Assert.NotEqual([AuthFailure.Unauthorized], Each(400, error));
    }

    [Fact]
    public void Another_error_beside_Unauthorized_at_401_keeps_its_meaning()
    {
        Assert.Equal(
            [AuthFailure.Unauthorized, AuthFailure.None, AuthFailure.Forbidden],
            Each(401, Coded("UNAUTHENTICATED"), Coded("STOCK"), Coded("FORBIDDEN")));
        Assert.Equal([AuthFailure.None, AuthFailure.None], Each(401, Coded("STOCK"), """{"message":"Invalid","validation":{"a":"b"}}"""));
    }

    private static IEnumerable<AuthFailure> Each(int status, params string[] errors) =>
        AuthFailureClassifier.ClassifyEach(MadeAnswers.Read(status, Body(errors)).Errors, status);

    private static AuthFailure Classify(int status, params string[] errors) =>
        AuthFailureClassifier.Classify(status, "", MadeAnswers.Read(status, Body(errors)).Errors);

    private static AuthFailure Kind(string name) => Enum.Parse<AuthFailure>(name);

    private static string Coded(string code) => $$$"""{"message":"x","extensions":{"code":"{{{code}}}"}}""";

    private static string Body(params string[] errors) => $$"""{"data":null,"errors":[{{string.Join(",", errors)}}]}""";
}
