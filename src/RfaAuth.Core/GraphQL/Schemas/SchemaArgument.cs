using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>An argument of a field or a directive.</summary>
public sealed class SchemaArgument
{
    internal SchemaArgument(string name, TypeReference type)
    {
        Name = name;
        TypeReference = type;
    }

    /// <summary>The argument's name.</summary>
    public string Name { get; }

    /// <summary>The argument's type as a document writes it.</summary>
    public string Type => TypeReference.ToString();

    /// <summary>The default as a document writes it; null where it has none.</summary>
    public string? DefaultValue { get; init; }

    /// <summary>The service's own words; null where it has none.</summary>
    public string? Description => SchemaWords.ForPeople(DescriptionAsGiven);

    /// <summary>Whether the service advises against it; false as well where the service is too old to say so.</summary>
    public bool IsDeprecated { get; init; }

    public string? DeprecationReason => SchemaWords.ForPeople(DeprecationReasonAsGiven);

    internal TypeReference TypeReference { get; }

    internal string? DescriptionAsGiven { get; init; }

    internal string? DeprecationReasonAsGiven { get; init; }

    /// <summary>Whether it must be given.</summary>
    internal bool IsRequired => TypeReference is NonNullType && DefaultValue is null;

    public override string ToString() => DefaultValue is null ? $"{Name}: {Type}" : $"{Name}: {Type} = {DefaultValue}";
}
