namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>A service's schema (GraphQL specification, section 3), from the service itself or from a file.</summary>
internal sealed class Schema
{
    private readonly Lazy<SchemaIndex> _index;

    internal Schema(IReadOnlyList<SchemaType> types, IReadOnlyList<SchemaDirective> directives, string queryType)
    {
        Types = types;
        Directives = directives;
        QueryType = queryType;
        _index = new Lazy<SchemaIndex>(() => new SchemaIndex(this));
    }

    /// <summary>All types except those of introspection, in the service's order.</summary>
    public IReadOnlyList<SchemaType> Types { get; }

    /// <summary>The directives, in the service's order.</summary>
    public IReadOnlyList<SchemaDirective> Directives { get; }

    /// <summary>The name of the root type of queries.</summary>
    public string QueryType { get; }

    /// <summary>The name of the root type of mutations; null if there are none.</summary>
    public string? MutationType { get; init; }

    /// <summary>The name of the root type of subscriptions; null if there are none.</summary>
    public string? SubscriptionType { get; init; }

    /// <summary>The service's description; null if it has none.</summary>
    public string? Description => SchemaKeywords.ForPeople(DescriptionAsGiven);

    internal string? DescriptionAsGiven { get; init; }

    /// <summary>The types and directives by name, and the relations between types. It is made on first use.</summary>
    internal SchemaIndex Index => _index.Value;

    /// <summary>The fields of a type; empty if there is no such type.</summary>
    internal IReadOnlyList<SchemaField> FieldsOf(string? type) => Types.FirstOrDefault(t => t.Name == type)?.Fields ?? [];
}
