using System.Collections.Generic;

namespace RfaAuth.Core.GraphQL;

/// <summary>
/// Makes the caller's objects straight from the answer as it is read: no tree stands in between.
/// Scalars arrive as string, bool, long, BigInteger, decimal, double or null.
/// </summary>
public interface IValueFactory
{
    /// <param name="members">
    /// The members in the order of the answer, names unique (ordinal); a name may be empty or differ from another by case alone.
    /// The list is reused after the call: copy what you keep.
    /// </param>
    object CreateObject(IReadOnlyList<KeyValuePair<string, object?>> members);

    /// <param name="items">The items in order. The list is reused after the call: copy what you keep.</param>
    object CreateList(IReadOnlyList<object?> items);
}
