namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>What a query is to ask for, as a user says it.</summary>
/// <param name="RootField">The field of the root type.</param>
internal sealed record QueryDesign(string RootField)
{
    public bool IsMutation { get; init; }

    /// <summary>Paths of fields below the root field, as <c>registered_address.postcode</c>; empty: the scalars.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Arguments by path (<c>where</c>, <c>directors.first</c>).</summary>
    public IReadOnlyList<DesignedArgument> Arguments { get; init; } = [];

    /// <summary>How many levels of scalars are selected where no field is named.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Whether the list is to be followed page by page.</summary>
    public bool IsPaged { get; init; }

    /// <summary>The operation's name; null: that of the root field.</summary>
    public string? OperationName { get; init; }
}

/// <param name="Path">The argument's name, behind the path of its field where that is not the root field.</param>
/// <param name="HasValue">Whether its value is known; else the variable is declared without one.</param>
/// <param name="Value">A plain value, as JSON has them.</param>
internal sealed record DesignedArgument(string Path, bool HasValue = false, object? Value = null);
