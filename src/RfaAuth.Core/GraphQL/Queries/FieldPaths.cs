using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>
/// Reads paths of fields as users write them: <c>registered_address.postcode</c>; <c>type:Company.company_number</c> for a field of only one type of
/// a union or interface; <c>*</c> for all scalars. The fields around the items of a list (<c>items</c>, <c>nodes</c>,
/// <c>edges.node</c>) may be left out.
/// </summary>
internal static class FieldPaths
{
    public const string TypePrefix = "type:";
    public const string AllScalars = "*";

    private static readonly string[] s_itemNames = ["items", "nodes", "data", "results"];

    /// <summary>The fields that lead from a type to the items of its list; empty if it has no list.</summary>
    public static IReadOnlyList<SchemaField> ItemsOf(SchemaType type, SchemaIndex schema)
    {
        foreach (var name in s_itemNames)
        {
            if (type.Field(name) is { } items && IsListOfObjects(items.TypeReference, schema))
                return [items];
        }

        return type.Field("edges") is { } edges && IsListOfObjects(edges.TypeReference, schema) && schema.Find(edges.TypeReference)?.Field("node") is { } node
            && schema.Find(node.TypeReference) is { IsComposite: true }
            ? [edges, node]
            : [];
    }

    /// <summary>The type whose fields can be named after a type: the type itself, or the type of its items.</summary>
    public static SchemaType? ItemTypeOf(SchemaType type, SchemaIndex schema) =>
        ItemsOf(type, schema) is { Count: > 0 } path ? schema.Find(path[path.Count - 1].TypeReference) : null;

    /// <summary>Goes one step from a selected field, and selects the fields in between.</summary>
    /// <exception cref="RfaException">SchemaNameNotFound.</exception>
    public static SelectedField Step(SelectedField from, string segment, SchemaIndex schema)
    {
        if (segment.StartsWith(TypePrefix, StringComparison.OrdinalIgnoreCase))
            return StepToType(from, segment.Substring(TypePrefix.Length), schema);
        if (FindField(from.Type, segment) is { } own)
            return from.Field(own, schema);
        var items = ItemsOf(from.Type, schema);
        if (items.Count > 0 && FindField(schema.Find(items[items.Count - 1].TypeReference)!, segment) is { } ofItem)
            return Items(from, schema).Field(ofItem, schema);
        throw NoField(from.Type, segment, schema);
    }

    /// <summary>Follows a path from a root field.</summary>
    /// <returns>The field at the path's end; null if the path leads nowhere.</returns>
    public static SelectedField? Follow(SchemaField root, string path, SchemaIndex schema)
    {
        var holder = schema.Find(root.TypeReference) is { } type ? new SelectedField(root, type) : null;
        try
        {
            foreach (var segment in path.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
                holder = holder is null ? null : Step(holder, segment, schema);
            return holder;
        }
        catch (RfaException)
        {
            return null;
        }
    }

    /// <summary>The names that can follow a type in a path. The fields of the items come first, because the fields around them are seldom wanted.</summary>
    public static IEnumerable<DocumentCandidate> NamesBehind(SchemaType type, SchemaIndex schema)
    {
        var item = ItemTypeOf(type, schema);
        var around = item ?? type;
        return (item?.Fields ?? []).Concat(type.TypeKind is TypeKind.Object or TypeKind.Interface ? type.Fields : []).Select(DocumentCandidate.Of)
            .Concat((around.IsAbstract ? schema.PossibleTypes(around) : []).Select(possible => new DocumentCandidate(TypePrefix + possible.Name, possible.Description ?? $"The fields of '{possible.Name}'.")));
    }

    /// <summary>Selects the items of a list within the field; the field itself if it has no list.</summary>
    public static SelectedField Items(SelectedField field, SchemaIndex schema)
    {
        foreach (var step in ItemsOf(field.Type, schema))
            field = field.Field(step, schema);
        return field;
    }

    /// <summary>A field with this name, or the only field whose name differs only by case.</summary>
    public static SchemaField? FindField(SchemaType type, string name)
    {
        if (name == SpecifiedTypes.TypeNameField.Name && type.IsComposite)
            return SpecifiedTypes.TypeNameField;
        if (type.TypeKind is not (TypeKind.Object or TypeKind.Interface))
            return null;
        return type.Field(name) ?? Only(type.Fields, field => field.Name, name);
    }

    public static SchemaArgument? FindArgument(SchemaField field, string name) => field.Argument(name) ?? Only(field.Arguments, argument => argument.Name, name);

    private static T? Only<T>(IReadOnlyList<T> items, Func<T, string> nameOf, string name)
        where T : class
    {
        var near = items.Where(item => string.Equals(nameOf(item), name, StringComparison.OrdinalIgnoreCase)).ToList();
        return near.Count == 1 ? near[0] : null;
    }

    private static SelectedField StepToType(SelectedField from, string name, SchemaIndex schema)
    {
        // A field of the value itself, else a field of the items in its list.
        if (Find(from.Type) is { } own)
            return from.On(own);
        if (ItemTypeOf(from.Type, schema) is { } items && Find(items) is { } ofItems)
            return Items(from, schema).On(ofItems);
        var around = ItemTypeOf(from.Type, schema) ?? from.Type;
        var names = schema.PossibleTypes(around).Select(possible => possible.Name).ToList();
        throw new RfaException(ErrorCodes.SchemaNameNotFound, $"A value of the type '{around.Name}' is never a '{name}'. It can be: {string.Join(", ", names)}.");

        SchemaType? Find(SchemaType type) =>
            schema.PossibleTypes(type).Concat([type]).FirstOrDefault(possible => string.Equals(possible.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    private static RfaException NoField(SchemaType type, string name, SchemaIndex schema)
    {
        var item = ItemTypeOf(type, schema);
        var names = type.Fields.Concat(item?.Fields ?? []).Select(field => field.Name).ToList();
        var advice = NearestName.Find(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : type.IsAbstract ? $" For a field of one of its types write {TypePrefix}Name before it." : "";
        return new RfaException(ErrorCodes.SchemaNameNotFound, $"The type '{(item ?? type).Name}' has no field '{name}'.{advice}");
    }

    private static bool IsListOfObjects(TypeReference type, SchemaIndex schema) =>
        (type is NonNullType nonNull ? nonNull.Type : type) is ListType && schema.Find(type) is { IsComposite: true };
}
