namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Finds the root fields of an operation.
/// The root type is an object type, so in a valid document every fragment there applies.
/// </summary>
internal static class RootFields
{
    /// <summary>All root fields, for any values of the variables.</summary>
    public static RootFieldList Collect(OperationDefinition operation, Document document) => Collect(operation, new FieldCollector(document));

    /// <summary>The root fields of one request, without those that @skip and @include are known to leave out.</summary>
    public static RootFieldList Collect(OperationDefinition operation, Document document, IReadOnlyDictionary<string, object?>? variables)
    {
        var conditions = new SelectionConditions(operation, variables);
        return Collect(operation, new FieldCollector(document, conditions.IsLeftOut));
    }

    private static RootFieldList Collect(OperationDefinition operation, FieldCollector collector)
    {
        var collected = collector.Collect(operation.SelectionSet);
        return new RootFieldList([.. collected.Fields.Select(ToRootField)], collected.IsComplete);
    }

    private static RootField ToRootField(CollectedField field) => new(
        field.First.ResponseKey,
        field.First.Name,
        [.. field.Places.Select(place => place.Location)],
        field.Places.TrueForAll(place => place.SelectionSet is null));
}

/// <summary>The root fields of an operation, in the order in which a service executes them.</summary>
/// <param name="Fields">The fields, one for each response key.</param>
/// <param name="IsComplete">Whether all root fields are known, in this order. If not, the list proves nothing.</param>
internal sealed record RootFieldList(IReadOnlyList<RootField> Fields, bool IsComplete);

/// <param name="ResponseKey">The key of the field's value in <c>data</c>.</param>
/// <param name="Name">The field's name in the schema.</param>
/// <param name="Locations">The field's places in the document. There are several if it is selected several times.</param>
/// <param name="IsLeaf">Whether the field has no selection set. Then an error within it can only be its own.</param>
internal sealed record RootField(string ResponseKey, string Name, IReadOnlyList<SourceLocation> Locations, bool IsLeaf)
{
    /// <summary>Whether the field is __typename or the like, which runs nothing.</summary>
    public bool IsMeta => Name.StartsWith("__", StringComparison.Ordinal);
}
