using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>The root types of a demo service, and its input types by name (what a variable can be declared as).</summary>
internal sealed class Schema
{
    private readonly ObjectType _query;
    private readonly ObjectType _mutation;
    private readonly Dictionary<string, NamedSchemaType> _inputTypes = [];

    public Schema(ObjectType query, ObjectType mutation)
    {
        _query = query;
        _mutation = mutation;
        foreach (var scalar in Scalars.BuiltIn)
        {
            _inputTypes.Add(scalar.Name, scalar);
        }

        AddInputTypes(query, []);
        AddInputTypes(mutation, []);
    }

    /// <summary>The root type of an operation, or null where the service has none for it.</summary>
    public ObjectType? Root(OperationType type) => type switch
    {
        OperationType.Query => _query,
        OperationType.Mutation => _mutation,
        _ => null,
    };

    /// <summary>The input type that a variable is declared as, or null where there is no such type.</summary>
    public SchemaType? InputType(TypeReference reference) => reference switch
    {
        NamedType named => _inputTypes.GetValueOrDefault(named.Name),
        ListType list => InputType(list.ItemType)?.List(),
        NonNullType nonNull => InputType(nonNull.Type)?.Required(),
        _ => null,
    };

    private void AddInputTypes(ObjectType type, HashSet<ObjectType> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }

        foreach (var field in type.Fields.Values)
        {
            foreach (var argument in field.Arguments.Values)
            {
                AddInputType(argument.Type.Innermost);
            }

            if (field.Type.Innermost is ObjectType inner)
            {
                AddInputTypes(inner, seen);
            }
        }
    }

    private void AddInputType(NamedSchemaType type)
    {
        if (_inputTypes.TryAdd(type.Name, type) && type is InputObjectType input)
        {
            foreach (var field in input.Fields.Values)
            {
                AddInputType(field.Type.Innermost);
            }
        }
    }
}
