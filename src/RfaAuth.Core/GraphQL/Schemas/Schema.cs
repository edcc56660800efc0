namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>What a service offers (GraphQL specification, section 3), as it says itself or as a file has it.</summary>
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

    /// <summary>Every type but those of introspection itself, in the service's order.</summary>
    public IReadOnlyList<SchemaType> Types { get; }

    /// <summary>The directives, in the service's order.</summary>
    public IReadOnlyList<SchemaDirective> Directives { get; }

    /// <summary>The name of the root type of queries.</summary>
    public string QueryType { get; }

    /// <summary>The name of the root type of mutations; null where there are none.</summary>
    public string? MutationType { get; init; }

    /// <summary>The name of the root type of subscriptions; null where there are none.</summary>
    public string? SubscriptionType { get; init; }

    /// <summary>The service's own words; null where it has none.</summary>
    public string? Description => SchemaWords.ForPeople(DescriptionAsGiven);

    internal string? DescriptionAsGiven { get; init; }

    /// <summary>The types and directives by name, and which type can be which: made when it is first needed.</summary>
    internal SchemaIndex Index => _index.Value;

    /// <summary>The fields of a type; empty where there is no such type.</summary>
    internal IReadOnlyList<SchemaField> FieldsOf(string? type) => Types.FirstOrDefault(t => t.Name == type)?.Fields ?? [];
}
