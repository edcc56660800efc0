using System.Numerics;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.GraphQL;

/// <summary>
/// Makes <see cref="GraphQLError"/>s from an answer's <c>errors</c>. Servers differ. A member of an unexpected type is ignored,
/// and a message that is no text is turned into text, so that no error is lost because of its form.
/// </summary>
internal static class ErrorReader
{
    /// <param name="errors">The plain value of <c>errors</c>. An empty list and null mean no errors.</param>
    /// <param name="complete">Reads the service's own members of an error; null if it has none.</param>
    /// <exception cref="RfaException">MalformedGraphQLResponse: the value is neither a list nor null.</exception>
    public static IReadOnlyList<GraphQLError> Read(object? errors, ServiceErrorReader? complete) => errors switch
    {
        null => [],
        object?[] list => list.Select(entry => ReadOne(entry, complete)).ToArray(),
        _ => throw new RfaException(ErrorCodes.MalformedGraphQLResponse, "The answer is JSON but not GraphQL: its errors are not a list."),
    };

    private static GraphQLError ReadOne(object? entry, ServiceErrorReader? complete)
    {
        if (entry is not IReadOnlyDictionary<string, object?> error)
            return Complete(new GraphQLError(entry is string text ? text : "The service sent an error without a message."), GraphQLResponse.NoMembers);
        var extensions = Member(error, "extensions") as IReadOnlyDictionary<string, object?> ?? GraphQLResponse.NoMembers;
        var path = Member(error, "path") is object?[] steps && steps.All(p => p is string or long) ? steps.Select(p => p!).ToArray() : null;
        var known = new GraphQLError(ReadMessage(Member(error, "message") ?? ServiceText.OfJson(error)))
        {
            Path = path,
            IsPathUnreadable = path is null && Member(error, "path") is not null,
            Locations = ReadLocations(Member(error, "locations")),
            // AppSync and GitHub put their code next to the message, as errorType and as type.
            Code = Text(Member(extensions, "code")) ?? Text(Member(error, "errorType") as string) ?? Text(Member(error, "type") as string),
            Extensions = extensions,
            // Laravel's older GraphQL libraries put it next to the message; newer ones and Lighthouse put it into the extensions.
            Validation = (Member(error, "validation") ?? Member(extensions, "validation")) as IReadOnlyDictionary<string, object?>,
            StatusCode = ReadStatus(error, extensions),
        };
        return Complete(known, error);

        GraphQLError Complete(GraphQLError read, IReadOnlyDictionary<string, object?> members) => complete?.Invoke(read, members) ?? read;
    }

    // NestJS sends an object as the message: { statusCode, message, error }.
    private static string ReadMessage(object? message) => message switch
    {
        string { Length: > 0 } text => text,
        IReadOnlyDictionary<string, object?> nested => ReadMessage(Member(nested, "message") ?? Member(nested, "error")),
        object?[] { Length: > 0 } list => string.Join("; ", list.Select(ReadMessage)),
        long or BigInteger or decimal or double or bool => Convert.ToString(message, CultureInfo.InvariantCulture)!,
        _ => "The service sent an error without a message.",
    };

    private static SourceLocation[] ReadLocations(object? locations) =>
        locations is not object?[] list
            ? []
            : list.OfType<IReadOnlyDictionary<string, object?>>()
                .Select(l => (Line: Member(l, "line") as long?, Column: Member(l, "column") as long?))
                .Where(l => l is { Line: > 0 and < int.MaxValue, Column: > 0 and < int.MaxValue })
                .Select(l => new SourceLocation((int)l.Line!.Value, (int)l.Column!.Value))
                .ToArray();

    // The places of an error's HTTP status: in Apollo and Yoga, in NestJS, in exceptions of Express.
    private static int? ReadStatus(IReadOnlyDictionary<string, object?> error, IReadOnlyDictionary<string, object?> extensions) =>
        Status(Member(extensions, "http"))
        ?? Status(Member(extensions, "originalError"))
        ?? Status(Member(extensions, "exception"))
        ?? Status(Member(extensions, "response"))
        ?? Status(extensions)
        ?? Status(Member(error, "message"));

    private static int? Status(object? holder)
    {
        if (holder is not IReadOnlyDictionary<string, object?> members)
            return null;
        var value = Member(members, "status") ?? Member(members, "statusCode");
        return value switch
        {
            long number and >= 100 and < 600 => (int)number,
            string text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 100 and < 600 => number,
            _ => null,
        };
    }

    private static string? Text(object? value) => value switch
    {
        string { Length: > 0 } text => text,
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}

/// <summary>Reads the members of an error that the GraphQL specification does not define.</summary>
/// <param name="error">The error with the members of the specification.</param>
/// <param name="members">All members of the error, with plain values.</param>
/// <returns>The error with the service's own members.</returns>
internal delegate GraphQLError ServiceErrorReader(GraphQLError error, IReadOnlyDictionary<string, object?> members);
