using System.Globalization;
using System.Numerics;
using System.Text.Json;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>An enum's value: apart from strings, which an enum does not take in a document.</summary>
/// <param name="Name">The value's name.</param>
internal sealed record EnumLiteral(string Name);

/// <summary>Turns JSON and literals into plain input values: null, string, bool, numbers, <see cref="EnumLiteral"/>, lists and dictionaries.</summary>
internal static class InputValues
{
    public static object? FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => FromJsonObject(element),
        JsonValueKind.Array => element.EnumerateArray().Select(FromJson).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => FromNumber(element.GetRawText()),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <param name="value">A literal.</param>
    /// <param name="variables">The coerced variables; a field of an input object whose variable is absent is left out.</param>
    public static object? FromLiteral(Value value, IReadOnlyDictionary<string, object?> variables) => value switch
    {
        StringValue text => text.Text,
        IntValue number => FromNumber(number.Text),
        FloatValue number => FromNumber(number.Text),
        BooleanValue boolean => boolean.IsTrue,
        EnumValue literal => new EnumLiteral(literal.Name),
        ListValue list => list.Items.Select(item => FromLiteral(item, variables)).ToList(),
        ObjectValue fields => FromFields(fields, variables),
        Variable variable => variables.GetValueOrDefault(variable.Name),
        _ => null,
    };

    private static Dictionary<string, object?> FromJsonObject(JsonElement element)
    {
        var fields = new Dictionary<string, object?>();
        foreach (var property in element.EnumerateObject())
        {
            fields[property.Name] = FromJson(property.Value);
        }

        return fields;
    }

    private static Dictionary<string, object?> FromFields(ObjectValue value, IReadOnlyDictionary<string, object?> variables) =>
        value.Fields
            .Where(field => field.Value is not Variable variable || variables.ContainsKey(variable.Name))
            .ToDictionary(field => field.Name, field => FromLiteral(field.Value, variables));

    private static object FromNumber(string text)
    {
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole >= long.MinValue && whole <= long.MaxValue ? (object)(long)whole : whole;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? exact
            : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
