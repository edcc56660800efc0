using System.Linq;

namespace RfaAuth.Core.GraphQL.Language;

/// <summary>
/// Finds what an operation selects at the root.
/// The root type is an object type, so in a valid document every fragment there applies.
/// </summary>
internal static class RootFields
{
    public static RootFieldList Collect(OperationDefinition operation, Document document)
    {
        var collected = new FieldCollector(document).Collect(operation.SelectionSet);
        return new RootFieldList([.. collected.Fields.Select(ToRootField)], collected.IsComplete);
    }

    private static RootField ToRootField(CollectedField field) => new(
        field.First.ResponseKey, field.First.Name, [.. field.Places.Select(place => place.Location)], field.IsConditional);
}
