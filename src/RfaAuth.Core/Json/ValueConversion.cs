namespace RfaAuth.Core.Json;

/// <summary>Makes the caller's objects from plain values (see <see cref="PlainValueFactory"/>).</summary>
internal static class ValueConversion
{
    // The recursion is no deeper than the answer, whose depth is limited.
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
