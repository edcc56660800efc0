using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Schemas;

/// <summary>Finds the types of a schema by name, and the types that a value of another type can have. Safe from any thread.</summary>
internal sealed class SchemaIndex
{
    private readonly Schema _schema;
    private readonly Dictionary<string, SchemaType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaDirective> _directives = new(StringComparer.Ordinal);

    // The objects and interfaces that belong to an interface or a union.
    private readonly Dictionary<string, HashSet<string>> _subtypes = new(StringComparer.Ordinal);

    public SchemaIndex(Schema schema)
    {
        _schema = schema;
        foreach (var type in schema.Types)
            _types[type.Name] = type;
        foreach (var type in SpecifiedTypes.IntrospectionTypes)
            _types[type.Name] = type;
        AddReferencedScalars();
        foreach (var directive in schema.Directives)
            _directives[directive.Name] = directive;
        foreach (var type in schema.Types)
            AddSubtypes(type);
        Query = Find(schema.QueryType);
        Mutation = schema.MutationType is { } mutation ? Find(mutation) : null;
        Subscription = schema.SubscriptionType is { } subscription ? Find(subscription) : null;
    }

    public SchemaType? Query { get; }

    public SchemaType? Mutation { get; }

    public SchemaType? Subscription { get; }

    /// <summary>The names of all types, with those of introspection.</summary>
    public IEnumerable<string> TypeNames => _types.Keys;

    public IEnumerable<SchemaDirective> Directives => _directives.Values;

    [MethodImpl(Compiled.AtOnce)]
    public SchemaType? Find(string name) => _types.TryGetValue(name, out var type) ? type : null;

    /// <summary>The named type within a reference; null if the schema does not know it.</summary>
    public SchemaType? Find(TypeReference? reference) => reference is null ? null : Find(NameOf(reference));

    public SchemaDirective? FindDirective(string name) => _directives.TryGetValue(name, out var directive) ? directive : null;

    public SchemaType? Root(OperationType operation) => operation switch
    {
        OperationType.Query => Query,
        OperationType.Mutation => Mutation,
        _ => Subscription,
    };

    /// <summary>A field by the name in a selection, with those of introspection; null if the type has no such field.</summary>
    [MethodImpl(Compiled.AtOnce)]
    public SchemaField? FindField(SchemaType parent, string name)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            if (name == SpecifiedTypes.TypeNameField.Name && parent.IsComposite)
                return SpecifiedTypes.TypeNameField;
            if (parent == Query && (name == SpecifiedTypes.SchemaField.Name || name == SpecifiedTypes.TypeField.Name))
                return name == SpecifiedTypes.SchemaField.Name ? SpecifiedTypes.SchemaField : SpecifiedTypes.TypeField;
        }

        return parent.TypeKind is TypeKind.Object or TypeKind.Interface ? parent.Field(name) : null;
    }

    /// <summary>Whether a type belongs to an interface or a union.</summary>
    public bool IsSubtype(SchemaType type, SchemaType ofAbstract) =>
        _subtypes.TryGetValue(ofAbstract.Name, out var names) && names.Contains(type.Name);

    /// <summary>The object types that a value of a type can have.</summary>
    public IEnumerable<SchemaType> PossibleTypes(SchemaType type)
    {
        if (!type.IsAbstract)
            return [type];
        return _subtypes.TryGetValue(type.Name, out var names)
            ? names.Select(Find).OfType<SchemaType>().Where(found => found.TypeKind == TypeKind.Object)
            : [];
    }

    /// <summary>Whether some object can have both types.</summary>
    public bool Overlap(SchemaType left, SchemaType right)
    {
        if (left == right)
            return true;
        if (!left.IsAbstract)
            return right.IsAbstract && IsSubtype(left, right);
        return right.IsAbstract ? PossibleTypes(left).Any(type => IsSubtype(type, right)) : IsSubtype(right, left);
    }

    [MethodImpl(Compiled.AtOnce)]
    public static string NameOf(TypeReference reference)
    {
        while (true)
        {
            switch (reference)
            {
                case NonNullType nonNull:
                    reference = nonNull.Type;
                    break;
                case ListType list:
                    reference = list.ItemType;
                    break;
                default:
                    return ((NamedType)reference).Name;
            }
        }
    }

    // Introspection itself uses String and Boolean. Another scalar exists if something uses it.
    private void AddReferencedScalars()
    {
        Add("String");
        Add("Boolean");
        foreach (var type in _schema.Types)
        {
            foreach (var field in type.Fields)
            {
                Add(NameOf(field.TypeReference));
                foreach (var argument in field.Arguments)
                    Add(NameOf(argument.TypeReference));
            }
        }

        foreach (var argument in _schema.Directives.SelectMany(directive => directive.Arguments))
            Add(NameOf(argument.TypeReference));

        void Add(string name)
        {
            if (!_types.ContainsKey(name) && SpecifiedTypes.Scalars.TryGetValue(name, out var scalar))
                _types[name] = scalar;
        }
    }

    private void AddSubtypes(SchemaType type)
    {
        if (type.TypeKind == TypeKind.Union)
        {
            foreach (var member in type.PossibleTypes)
                Add(type.Name, member);
        }
        else
        {
            foreach (var name in type.Interfaces)
                Add(name, type.Name);
        }

        void Add(string super, string sub)
        {
            if (!_subtypes.TryGetValue(super, out var names))
                _subtypes.Add(super, names = new HashSet<string>(StringComparer.Ordinal));
            names.Add(sub);
        }
    }
}
