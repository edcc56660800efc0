using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>Looks into the items of a page and puts their parts together. A value is never changed: what comes out is another one.</summary>
internal interface ITree
{
    /// <summary>What reads facts of the values.</summary>
    IValueFactory Values { get; }

    /// <summary>A member's value; null where it is null, or the value is no object or has no such member.</summary>
    object? Member(object? value, string name);

    /// <summary>The items of a list; null where the value is none.</summary>
    object?[]? Items(object? value);

    /// <summary>A list of items.</summary>
    object List(object?[] items);

    /// <summary>The value with another one, or null, for a member; as it is where it has none of the name, or is no object.</summary>
    object? With(object? value, string name, object? replacement);
}
