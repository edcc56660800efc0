using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Converts values to the form in a request: dates, enums, bytes and the like become JSON types.</summary>
internal static class VariableValues
{
    /// <exception cref="RfaException">InvalidVariables: JSON cannot hold a value, or a value is a secret.</exception>
    public static IReadOnlyDictionary<string, object?> ToPlain(IReadOnlyDictionary<string, object?> values) =>
        JsonText.ParseObject(JsonText.Write(SecretVariables.In(values).Any() ? throw Secret() : values));

    private static RfaException Secret() =>
        new(ErrorCodes.InvalidVariables, "A secret must not be in the text of a document. Give the name of its argument alone, and pass the value as -Variables when you run it.");
}
