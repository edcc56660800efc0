using System.Collections;
using RfaAuth.Core.GraphQL.Variables;

namespace RfaAuth.Input;

/// <summary>Reads <c>-ScalarType</c>, the forms of the service's own scalars.</summary>
internal static class ScalarTypes
{
    /// <exception cref="RfaException">InvalidVariables.</exception>
    public static IReadOnlyDictionary<string, ScalarForm> Read(IDictionary table)
    {
        var result = new Dictionary<string, ScalarForm>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            if (PSObjects.Unwrap(entry.Key) is not string name)
                throw Invalid($"its key {entry.Key} is no name");
            if (name is "Int" or "Float" or "String" or "Boolean" or "ID")
                throw Invalid($"{name} is a type of GraphQL itself and is sent as it is");
            result[name] = Form(name, PSObjects.Unwrap(entry.Value));
        }

        return result;
    }

    private static ScalarForm Form(string name, object? form) => form switch
    {
        ScalarForm known => known,
        string text when Array.Find(Enum.GetNames(typeof(ScalarForm)), known => known.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known =>
            (ScalarForm)Enum.Parse(typeof(ScalarForm), known),
        _ => throw Invalid($"{name} can be {string.Join(", ", Enum.GetNames(typeof(ScalarForm)))}, and was given '{form}'"),
    };

    private static RfaException Invalid(string reason) => new(ErrorCodes.InvalidVariables, $"-ScalarType cannot be read: {reason}.")
    {
        RecommendedAction = "Pass a hashtable of the names of scalars, as @{ Decimal = 'Number' }.",
    };
}
