using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Transport;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Tells whether an answer to a sign-in or a refresh refuses the credential or the refresh token. Only such an answer may make it unusable.
/// The first rule that matches decides; docs/sign-ins.md gives the reasons. Pure.
/// </summary>
internal static class CredentialVerdicts
{
    // A longer body is a page or a dump, and no sentence about a password.
    private const int LongestBody = 4096;

    /// <param name="exchange">The outcome of the sign-in or refresh, without usable tokens. Its data must be plain values.</param>
    /// <param name="field">The response key of the operation's only root field.</param>
    public static CredentialVerdict Of(Exchange exchange, string field)
    {
        if (exchange.Response is not { } response)
            return exchange.Http is { } http ? OfHttp(http) : exchange.Fault is { IsRetryable: true } ? CredentialVerdict.Transient : CredentialVerdict.Unclear;
        if (exchange.Errors.Count == 0)
            return OfData(response, field);

        // Too many requests, or too many log-ins: the service did not check the password.
        if (exchange.Refusal == Refusal.Rate)
            return CredentialVerdict.Transient;
        var errors = exchange.Errors.Where(error => !AuthFailureClassifier.IsAboutDocument(error) || HasNullAt(error, field)).ToList();
        if (errors.Any(error => Refuses(error, IsAt(error, response, field))))
            return CredentialVerdict.Rejected;
        if (errors.Count == 0)
            return exchange.Errors.Any(IsServiceFault) ? CredentialVerdict.Transient : CredentialVerdict.Unclear;
        if (exchange.Http!.StatusCode is 401 or 403)
            return CredentialVerdict.Rejected;
        if (exchange.Refusal != Refusal.None || exchange.Http!.StatusCode >= 500 || errors.Any(IsServiceFault))
            return CredentialVerdict.Transient;

        // The words are unknown. An error at the field itself counts as a refusal, unless it is about the field's input.
        return errors.Any(error => IsAtFieldItself(error, response, field) && !IsAboutInput(error)) ? CredentialVerdict.Rejected : CredentialVerdict.Unclear;
    }

    // A 401 with a challenge other than Bearer comes from a gateway or proxy that wants its own user (RFC 9110, section 11.6.1).
    private static CredentialVerdict OfHttp(HttpAnswer http) => http.StatusCode switch
    {
        401 => IsChallengeOfGateway(http) ? CredentialVerdict.Unclear : CredentialVerdict.Rejected,
        _ when TransientRefusal.Of(http) != Refusal.None || http.StatusCode >= 500 => CredentialVerdict.Transient,
        _ => !IsPage(http) && CredentialWords.RefusesInBody(Text(http)) ? CredentialVerdict.Rejected : CredentialVerdict.Unclear,
    };

    // Some services answer with null, or an object with only nulls, if they do not know the user. A field with a value means that the user was accepted.
    private static CredentialVerdict OfData(GraphQLResponse response, string field)
    {
        if (!response.RootFields.Contains(field))
            return CredentialVerdict.Unclear;
        return Member(response.Data, field) switch
        {
            null or false => CredentialVerdict.Rejected,
            IReadOnlyDictionary<string, object?> { Count: > 0 } members when members.Values.All(value => value is null or false) => CredentialVerdict.Rejected,
            _ => CredentialVerdict.Unclear,
        };
    }

    private static bool Refuses(GraphQLError error, bool isAtField) =>
        HasNullAt(error, error.Path is { Count: > 0 } path ? path[0] as string : null)
        || (!CredentialWords.IsInfrastructure(error)
            && (AuthFailureClassifier.Classify(error) != AuthFailure.None || CredentialWords.RefusesByCode(error) || CredentialWords.RefusesByText(error, isAtField)));

    // The field had no value although its type requires one. That means the same as null without an error.
    private static bool HasNullAt(GraphQLError error, string? field) =>
        field is not null && error.Path is { Count: > 0 } path && path[0] as string == field
        && (error.Code == "HC0018" || error.Message.IndexOf("cannot return null for", StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsServiceFault(GraphQLError error) =>
        error.StatusCode >= 500 || CredentialWords.IsServiceFault(error) || CredentialWords.IsInfrastructure(error);

    private static bool IsAboutInput(GraphQLError error) =>
        error.Validation is not null || ErrorSigns.FieldTexts(error).Count > 0 || CredentialWords.IsAboutInput(error);

    // Some services send no path. Then the field is in the data, as null.
    private static bool IsAt(GraphQLError error, GraphQLResponse response, string field) =>
        error.Path is { Count: > 0 } path ? path[0] as string == field : response.RootFields.Contains(field);

    private static bool IsAtFieldItself(GraphQLError error, GraphQLResponse response, string field) =>
        IsAt(error, response, field) && error.Path is not { Count: > 1 } && Member(response.Data, field) is null;

    private static bool IsChallengeOfGateway(HttpAnswer http)
    {
        var challenges = http.Values("WWW-Authenticate");
        return challenges.Count > 0 && !challenges.Any(challenge => challenge.IndexOf("Bearer", StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private static bool IsPage(HttpAnswer http) => http.MediaType is "text/html" or "application/xhtml+xml" || http.Body.Count > LongestBody;

    private static string Text(HttpAnswer http) => System.Text.Encoding.UTF8.GetString(http.Body.Array!, http.Body.Offset, http.Body.Count);
}

/// <summary>The meaning of an answer without tokens for the credential (sign-in) or the refresh token (refresh).</summary>
internal enum CredentialVerdict
{
    /// <summary>The service refused it. In doubt, an answer about a password counts as a refusal, because further attempts could lock the account.</summary>
    Rejected,

    /// <summary>The answer does not tell: the request is wrong, or another program answered. The same request would fail again.</summary>
    Unclear,

    /// <summary>The answer does not tell, and the same request may succeed later: too many requests, not available, an internal error.</summary>
    Transient,
}
