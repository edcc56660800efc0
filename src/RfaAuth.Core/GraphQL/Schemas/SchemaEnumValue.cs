namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>A value of an enum.</summary>
public sealed class SchemaEnumValue
{
    internal SchemaEnumValue(string name) => Name = name;

    /// <summary>The value's name.</summary>
    public string Name { get; }

    /// <summary>The service's description; null if it has none.</summary>
    public string? Description => SchemaKeywords.ForPeople(DescriptionAsGiven);

    public bool IsDeprecated { get; init; }

    public string? DeprecationReason => SchemaKeywords.ForPeople(DeprecationReasonAsGiven);

    internal string? DescriptionAsGiven { get; init; }

    internal string? DeprecationReasonAsGiven { get; init; }

    public override string ToString() => Name;
}
