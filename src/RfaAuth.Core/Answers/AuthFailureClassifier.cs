using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Tells whether an answer, or one error in it, is about the token. It compares whole codes and whole messages, never a part of a text:
/// "Unauthorized to delete row 5" is a business error. Pure.
/// </summary>
internal static class AuthFailureClassifier
{
    // HotChocolate; Apollo and Yoga; Hasura; AppSync. Case is ignored.
    private static readonly HashSet<string> s_unauthorizedCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "AUTH_NOT_AUTHENTICATED", "UNAUTHENTICATED", "invalid-jwt", "UnauthorizedException",
    };

    // Codes with two meanings, the token is not accepted or the user lacks a right: HotChocolate; Apollo Router and Envelop's
    // generic-auth; Strawberry, Quarkus, AppSync and others; GraphQL.NET (an UnauthorizedAccessException, its rule for authorization, its server).
    private static readonly HashSet<string> s_doubtfulCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "AUTH_NOT_AUTHORIZED", "UNAUTHORIZED_FIELD_OR_TYPE", "UNAUTHORIZED", "NOT_AUTHORIZED", "UNAUTHORIZED_ACCESS", "authorization", "ACCESS_DENIED",
    };

    // The default messages of libraries. Case and the stop at the end are ignored.
    private static readonly HashSet<string> s_doubtfulMessages = new(StringComparer.OrdinalIgnoreCase)
    {
        "Unauthenticated", "This action is unauthorized", "Token has expired", "The token has been blacklisted", // Laravel, its jwt-auth
        "Not Authorised", "Not Authorized", // graphql-shield and what is written after it
        "jwt expired", "jwt malformed", "Token expired", "Signature has expired", // jsonwebtoken, PyJWT
        "Not authenticated", "User is not authenticated", "You do not have permission to perform this action", // Python's engines
        "Access denied! You don't have permission for this action", "Access denied! You need to be authorized to perform this action", // type-graphql
        "The current user is not authorized to access this resource", // HotChocolate, if a service removes its code
    };

    private static readonly HashSet<string> s_forbiddenCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "FORBIDDEN", "AUTH_POLICY_NOT_FOUND", "AUTH_POLICY_NOT_FOUNT", "AUTH_NO_DEFAULT_POLICY",
    };

    // The request itself is wrong. Then nothing that the error says about the user counts.
    private static readonly HashSet<string> s_requestCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED", "PERSISTED_QUERY_NOT_FOUND", "OPERATION_RESOLUTION_FAILURE",
    };

    // The messages of graphql-js, which most engines copied. For engines that send no code.
    private static readonly string[] s_requestMessages =
        ["Syntax Error", "Cannot query field ", "Unknown argument ", "Unknown type ", "Variable \"$"];

    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="wwwAuthenticate">The WWW-Authenticate header; empty if there is none.</param>
    /// <param name="errors">The errors of a GraphQL body; null if the body is none.</param>
    public static AuthFailure Classify(int statusCode, string wwwAuthenticate, IReadOnlyList<GraphQLError>? errors)
    {
        // RFC 6750, section 3.1: the token is valid, but its scope is too small.
        if (statusCode == 401 && wwwAuthenticate.IndexOf("insufficient_scope", StringComparison.OrdinalIgnoreCase) >= 0)
            return AuthFailure.Forbidden;
        if (errors is null || errors.Count == 0)
            return statusCode switch { 401 => AuthFailure.Unauthorized, 403 => AuthFailure.Forbidden, _ => AuthFailure.None };
        if (errors.Any(IsAboutRequest))
            return AuthFailure.None;

        var kinds = ClassifyEach(errors, statusCode);
        return kinds.Contains(AuthFailure.Unauthorized) ? AuthFailure.Unauthorized
            : kinds.Contains(AuthFailure.NotAuthorized) ? AuthFailure.NotAuthorized
            : kinds.Contains(AuthFailure.Forbidden) || statusCode == 403 ? AuthFailure.Forbidden
            : AuthFailure.None;
    }

    /// <summary>
    /// Classifies each error of an answer. HTTP 401 means Unauthorized for the whole answer: if no error says so itself, all of them count as
    /// Unauthorized. HTTP 403 decides the meaning of an error that has two meanings.
    /// </summary>
    public static IReadOnlyList<AuthFailure> ClassifyEach(IReadOnlyList<GraphQLError> errors, int statusCode)
    {
        var kinds = errors.Select(Classify).Select(kind => kind == AuthFailure.NotAuthorized && statusCode == 403 ? AuthFailure.Forbidden : kind).ToArray();
        return statusCode == 401 && !kinds.Contains(AuthFailure.Unauthorized) && !errors.Any(IsAboutRequest)
            ? [.. kinds.Select(_ => AuthFailure.Unauthorized)]
            : kinds;
    }

    /// <summary>Classifies one error by itself.</summary>
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

    /// <summary>Whether the error is about the request: the document, or an input that does not validate.</summary>
    public static bool IsAboutRequest(GraphQLError error) =>
        error.Validation is not null
        || string.Equals(error.Code, "BAD_USER_INPUT", StringComparison.OrdinalIgnoreCase)
        || IsAboutDocument(error);

    /// <summary>Whether the error is about the document: syntax, validation, unknown field. Then the service looked at nothing else.</summary>
    public static bool IsAboutDocument(GraphQLError error) =>
        error.Extensions.ContainsKey("specifiedBy") // HotChocolate: the rule of the specification that the document breaks.
        || (error.Path is null && s_requestMessages.Any(start => error.Message.StartsWith(start, StringComparison.Ordinal)))
        || (error.Code is { } code && (s_requestCodes.Contains(code) || IsHotChocolateCode(code)));

    // Codes such as HC0001, with which HotChocolate refuses requests that it cannot process.
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

    // mercurius-auth's message, which ends with the name of a field.
    private static bool IsMercuriusAuth(string text)
    {
        const string Start = "Failed auth policy check on ";
        return text.StartsWith(Start, StringComparison.Ordinal) && text.Skip(Start.Length).All(c => char.IsLetterOrDigit(c) || c == '_');
    }

    // A category of Laravel's rebing and Lighthouse: not signed in, or not allowed. The message may be in any language.
    private static bool IsLaravelCategory(GraphQLError error) =>
        error.Extensions.TryGetValue("category", out var category) && category is "authentication" or "authorization";
}

/// <summary>The meaning of an answer for the token and the user's rights.</summary>
internal enum AuthFailure
{
    /// <summary>Nothing: the token was accepted, or the service did not check it.</summary>
    None,

    /// <summary>The service did not accept the token. A new one may help.</summary>
    Unauthorized,

    /// <summary>The service knows the user, who may not do this. A new token does not help.</summary>
    Forbidden,

    /// <summary>
    /// Either the service did not accept the token, or the user lacks a right: it uses the same words for both (HotChocolate's
    /// AUTH_NOT_AUTHORIZED, Laravel's "Unauthenticated."). Only a call with a new token shows which.
    /// </summary>
    NotAuthorized,
}
