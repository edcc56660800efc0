using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>A field of a query, with its selections, while the query is written. Each field is selected once.</summary>
internal sealed class SelectedField(SchemaField definition, SchemaType type)
{
    public SchemaField Definition => definition;

    /// <summary>The named type of its value.</summary>
    public SchemaType Type => type;

    /// <summary>The selected fields for all types of the value.</summary>
    public List<SelectedField> Fields { get; } = [];

    /// <summary>The selected fields for single types of the value.</summary>
    public List<(SchemaType Type, SelectedField Holder)> Fragments { get; } = [];

    /// <summary>The arguments in their order, with their values as in a document.</summary>
    public List<(SchemaArgument Argument, string Value)> Arguments { get; } = [];

    public bool IsEmpty => Fields.Count == 0 && Fragments.Count == 0;

    public SelectedField Field(SchemaField field, SchemaIndex schema)
    {
        var found = Fields.FirstOrDefault(selected => selected.Definition == field);
        if (found is null)
            Fields.Add(found = new SelectedField(field, schema.Find(field.TypeReference)!));
        return found;
    }

    /// <summary>The holder of the fields for one type.</summary>
    public SelectedField On(SchemaType one)
    {
        if (one == type)
            return this;
        foreach (var fragment in Fragments)
        {
            if (fragment.Type == one)
                return fragment.Holder;
        }

        var holder = new SelectedField(definition, one);
        Fragments.Add((one, holder));
        return holder;
    }
}
