using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>
/// The variables of a batch: constants, which are checked once, and for each input the values of the other
/// variables.
/// </summary>
internal sealed class InputVariables
{
    private const int MostNamesListed = 12;

    private readonly IReadOnlyList<VariableDefinition> _definitions;
    private readonly IReadOnlyDictionary<string, object?> _constants;
    private readonly InputTypes _types;

    /// <param name="definitions">The variables that the operation declares.</param>
    /// <param name="constants">The values for all inputs; null if none.</param>
    /// <param name="types">The service's known types; null if none.</param>
    /// <exception cref="RfaException">InvalidVariables: a constant is unknown, or does not fit its declared type.</exception>
    public InputVariables(IReadOnlyList<VariableDefinition> definitions, IReadOnlyDictionary<string, object?>? constants, InputTypes? types = null)
    {
        _definitions = definitions;
        _types = types ?? InputTypes.Unknown;
        _constants = constants is null ? new Dictionary<string, object?>() : VariableCoercion.CoerceGiven(definitions, constants, _types);
        // A constant that is left out so that its default is used is not filled by inputs either.
        Open = definitions.Where(definition => constants?.ContainsKey(definition.Name) != true).ToList();
    }

    /// <summary>The variables that an input may fill.</summary>
    public IReadOnlyList<VariableDefinition> Open { get; }

    /// <summary>
    /// Whether an input's name may differ from the variable's name by case: only if no other variable could be meant.
    /// </summary>
    public bool IsCaseFree(VariableDefinition definition) =>
        _definitions.Count(other => string.Equals(other.Name, definition.Name, StringComparison.OrdinalIgnoreCase)) == 1;

    /// <summary>The variable for an input without names, such as a number or text: the only open one.</summary>
    /// <exception cref="InputMismatchException">There is no open variable, or more than one.</exception>
    public VariableDefinition OnlyOpen => Open.Count switch
    {
        1 => Open[0],
        0 => throw new InputMismatchException("The input is a single value, and no variable of the operation is left for it."),
        _ => throw new InputMismatchException(
            $"The input is a single value, which could be {string.Join(" or ", Open.Select(definition => "$" + definition.Name))}: give the others with -Variables, or an object with their names."),
    };

    /// <summary>Whether an input's text may be JSON: a list for a declared list, or an object for a declared input object.</summary>
    public bool MayBeJson(VariableDefinition definition, string text)
    {
        var type = definition.Type is NonNullType required ? required.Type : definition.Type;
        return text.TrimStart() switch
        {
            "" => false,
            var json when json[0] == '[' => type is ListType,
            var json when json[0] == '{' => type is NamedType named && _types.IsInputObject(named.Name),
            _ => false,
        };
    }

    /// <summary>The error for an input whose names do not match any open variable.</summary>
    /// <param name="names">The input's names: in a CSV file the columns.</param>
    public InputMismatchException NothingFits(IReadOnlyList<string> names)
    {
        // In quotes, because a blank at the end of a name is a possible mistake.
        string[] quoted = [.. names.Select(name => $"'{name}'")];
        return new InputMismatchException(Open.Count == 0
            ? $"The input has {List(quoted)}, and no variable of the operation is left for it."
            : $"The input has {List(quoted)}. None of these names a variable that is left for it: {List([.. Open.Select(definition => "$" + definition.Name)])}.");
    }

    /// <summary>The values to send for one input.</summary>
    /// <param name="input">Plain values by the names of open variables. Text is read as the declared type.</param>
    /// <exception cref="RfaException">InvalidVariables: the message names every wrong variable, and no value.</exception>
    public IReadOnlyDictionary<string, object?> With(IReadOnlyDictionary<string, object?> input)
    {
        var values = _constants.ToDictionary(constant => constant.Key, constant => constant.Value, StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var definition in Open)
        {
            if (!input.TryGetValue(definition.Name, out var value))
            {
                if (VariableCoercion.IsRequired(definition))
                    problems.Add($"The variable ${definition.Name} is declared {definition.Type}, and the input has no '{definition.Name}'.");
                continue;
            }
            if (LeavesDefault(definition, value))
                continue;
            var coerced = TextCoercion.Coerce(definition.Type, value, _types);
            if (coerced.Mismatch is null)
                coerced = TypeCoercion.Coerce(definition.Type, coerced.Value, _types);
            if (coerced.Mismatch is { } mismatch)
                problems.Add(VariableCoercion.Describe(definition, mismatch));
            else
                values.Add(definition.Name, coerced.Value);
        }

        return problems.Count == 0 ? values : throw new RfaException(ErrorCodes.InvalidVariables, string.Join(" ", problems));
    }

    private static string List(string[] names) =>
        string.Join(", ", names.Take(MostNamesListed)) + (names.Length > MostNamesListed ? $" and {names.Length - MostNamesListed} more" : "");

    /// <summary>Whether the default is used: the cell is empty or missing, and null is not allowed.</summary>
    private bool LeavesDefault(VariableDefinition definition, object? value) =>
        VariableCoercion.LeavesDefault(definition, value)
        || (definition is { Type: NonNullType { Type: var type }, DefaultValue: not null }
            && (value is null || (value is string text && TextCoercion.IsBlank(type, text, _types))));
}
