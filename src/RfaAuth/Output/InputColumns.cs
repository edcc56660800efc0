using System.Collections;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Input;

namespace RfaAuth.Output;

/// <summary>
/// Reads an input as the columns of a table: the values for the variables, and the other columns of a file's row or a dictionary. For other objects,
/// such as files and processes, only the values for variables. Call it on the pipeline thread: properties may be scripts.
/// </summary>
internal static class InputColumns
{
    // The column of a value without a name, if it fits no variable or several.
    private const string NoName = "Input";

    /// <returns>Names and values, in the input's order. Each name occurs once, in any case.</returns>
    public static IReadOnlyList<KeyValuePair<string, object?>> Read(object? input, InputVariables variables)
    {
        var plain = PSObjects.Unwrap(input);
        if (plain is null)
            return [];
        var columns = plain switch
        {
            _ when InputReader.IsSingleValue(plain) => [new(variables.Open.Count == 1 ? variables.Open[0].Name : NoName, plain)],
            IDictionary dictionary => dictionary.Cast<DictionaryEntry>().Where(entry => PSObjects.Unwrap(entry.Key) is string)
                .Select(entry => new KeyValuePair<string, object?>((string)PSObjects.Unwrap(entry.Key)!, entry.Value)),
            IEnumerable<KeyValuePair<string, object?>> members => members,
            _ => PSObject.AsPSObject(input!).Properties.Where(property => property.IsGettable && IsColumn(plain, property, variables))
                .Select(property => new KeyValuePair<string, object?>(property.Name, Value(property))),
        };
        return [.. columns.Where(column => column.Key.Length > 0).GroupBy(column => column.Key, System.StringComparer.OrdinalIgnoreCase).Select(same => same.First())];
    }

    /// <summary>The input as a plain value without secrets: an object of its columns, or its single value.</summary>
    public static object? Plain(object? input, InputVariables variables)
    {
        var plain = PSObjects.Unwrap(input);
        return plain is null || InputReader.IsSingleValue(plain) ? CellText.Plain(plain)
            : Read(input, variables).ToDictionary(column => column.Key, column => CellText.Plain(column.Value));
    }

    /// <summary>The value of a name in an input; null if it has none, or if the input is no row and no dictionary.</summary>
    public static object? Find(object? input, string name) => PSObjects.Unwrap(input) switch
    {
        IDictionary dictionary => dictionary.Keys.Cast<object>().FirstOrDefault(key => IsNamed(PSObjects.Unwrap(key) as string, name)) is { } key ? dictionary[key] : null,
        PSObject row when row.Properties[name] is { IsGettable: true } property => Value(property),
        _ => null,
    };

    private static bool IsNamed(string? key, string name) => string.Equals(key, name, System.StringComparison.OrdinalIgnoreCase);

    private static bool IsColumn(object plain, PSPropertyInfo property, InputVariables variables) =>
        plain is PSObject or Record || property.MemberType == PSMemberTypes.NoteProperty
        || variables.Open.Any(variable => IsNamed(property.Name, variable.Name));

    private static object? Value(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (System.Exception exception) when (exception is GetValueException or RfaException or PSInvalidOperationException)
        {
            // A property that cannot be read has no value.
            return null;
        }
    }
}
