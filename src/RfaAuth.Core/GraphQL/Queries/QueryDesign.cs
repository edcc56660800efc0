namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>The parts of a query that a user chose.</summary>
/// <param name="RootField">The field of the root type.</param>
internal sealed record QueryDesign(string RootField)
{
    public bool IsMutation { get; init; }

    /// <summary>Paths of fields below the root field, such as <c>registered_address.postcode</c>; empty: all scalars.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Arguments by path (<c>where</c>, <c>directors.first</c>).</summary>
    public IReadOnlyList<DesignedArgument> Arguments { get; init; } = [];

    /// <summary>How many levels of scalars are selected if no field is named.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Whether the list will be read page by page.</summary>
    public bool IsPaged { get; init; }

    /// <summary>The operation's name; null: the name of the root field.</summary>
    public string? OperationName { get; init; }
}

/// <param name="Path">The argument's name, with the path of its field if that is not the root field.</param>
/// <param name="HasValue">Whether there is a value. If not, the variable is declared without one.</param>
/// <param name="Value">The plain JSON value.</param>
internal sealed record DesignedArgument(string Path, bool HasValue = false, object? Value = null);
