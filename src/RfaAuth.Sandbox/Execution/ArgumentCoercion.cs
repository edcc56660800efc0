using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>The arguments of a field, coerced (GraphQL specification, section 6.4.1).</summary>
internal static class ArgumentCoercion
{
    /// <exception cref="FieldException">A variable left an argument without the value that it needs.</exception>
    public static IReadOnlyDictionary<string, object?> Coerce(
        FieldDefinition definition, Field field, IReadOnlyDictionary<string, object?> variables)
    {
        var coerced = new Dictionary<string, object?>();
        foreach (var argument in definition.Arguments.Values)
        {
            var literal = field.Arguments.FirstOrDefault(a => a.Name == argument.Name)?.Value;
            var isGiven = literal is not null && (literal is not Variable variable || variables.ContainsKey(variable.Name));
            if (!isGiven)
            {
                if (argument.Default is not null)
                {
                    coerced[argument.Name] = argument.Default;
                }

                continue;
            }

            var plain = InputValues.FromLiteral(literal!, variables);
            if (InputCoercion.Coerce(argument.Type, plain, fromJson: false, out var value) is { } problem)
            {
                throw new FieldException(new ExecutionError(ErrorKind.Field, $"The argument `{argument.Name}` does not fit: {problem}."));
            }

            coerced[argument.Name] = value;
        }

        return coerced;
    }
}
