using System.Collections;
using System.Xml;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Json;

namespace RfaAuth.Input;

/// <summary>
/// Reads the values of open variables from an input object. Other properties are not read: those of a file or a
/// process may take long, or throw. Call it on the pipeline thread: properties may be scripts.
/// </summary>
internal static class InputReader
{
    /// <returns>Plain values by the names of variables.</returns>
    /// <exception cref="RfaException">InvalidVariables or TooDeep; the message names the place and never the value.</exception>
    public static IReadOnlyDictionary<string, object?> Read(object? input, InputVariables variables)
    {
        var plain = PSObjects.Unwrap(input) ?? throw new RfaException(ErrorCodes.InvalidVariables, "The input is null.");
        if (IsSingleValue(plain))
        {
            var only = variables.OnlyOpen;
            return new Dictionary<string, object?>(StringComparer.Ordinal) { [only.Name] = Read(only, variables, () => plain) };
        }

        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var variable in variables.Open)
        {
            if (Find(input!, plain, variable, variables.IsCaseFree(variable)) is { } get)
                result.Add(variable.Name, Read(variable, variables, get));
        }
        // Every input would send the same values, which nobody wants. The cause is a wrong delimiter, or other column names.
        if (result.Count == 0 && NamesOf(input!, plain) is { Count: > 0 } names)
            throw variables.NothingFits(names);
        return result;
    }

    // A cell of a CSV file is text, also for a list or an object.
    private static object? Read(VariableDefinition variable, InputVariables variables, Func<object?> get)
    {
        var value = new PlainValueReader().ReadMember(variable.Name, get);
        return value is string text && variables.MayBeJson(variable, text) ? JsonText.TryParse(text) ?? text : value;
    }

    /// <summary>
    /// Whether an input is one value without names. A list is one value too: if the pipeline passes it as a whole, it must stay together. An XML
    /// element is no single value, although it can be enumerated: PowerShell gives it properties.
    /// </summary>
    public static bool IsSingleValue(object value) =>
        PlainValueReader.Scalar(value) is not null || (value is IEnumerable and not XmlNode && !IsDictionary(value));

    /// <summary>Whether an input has keys and not properties.</summary>
    public static bool IsDictionary(object value) => value is IDictionary or IEnumerable<KeyValuePair<string, object?>>;

    /// <returns>Reads the value with the variable's name; null if the input has none.</returns>
    private static Func<object?>? Find(object input, object plain, VariableDefinition variable, bool isCaseFree)
    {
        if (plain is IDictionary dictionary)
            return FindKey(dictionary, variable.Name, isCaseFree) is { } key ? () => dictionary[key] : null;
        if (plain is IEnumerable<KeyValuePair<string, object?>> members)
            return FindMember(members, variable.Name, isCaseFree) is { } member ? () => member.Value : null;
        // In PowerShell property names are case-insensitive.
        return PSObject.AsPSObject(input).Properties[variable.Name] is { IsGettable: true } property
            && (isCaseFree || property.Name == variable.Name) ? () => property.Value : null;
    }

    /// <summary>The names in an input. The values are not read.</summary>
    private static List<string> NamesOf(object input, object plain) => plain switch
    {
        IDictionary dictionary => [.. dictionary.Keys.Cast<object>().Select(key => PSObjects.Unwrap(key) as string ?? "")],
        IEnumerable<KeyValuePair<string, object?>> members => [.. members.Select(member => member.Key)],
        _ => [.. PSObject.AsPSObject(input).Properties.Select(property => property.Name)],
    };

    private static object? FindKey(IDictionary dictionary, string name, bool isCaseFree) =>
        FindName(dictionary.Keys.Cast<object>(), key => PSObjects.Unwrap(key) as string, name, isCaseFree);

    private static KeyValuePair<string, object?>? FindMember(IEnumerable<KeyValuePair<string, object?>> members, string name, bool isCaseFree) =>
        FindName(members.Cast<KeyValuePair<string, object?>?>(), member => member?.Key, name, isCaseFree);

    /// <summary>The item with exactly this name, or else the only item whose name differs only by case.</summary>
    private static T? FindName<T>(IEnumerable<T> items, Func<T, string?> nameOf, string name, bool isCaseFree)
    {
        var near = items.Where(item => string.Equals(nameOf(item), name, StringComparison.OrdinalIgnoreCase)).ToList();
        var exact = near.FindIndex(item => nameOf(item) == name);
        return exact >= 0 ? near[exact] : isCaseFree && near.Count == 1 ? near[0] : default;
    }
}
