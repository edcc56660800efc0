using System.Globalization;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Sandbox.Tour;

/// <summary>Reads the plain data of an answer.</summary>
internal static class AnswerPath
{
    /// <summary>The value at a path of names, or null.</summary>
    public static object? At(this GraphQLResponse response, params string[] path) => At(response.Data, path);

    public static object? At(object? value, params string[] path) => path.Aggregate(value, (current, name) =>
        current is IReadOnlyDictionary<string, object?> members ? members.GetValueOrDefault(name) : null);

    public static IReadOnlyList<object?> ListAt(this GraphQLResponse response, params string[] path) =>
        response.At(path) as IReadOnlyList<object?> ?? [];

    public static int IntAt(this GraphQLResponse response, params string[] path) =>
        Convert.ToInt32(response.At(path), CultureInfo.InvariantCulture);
}
