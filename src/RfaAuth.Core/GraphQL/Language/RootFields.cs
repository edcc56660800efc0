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
