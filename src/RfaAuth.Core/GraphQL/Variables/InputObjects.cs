using System.Collections;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Changes the members of an input object with known fields.</summary>
internal static class InputObjects
{
    /// <param name="value">The value. It is returned unchanged if it is no object.</param>
    /// <param name="fields">The types of the fields by name. Members without a type are not changed.</param>
    /// <param name="change">Returns the new value of a member.</param>
    public static object Map(object value, IReadOnlyDictionary<string, TypeReference> fields, Func<TypeReference, object?, object?> change)
    {
        if (Members(value) is not { } members)
            return value;
        var result = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in members)
            result[member.Key] = fields.TryGetValue(member.Key, out var field) ? change(field, member.Value) : member.Value;
        return result;
    }

    private static IEnumerable<KeyValuePair<string, object?>>? Members(object value) => value switch
    {
        IReadOnlyDictionary<string, object?> members => members,
        IDictionary dictionary when dictionary.Keys.Cast<object>().All(key => key is string) =>
            dictionary.Keys.Cast<string>().Select(key => new KeyValuePair<string, object?>(key, dictionary[key])),
        _ => null,
    };
}
