using RfaAuth.Core.GraphQL;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Answers;

/// <summary>Reads the parts of a GraphQL error in which services put its kind. Pure.</summary>
internal static class ErrorSigns
{
    // A longer text is cut before it is searched for patterns.
    private const int LongestText = 500;

    // Lighthouse and older webonyx/graphql-php: category; GitHub and Linear: type; graphql-java: classification and errorType.
    private static readonly string[] s_codeNames = ["code", "type", "category", "classification", "errorType", "error_code", "errorCode"];

    // Lighthouse: reason and debugMessage.
    private static readonly string[] s_textNames = ["reason", "debugMessage", "details"];

    // Apollo 2 and 3: exception; NestJS: originalError and response.
    private static readonly string[] s_holderNames = ["exception", "originalError", "response"];

    /// <summary>The error's codes in one spelling, capital letters and digits only: RATE_LIMITED, rate-limited and RateLimited are the same.</summary>
    public static IReadOnlyList<string> Codes(GraphQLError error) => new[] { error.Code }
        .Concat(s_codeNames.Select(name => Member(error.Extensions, name) as string))
        .Concat(s_holderNames.Select(name => Member(Member(error.Extensions, name), "code") as string))
        .Where(code => !string.IsNullOrEmpty(code))
        .Select(code => Normalize(code!))
        .Distinct(StringComparer.Ordinal)
        .ToList();

    /// <summary>The error's texts for people, each shortened: its message, the messages of input fields, and its reasons.</summary>
    public static IReadOnlyList<string> Texts(GraphQLError error) => new[] { error.Message }
        .Concat(s_textNames.Select(name => Member(error.Extensions, name) as string))
        .Concat(s_holderNames.SelectMany(name => Flatten(Member(Member(error.Extensions, name), "message"))))
        .Concat(FieldTexts(error))
        .Concat(error.Reasons)
        .Where(text => !string.IsNullOrWhiteSpace(text))
        .Select(text => text!.Length <= LongestText ? text : text.Substring(0, LongestText))
        .ToList();

    /// <summary>The messages of the input fields that did not validate, from the entry itself or from its extensions.</summary>
    public static IReadOnlyList<string> FieldTexts(GraphQLError error) =>
        Flatten(error.Validation).Concat(Flatten(Member(error.Extensions, "validation"))).ToList();

    private static string Normalize(string code) => new(code.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant).ToArray());

    private static IEnumerable<string> Flatten(object? value) => value switch
    {
        string text => [text],
        object?[] list => list.SelectMany(Flatten),
        IReadOnlyDictionary<string, object?> members => members.Values.SelectMany(Flatten),
        _ => [],
    };
}
