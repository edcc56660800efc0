using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Tells whether an answer, or one error in it, is about the token. By exact codes and exact messages, never by a part of a text:
/// "Unauthorized to delete row 5" is a business error. Pure.
/// </summary>
internal static class AuthFailureClassifier
{
    // HotChocolate; Apollo and Yoga; Hasura; AppSync. Compared ignoring case.
    private static readonly HashSet<string> s_unauthorizedCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "AUTH_NOT_AUTHENTICATED", "UNAUTHENTICATED", "invalid-jwt", "UnauthorizedException",
    };

    // What engines say both of a token that is not accepted and of a right that is missing: HotChocolate; Apollo Router and Envelop's
    // generic-auth; Strawberry, Quarkus, AppSync and others; GraphQL.NET (an UnauthorizedAccessException, its rule for authorization, its server).
    private static readonly HashSet<string> s_doubtfulCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "AUTH_NOT_AUTHORIZED", "UNAUTHORIZED_FIELD_OR_TYPE", "UNAUTHORIZED", "NOT_AUTHORIZED", "UNAUTHORIZED_ACCESS", "authorization", "ACCESS_DENIED",
    };

    // The default words of libraries, compared ignoring case and the stop at their end.
    private static readonly HashSet<string> s_doubtfulMessages = new(StringComparer.OrdinalIgnoreCase)
    {
        "Unauthenticated", "This action is unauthorized", "Token has expired", "The token has been blacklisted", // Laravel, its jwt-auth
        "Not Authorised", "Not Authorized", // graphql-shield and what is written after it
        "jwt expired", "jwt malformed", "Token expired", "Signature has expired", // jsonwebtoken, PyJWT
        "Not authenticated", "User is not authenticated", "You do not have permission to perform this action", // Python's engines
        "Access denied! You don't have permission for this action", "Access denied! You need to be authorized to perform this action", // type-graphql
        "The current user is not authorized to access this resource", // HotChocolate, where its code was taken away
    };

    private static readonly HashSet<string> s_forbiddenCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "FORBIDDEN", "AUTH_POLICY_NOT_FOUND", "AUTH_POLICY_NOT_FOUNT", "AUTH_NO_DEFAULT_POLICY",
    };

    // The request itself is wrong: then nothing it says about the user counts.
    private static readonly HashSet<string> s_requestCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "PERSISTED_QUERY_NOT_FOUND", "OPERATION_RESOLUTION_FAILURE",
    };

    // The wording of graphql-js, which most engines took over, for those that send no code.
    private static readonly string[] s_requestMessages =
        ["Syntax Error", "Cannot query field ", "Unknown argument ", "Unknown type ", "Variable \"$"];

    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="wwwAuthenticate">The WWW-Authenticate header; empty where there is none.</param>
    /// <param name="errors">The errors of a GraphQL body; null where the body is none.</param>
    public static AuthFailure Classify(int statusCode, string wwwAuthenticate, IReadOnlyList<GraphQLError>? errors)
    {
        // RFC 6750, section 3.1: the token is fine, its scope is not.
        if (statusCode == 401 && wwwAuthenticate.IndexOf("insufficient_scope", StringComparison.OrdinalIgnoreCase) >= 0)
            return AuthFailure.Forbidden;
        if (errors is null || errors.Count == 0)
            return statusCode switch { 401 => AuthFailure.Unauthorized, 403 => AuthFailure.Forbidden, _ => AuthFailure.None };
        if (errors.Any(IsAboutRequest))
            return AuthFailure.None;

        var kinds = ClassifyEach(errors, statusCode);
        return statusCode == 401 || kinds.Contains(AuthFailure.Unauthorized) ? AuthFailure.Unauthorized
            : kinds.Contains(AuthFailure.NotAuthorized) ? AuthFailure.NotAuthorized
            : kinds.Contains(AuthFailure.Forbidden) || statusCode == 403 ? AuthFailure.Forbidden
            : AuthFailure.None;
    }

    /// <summary>
    /// What each error of an answer says. HTTP 401 says Unauthorized of the whole answer: where none of its errors does, each of them is
    /// taken for the reason, whatever its code. HTTP 403 says which of two meanings an error has.
    /// </summary>
    public static IReadOnlyList<AuthFailure> ClassifyEach(IReadOnlyList<GraphQLError> errors, int statusCode)
    {
        var kinds = errors.Select(Classify).Select(kind => kind == AuthFailure.NotAuthorized && statusCode == 403 ? AuthFailure.Forbidden : kind).ToArray();
        return statusCode == 401 && !kinds.Contains(AuthFailure.Unauthorized) && !errors.Any(IsAboutRequest)
            ? [.. kinds.Select(_ => AuthFailure.Unauthorized)]
            : kinds;
    }

    /// <summary>What one error says by itself.</summary>
    public static AuthFailure Classify(GraphQLError error)
    {
        if (error.Code is { } code)
        {
            if (s_unauthorizedCodes.Contains(code))
                return AuthFailure.Unauthorized;
            if (s_forbiddenCodes.Contains(code))
                return AuthFailure.Forbidden;
            if (s_doubtfulCodes.Contains(code))
                return AuthFailure.NotAuthorized;
        }

        return error.IsUnauthorized || error.StatusCode is 401 || IsUnauthorizedText(error.Message) ? AuthFailure.Unauthorized
            : error.StatusCode is 403 ? AuthFailure.Forbidden
            : IsDoubtfulText(error.Message) || IsLaravelCategory(error) ? AuthFailure.NotAuthorized
            : AuthFailure.None;
    }

    /// <summary>Whether the error is about what was sent: the document, or an input that does not validate.</summary>
    public static bool IsAboutRequest(GraphQLError error) =>
        error.Validation is not null
        || string.Equals(error.Code, "BAD_USER_INPUT", StringComparison.OrdinalIgnoreCase)
        || IsAboutDocument(error);

    /// <summary>Whether the error is about the document itself: syntax, validation, unknown field. Then nothing of it was looked at further.</summary>
    public static bool IsAboutDocument(GraphQLError error) =>
        error.Extensions.ContainsKey("specifiedBy") // HotChocolate: the rule of the specification that the document breaks.
        || (error.Path is null && s_requestMessages.Any(start => error.Message.StartsWith(start, StringComparison.Ordinal)))
        || (error.Code is { } code && (s_requestCodes.Contains(code) || IsHotChocolateCode(code)));

    // HC0001 and the like: HotChocolate's own codes for requests it cannot process.
    private static bool IsHotChocolateCode(string code) =>
        code.Length == 6 && code.StartsWith("HC", StringComparison.Ordinal) && code.Skip(2).All(char.IsDigit);

    private static bool IsUnauthorizedText(string message)
    {
        var text = message.Trim();
        if (text.EndsWith(".", StringComparison.Ordinal))
            text = text.Substring(0, text.Length - 1);
        return string.Equals(text, "Unauthorized", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsDoubtfulText(string message)
    {
        var text = message.Trim().TrimEnd('.', '!');
        return s_doubtfulMessages.Contains(text) || IsMercuriusAuth(text);
    }

    // mercurius-auth: the name of a field follows, and nothing else.
    private static bool IsMercuriusAuth(string text)
    {
        const string Start = "Failed auth policy check on ";
        return text.StartsWith(Start, StringComparison.Ordinal) && text.Length > Start.Length && text.Skip(Start.Length).All(c => char.IsLetterOrDigit(c) || c == '_');
    }

    // Laravel's rebing and Lighthouse: not signed in, or not allowed, whatever the message says in whichever language.
    private static bool IsLaravelCategory(GraphQLError error) =>
        error.Extensions.TryGetValue("category", out var category) && category is "authentication" or "authorization";
}
