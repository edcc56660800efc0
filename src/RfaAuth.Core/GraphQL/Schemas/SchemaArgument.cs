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

    /// <summary>The argument's type as in a document.</summary>
    public string Type => TypeReference.ToString();

    /// <summary>The default as in a document; null if it has none.</summary>
    public string? DefaultValue { get; init; }

    /// <summary>The service's description; null if it has none.</summary>
    public string? Description => SchemaKeywords.ForPeople(DescriptionAsGiven);

    /// <summary>Whether the service deprecated it; also false if the service is too old to tell.</summary>
    public bool IsDeprecated { get; init; }

    public string? DeprecationReason => SchemaKeywords.ForPeople(DeprecationReasonAsGiven);

    internal TypeReference TypeReference { get; }

    internal string? DescriptionAsGiven { get; init; }

    internal string? DeprecationReasonAsGiven { get; init; }

    /// <summary>Whether the argument is required.</summary>
    internal bool IsRequired => TypeReference is NonNullType && DefaultValue is null;

    public override string ToString() => DefaultValue is null ? $"{Name}: {Type}" : $"{Name}: {Type} = {DefaultValue}";
}
