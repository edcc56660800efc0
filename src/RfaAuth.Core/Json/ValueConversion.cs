namespace RfaAuth.Core.Json;

/// <summary>Makes the caller's objects of what <see cref="PlainValueFactory"/> made.</summary>
internal static class ValueConversion
{
    // Not deeper than the answer from which the value was read.
    public static object? Convert(object? plain, IValueFactory values)
    {
        switch (plain)
        {
            case IReadOnlyDictionary<string, object?> members:
                var converted = members.Values.Select(member => Convert(member, values)).ToArray();
                return values.CreateObject(new ObjectShape([.. members.Keys]), converted, 0);
            case object?[] items:
                return values.CreateList(items.Select(item => Convert(item, values)).ToArray(), 0, items.Length);
            default:
                return plain;
        }
    }
}
