using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.3.1: the type has the field.</summary>
internal sealed class FieldsOnCorrectType(ValidationContext context) : ValidationRule(context)
{
    private const int MostTypesShown = 5;

    public override void EnterField(Field field)
    {
        if (Context.ParentType is { } type && Context.Field is null)
            Report(field.Location, $"The type '{type.Name}' has no field '{field.Name}'.{Advice(type, field.Name)}");
    }

    // If some of the possible types of an interface or a union have the field, it is no typing error.
    private string Advice(SchemaType type, string name)
    {
        if (type.IsAbstract)
        {
            var having = Context.Schema.PossibleTypes(type).Where(possible => possible.Field(name) is not null).Select(possible => $"'... on {possible.Name}'").Take(MostTypesShown).ToList();
            if (having.Count > 0)
                return $" Did you mean {string.Join(" or ", having)}?";
        }

        IEnumerable<string> names = type.TypeKind == TypeKind.Union ? [] : type.Fields.Select(field => field.Name);
        return ValidationContext.DidYouMean(name, names);
    }
}
