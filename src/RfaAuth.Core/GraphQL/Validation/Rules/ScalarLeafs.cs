using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.3.3: objects have a selection of fields, and other values have none.</summary>
internal sealed class ScalarLeafs(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(Field field)
    {
        if (Context.Field is not { } definition || Context.Schema.Find(definition.TypeReference) is not { } type)
            return;
        if (type.IsLeaf && field.SelectionSet is not null)
            Report(field.Location, $"The field '{field.Name}' is a value of the type '{definition.Type}': no fields can be selected of it.");
        else if (!type.IsLeaf && field.SelectionSet is null)
            Report(field.Location, $"The field '{field.Name}' is of the type '{definition.Type}': select fields of it, as in '{field.Name} {{ ... }}'.");
    }
}
