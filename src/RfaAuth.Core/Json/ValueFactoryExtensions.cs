namespace RfaAuth.Core.Json;

/// <summary>Reads members of values from any <see cref="IValueFactory"/>.</summary>
internal static class ValueFactoryExtensions
{
    /// <summary>The value of a member; null if the value is no object or has no member with this name.</summary>
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
