using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Text;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Answers;

/// <summary>Makes the exceptions for the errors of a GraphQL answer: one each, in the answer's order.</summary>
internal static class AnswerErrors
{
    private const string TokenIsNew = "The service refused the call although the token is new. Check that the user may use this API.";

    private const int MostCharacters = 2000;

    private static readonly string[] s_details = ["validationErrors", "validation_errors", "invalidArgs", "fieldErrors", "field_errors", "violations"];

    public static IReadOnlyList<RfaException> From(GraphQLResponse response) =>
        response.Errors.Zip(AuthFailureClassifier.ClassifyEach(response.Errors, response.StatusCode), (error, kind) => From(error, kind, response)).ToList();

    /// <summary>The error that ends a call: the first of the answer, which says how many more there are.</summary>
    public static RfaException First(GraphQLResponse response)
    {
        var first = From(response)[0];
        var more = response.Errors.Count - 1;
        return more == 0 ? first : first.With($"{first.Message} (and {more} more: see the exception's Response.Errors)", first.Response);
    }

    private static RfaException From(GraphQLError error, AuthFailure kind, GraphQLResponse response)
    {
        var refusal = TransientRefusal.Of(response.StatusCode, [error], response.HasData);
        var heldBack = kind is AuthFailure.Unauthorized or AuthFailure.NotAuthorized ? response.HeldBack : null;
        // With a token that may be dead, nothing is known of the user's right.
        var known = kind == AuthFailure.NotAuthorized && heldBack is { MayBeToken: true } ? AuthFailure.Unauthorized : kind;
        var text = Describe(error);
        return new RfaException(Code(error, known, refusal), heldBack is null ? text : $"{RfaException.Sentence(text)} {heldBack.Explanation}")
        {
            RecommendedAction = heldBack?.RecommendedAction ?? (known == AuthFailure.Unauthorized && response.TokenRenewed ? TokenIsNew : null),
            Error = error,
            Extensions = error.Extensions,
            Validation = error.Validation ?? GraphQLError.NoMembers,
            Response = response,
            StatusCode = response.StatusCode,
            RetryAfter = response.RetryAfter,
            Headers = response.Headers,
            IsRetryable = refusal != Refusal.None && !response.MayHaveRun,
        };
    }

    // What scripts branch on must not depend on the server's spelling of the same thing.
    private static string Code(GraphQLError error, AuthFailure kind, Refusal refusal) => kind switch
    {
        AuthFailure.Unauthorized => ErrorCodes.Unauthorized,
        AuthFailure.Forbidden or AuthFailure.NotAuthorized when refusal == Refusal.None => ErrorCodes.Forbidden,
        _ when refusal == Refusal.Rate => ErrorCodes.TooManyRequests,
        _ when refusal == Refusal.Unavailable => ErrorCodes.ServiceUnavailable,
        // A service's word for something else must not look like the module's own.
        _ => error.Code is { } code && !ErrorCodes.IsOwn(code) ? code : ErrorCodes.GraphQLError,
    };

    /// <summary>The service's message, shortened, then the fields that did not validate and the numbers of a limit.</summary>
    public static string DescribeMessage(GraphQLError error)
    {
        var details = error.Validation is { Count: > 0 } validation ? Join(validation) : Details(error);
        var text = string.IsNullOrEmpty(details) ? error.Message : $"{error.Message}: {details}";
        var numbers = LimitNumbers.Describe(error.Extensions, text);
        return ServiceText.Shorten(numbers.Length == 0 ? text : $"{text} ({numbers})", MostCharacters);
    }

    // Where services without "validation" have what was wrong with an input: Apollo's user errors, NestJS's pipes, violations of Java engines.
    private static string? Details(GraphQLError error)
    {
        var found = s_details.Select(name => Member(error.Extensions, name)).FirstOrDefault(value => value is object?[] or IReadOnlyDictionary<string, object?>)
            ?? Member(Member(error.Extensions, "originalError"), "message") as object?[];
        var words = found is IReadOnlyDictionary<string, object?> fields ? ServiceText.OfFields(fields) : ServiceText.OfJson(found);
        return words is null || error.Message.IndexOf(words, StringComparison.Ordinal) >= 0 ? null : words;
    }

    private static string Describe(GraphQLError error)
    {
        var places = new List<string>();
        if (error.Path is { Count: > 0 } path)
            places.Add("at " + DescribePath(path));
        places.AddRange(error.Locations.Take(1).Select(l => $"line {l.Line}, column {l.Column}"));
        var text = DescribeMessage(error);
        return places.Count == 0 ? text : $"{text} ({string.Join("; ", places)})";
    }

    private static string Join(object? messages) => messages switch
    {
        object?[] list => string.Join(", ", list.Select(Join)),
        IReadOnlyDictionary<string, object?> nested => string.Join("; ", nested.Select(field => field.Key + ": " + Join(field.Value))),
        _ => Convert.ToString(messages, CultureInfo.InvariantCulture),
    };

    private static string DescribePath(IReadOnlyList<object> path)
    {
        var text = new StringBuilder();
        foreach (var step in path)
            text.Append(step is string key ? (text.Length == 0 ? key : "." + key) : $"[{step}]");
        return text.ToString();
    }
}
