using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>
/// Converts the values of variables to their declared types before anything is sent (GraphQL specification, section 6.1.2,
/// CoerceVariableValues, as far as that is possible without a schema). Text is not read as a number or a boolean here: text from
/// a CSV file must be converted before.
/// </summary>
internal static class VariableCoercion
{
    // Enough to find a mistake. A generated operation may declare hundreds.
    private const int MostNamesListed = 12;
    private const int LongestNameShown = 60;

    /// <returns>The values to send, in the given order. A variable that was left out stays out, so that its default is used.</returns>
    /// <exception cref="RfaException">InvalidVariables: the message names every wrong variable, and no value.</exception>
    public static IReadOnlyDictionary<string, object?> Coerce(
        IReadOnlyList<VariableDefinition> definitions, IReadOnlyDictionary<string, object?> values, InputTypes types)
    {
        var problems = new List<string>();
        var result = Fit(definitions, values, types, problems);
        problems.AddRange(definitions
            .Where(definition => IsRequired(definition) && !values.ContainsKey(definition.Name))
            .Select(definition => $"The variable ${definition.Name} is declared {definition.Type} and was not given."));
        return ResultUnless(problems, result);
    }

    /// <summary>The same for a part of the values. Missing variables are no error, because other values will be added.</summary>
    /// <exception cref="RfaException">InvalidVariables.</exception>
    public static IReadOnlyDictionary<string, object?> CoerceGiven(
        IReadOnlyList<VariableDefinition> definitions, IReadOnlyDictionary<string, object?> values, InputTypes types)
    {
        var problems = new List<string>();
        return ResultUnless(problems, Fit(definitions, values, types, problems));
    }

    public static bool IsRequired(VariableDefinition definition) => definition is { Type: NonNullType, DefaultValue: null };

    /// <summary>Whether an empty pipeline leaves the variable to its default. A list does not: it is sent empty.</summary>
    public static bool LeavesDefault(VariableDefinition definition, object? value) =>
        value is EmptyPipeline && definition.DefaultValue is not null && !IsList(definition.Type);

    private static bool IsList(TypeReference type) => type is ListType or NonNullType { Type: ListType };

    public static string Describe(VariableDefinition definition, Mismatch mismatch) =>
        $"The variable ${definition.Name} is declared {definition.Type} and was given {mismatch}.";

    private static Dictionary<string, object?> Fit(
        IReadOnlyList<VariableDefinition> definitions, IReadOnlyDictionary<string, object?> values, InputTypes types, List<string> problems)
    {
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            if (Find(definitions, value.Key) is not { } definition)
            {
                problems.Add(Unknown(value.Key, definitions));
                continue;
            }

            if (LeavesDefault(definition, value.Value))
                continue;
            var coerced = TypeCoercion.Coerce(definition.Type, value.Value, types);
            if (coerced.Mismatch is { } mismatch)
                problems.Add(Describe(definition, mismatch));
            else
                result.Add(value.Key, coerced.Value);
        }

        return result;
    }

    private static Dictionary<string, object?> ResultUnless(List<string> problems, Dictionary<string, object?> result) =>
        problems.Count == 0 ? result : throw new RfaException(ErrorCodes.InvalidVariables, string.Join(" ", problems));

    private static VariableDefinition? Find(IReadOnlyList<VariableDefinition> definitions, string name) =>
        definitions.FirstOrDefault(definition => string.Equals(definition.Name, name, StringComparison.Ordinal));

    private static string Unknown(string name, IReadOnlyList<VariableDefinition> definitions)
    {
        var shown = name.Length <= LongestNameShown ? name : name.Substring(0, LongestNameShown) + "...";
        if (definitions.Count == 0)
            return $"The operation declares no variables, and '{shown}' was given.";
        var names = definitions.Select(definition => definition.Name).ToList();
        return NearestName.Find(name, names) is { } nearest
            ? $"The operation declares no variable '{shown}': did you mean '{nearest}'?"
            : $"The operation declares no variable '{shown}', but {List(names)}.";
    }

    private static string List(List<string> names) =>
        string.Join(", ", names.Take(MostNamesListed).Select(name => $"'{name}'"))
        + (names.Count > MostNamesListed ? $" and {names.Count - MostNamesListed} more" : "");
}
