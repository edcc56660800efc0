using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>The root types of a demo service, and all types that can be reached from them by name.</summary>
internal sealed class Schema
{
    private readonly Dictionary<string, NamedSchemaType> _types = [];

    public Schema(ObjectType query, ObjectType mutation)
    {
        Query = new ObjectType(query.Name, [.. query.Fields.Values, .. Introspection.RootFields(this)]) { Description = query.Description };
        Mutation = mutation;
        foreach (var scalar in Scalars.BuiltIn)
        {
            Add(scalar);
        }

        Add(Query);
        Add(Mutation);
    }

    public ObjectType Query { get; }

    public ObjectType Mutation { get; }

    /// <summary>All types by name, those of introspection included.</summary>
    public IReadOnlyDictionary<string, NamedSchemaType> Types => _types;

    /// <summary>The root type of an operation, or null where the service has none for it.</summary>
    public ObjectType? Root(OperationType type) => type switch
    {
        OperationType.Query => Query,
        OperationType.Mutation => Mutation,
        _ => null,
    };

    /// <summary>The input type that a variable is declared as, or null where there is no such type.</summary>
    public SchemaType? InputType(TypeReference reference) => reference switch
    {
        NamedType named => _types.GetValueOrDefault(named.Name) is var type and not ObjectType ? type : null,
        ListType list => InputType(list.ItemType)?.List(),
        NonNullType nonNull => InputType(nonNull.Type)?.Required(),
        _ => null,
    };

    private void Add(NamedSchemaType type)
    {
        if (!_types.TryAdd(type.Name, type))
        {
            return;
        }

        var used = type switch
        {
            ObjectType objectType => objectType.Fields.Values.SelectMany(field => field.Arguments.Values.Select(a => a.Type).Append(field.Type)),
            InputObjectType input => input.Fields.Values.Select(field => field.Type),
            _ => [],
        };
        foreach (var other in used)
        {
            Add(other.Innermost);
        }
    }
}
