using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Text;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Answers;

/// <summary>Makes an exception for each error of a GraphQL answer, in the answer's order.</summary>
internal static class AnswerErrors
{
    private const string TokenIsNew = "The service refused the call although the token is new. Check that the user may use this API.";

    private const int MostCharacters = 2000;

    private static readonly string[] s_details = ["validationErrors", "validation_errors", "invalidArgs", "fieldErrors", "field_errors", "violations"];

    /// <param name="exchange">The answer.</param>
    /// <param name="isTokenRenewed">Whether the token was renewed before this answer.</param>
    /// <param name="mayHaveRun">Whether a part of the mutation may have run. Then the same call again could do that part twice.</param>
    /// <param name="notSentAgain">Why the operation was not sent again after its token was refused; null if that does not apply.</param>
    public static IReadOnlyList<RfaException> From(Exchange exchange, bool isTokenRenewed = false, bool mayHaveRun = false, NotSentAgain? notSentAgain = null)
    {
        if (exchange.Errors.Count == 0)
            return [];
        var status = exchange.Http!.StatusCode;
        var kinds = AuthFailureClassifier.ClassifyEach(exchange.Errors, status);
        return [.. exchange.Response!.Errors.Select((error, index) => Make(error, exchange.Errors[index], kinds[index]))];

        RfaException Make(GraphQLError error, GraphQLError sent, AuthFailure kind)
        {
            var refusal = TransientRefusal.Of(status, [sent], exchange.Response!.HasData);
            var reason = kind is AuthFailure.Unauthorized or AuthFailure.NotAuthorized ? notSentAgain : null;
            // The token may be dead, so it is not known whether the user has the right.
            var known = reason is { MayBeToken: true } ? AuthFailure.Unauthorized : kind;
            var text = Describe(error);
            return new RfaException(Code(error, known, refusal), reason is null ? text : $"{RfaException.Sentence(text)} {reason.Explanation}")
            {
                RecommendedAction = reason?.RecommendedAction ?? (known == AuthFailure.Unauthorized && isTokenRenewed ? TokenIsNew : null),
                Error = error,
                Extensions = error.Extensions,
                Validation = error.Validation ?? GraphQLResponse.NoMembers,
                Response = exchange.Response,
                StatusCode = status,
                RetryAfter = exchange.RetryAfter,
                Headers = exchange.Headers,
                AllHeaders = exchange.AllHeaders,
                MayHaveRun = mayHaveRun,
                IsRetryable = refusal != Refusal.None && !mayHaveRun,
            };
        }
    }

    // Scripts decide by the code, so it must be the same for all servers, whatever they call the error.
    private static string Code(GraphQLError error, AuthFailure kind, Refusal refusal) => kind switch
    {
        AuthFailure.Unauthorized => ErrorCodes.Unauthorized,
        AuthFailure.Forbidden or AuthFailure.NotAuthorized when refusal == Refusal.None => ErrorCodes.Forbidden,
        _ when refusal == Refusal.Rate => ErrorCodes.TooManyRequests,
        _ when refusal == Refusal.Unavailable => ErrorCodes.ServiceUnavailable,
        // A service's own code must not look like one of the module's codes.
        _ => error.Code is { } code && !ErrorCodes.IsOwn(code) ? code : ErrorCodes.GraphQLError,
    };

    /// <summary>The service's message, shortened, followed by the messages of input fields or its reasons, and the numbers of a limit.</summary>
    public static string DescribeMessage(GraphQLError error)
    {
        var details = error.Validation is { Count: > 0 } validation ? Join(validation) : Details(error) ?? string.Join(", ", error.Reasons);
        var text = string.IsNullOrEmpty(details) ? error.Message : $"{error.Message}: {details}";
        var numbers = LimitNumbers.Describe(error.Extensions, text);
        return ServiceText.Shorten(numbers.Length == 0 ? text : $"{text} ({numbers})", MostCharacters);
    }

    // The places where services without "validation" explain a wrong input: Apollo's user errors, NestJS's pipes, violations of Java engines.
    private static string? Details(GraphQLError error)
    {
        var found = s_details.Select(name => Member(error.Extensions, name)).FirstOrDefault(value => value is object?[] or IReadOnlyDictionary<string, object?>)
            ?? Member(Member(error.Extensions, "originalError"), "message") as object?[];
        var words = found is IReadOnlyDictionary<string, object?> fields ? ServiceText.OfFields(fields) : ServiceText.OfJson(found);
        return words is null || error.Message.IndexOf(words, StringComparison.Ordinal) >= 0 ? null : words;
    }

    /// <summary>The same text with the error's places in the answer and in the document.</summary>
    public static string Describe(GraphQLError error)
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
