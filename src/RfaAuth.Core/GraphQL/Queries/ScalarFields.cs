using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>Selects all scalars of a value down to a depth, without deprecated fields and fields that need an argument.</summary>
internal sealed class ScalarFields(SchemaIndex schema)
{
    // Most services refuse a document with more fields. The number multiplies with each level.
    private const int Most = 5000;

    private int _count;

    /// <param name="holder">The field whose scalars are selected.</param>
    /// <param name="depth">The number of levels.</param>
    /// <exception cref="RfaException">QueryTooLarge.</exception>
    public void Select(SelectedField holder, int depth)
    {
        var target = FieldPaths.Items(holder, schema);
        foreach (var field in target.Type.IsComposite ? target.Type.Fields : [])
        {
            if (field.IsDeprecated || field.Arguments.Any(argument => argument.IsRequired) || schema.Find(field.TypeReference) is not { } type)
                continue;
            if (type.IsLeaf)
            {
                Count();
                target.Field(field, schema);
            }
            else if (depth > 1)
            {
                Count();
                Select(target.Field(field, schema), depth - 1);
            }
        }

        if (target.IsEmpty)
            target.Field(SpecifiedTypes.TypeNameField, schema);
    }

    private void Count()
    {
        if (++_count > Most)
            throw new RfaException(ErrorCodes.QueryTooLarge, $"The query would select more than {Most} fields: pass a smaller -Depth, or name the fields with -Field.");
    }
}
