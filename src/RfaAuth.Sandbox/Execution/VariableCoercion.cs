using System.Text.Json;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>The variables of an operation, coerced by their declared types (GraphQL specification, section 6.1.2).</summary>
internal static class VariableCoercion
{
    /// <param name="schema">Where the declared types are found; the document has been validated against it.</param>
    /// <param name="operation">The operation to run.</param>
    /// <param name="given">The request's <c>variables</c>; undefined or null: none.</param>
    /// <param name="errors">Receives one error for each variable that does not fit.</param>
    public static IReadOnlyDictionary<string, object?> Coerce(
        Schema schema, OperationDefinition operation, JsonElement given, List<ExecutionError> errors)
    {
        var coerced = new Dictionary<string, object?>();
        foreach (var definition in operation.Variables)
        {
            var type = schema.InputType(definition.Type)!;
            if (!TryFind(given, definition.Name, out var element))
            {
                AddDefault(definition, type, coerced, errors);
                continue;
            }

            if (InputCoercion.Coerce(type, InputValues.FromJson(element), fromJson: true, out var value) is { } problem)
            {
                errors.Add(Error(definition, $"Variable `{definition.Name}` got an invalid value: {problem}.", "HC0016"));
            }

            coerced[definition.Name] = value;
        }

        return coerced;
    }

    private static bool TryFind(JsonElement given, string name, out JsonElement value)
    {
        value = default;
        return given.ValueKind == JsonValueKind.Object && given.TryGetProperty(name, out value);
    }

    private static void AddDefault(
        VariableDefinition definition, SchemaType type, Dictionary<string, object?> coerced, List<ExecutionError> errors)
    {
        if (definition.DefaultValue is not null)
        {
            var literal = InputValues.FromLiteral(definition.DefaultValue, coerced);
            _ = InputCoercion.Coerce(type, literal, fromJson: false, out var value);
            coerced[definition.Name] = value;
        }
        else if (type is NonNull)
        {
            errors.Add(Error(definition, $"Variable `{definition.Name}` is required.", "HC0018"));
        }
    }

    private static ExecutionError Error(VariableDefinition definition, string message, string code) =>
        new(ErrorKind.Variables, message)
        {
            Locations = [definition.Location],
            Code = code,
            Extensions = new Dictionary<string, object?> { ["variable"] = definition.Name },
        };
}
