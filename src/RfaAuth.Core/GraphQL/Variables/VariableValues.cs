using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Values as a request would carry them: dates, enums, bytes and the like become what JSON has for them.</summary>
internal static class VariableValues
{
    /// <exception cref="RfaException">InvalidVariables: a value has no place in JSON, or is a secret.</exception>
    public static IReadOnlyDictionary<string, object?> ToPlain(IReadOnlyDictionary<string, object?> values) =>
        JsonText.ParseObject(JsonText.Write(SecretVariables.In(values).Any() ? throw Secret() : values));

    private static RfaException Secret() =>
        new(ErrorCodes.InvalidVariables, "A secret must not be in the text of a document. Give the name of its argument alone, and pass the value as -Variables when you run it.");
}
