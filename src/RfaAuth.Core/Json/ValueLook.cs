namespace RfaAuth.Core.Json;

/// <summary>Looks into what an <see cref="IValueFactory"/> made.</summary>
internal static class ValueLook
{
    /// <summary>A member's value; null where the value is no object or has no such member.</summary>
    public static object? MemberOf(this IValueFactory values, object? value, string name)
    {
        foreach (var member in values.MembersOf(value) ?? [])
        {
            if (string.Equals(member.Key, name, StringComparison.Ordinal))
                return member.Value;
        }

        return null;
    }
}
