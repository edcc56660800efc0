namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>A directive that documents or schemas may use.</summary>
internal sealed class SchemaDirective
{
    internal SchemaDirective(string name, IReadOnlyList<string> locations)
    {
        Name = name;
        Locations = locations;
    }

    /// <summary>The directive's name without its <c>@</c>.</summary>
    public string Name { get; }

    /// <summary>The places where it is allowed, as introspection writes them: <c>FIELD</c>, <c>QUERY</c> and the like.</summary>
    public IReadOnlyList<string> Locations { get; }

    /// <summary>Whether it may occur several times at one place.</summary>
    public bool IsRepeatable { get; init; }

    public IReadOnlyList<SchemaArgument> Arguments { get; init; } = [];

    /// <summary>The service's description; null if it has none.</summary>
    public string? Description => SchemaKeywords.ForPeople(DescriptionAsGiven);

    public bool IsDeprecated { get; init; }

    public string? DeprecationReason => SchemaKeywords.ForPeople(DeprecationReasonAsGiven);

    internal string? DescriptionAsGiven { get; init; }

    internal string? DeprecationReasonAsGiven { get; init; }

    internal SchemaArgument? Argument(string name) => Arguments.FirstOrDefault(argument => argument.Name == name);

    public override string ToString() => "@" + Name;
}
