namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Finds what an operation selects at the root.
/// The root type is an object type, so in a valid document every fragment there applies.
/// </summary>
internal static class RootFields
{
    /// <summary>All of them, whatever the variables are.</summary>
    public static RootFieldList Collect(OperationDefinition operation, Document document) => Collect(operation, new FieldCollector(document));

    /// <summary>Those of one request: without what @skip and @include are known to leave out.</summary>
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
