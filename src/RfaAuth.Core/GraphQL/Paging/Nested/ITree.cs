using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>Reads the items of a page and joins their parts. A value is never changed; each change makes a new one.</summary>
internal interface ITree
{
    /// <summary>The factory that reads the values.</summary>
    IValueFactory Values { get; }

    /// <summary>The value of a member; null if it is null, or if the value is no object or has no such member.</summary>
    object? Member(object? value, string name);

    /// <summary>The items of a list; null if the value is no list.</summary>
    object?[]? Items(object? value);

    /// <summary>Makes a list of items.</summary>
    object List(object?[] items);

    /// <summary>Replaces a member's value. Returns the value as it is if it is no object or has no such member.</summary>
    object? With(object? value, string name, object? replacement);
}
