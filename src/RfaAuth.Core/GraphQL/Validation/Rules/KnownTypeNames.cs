using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.5.1.2: the schema has each type that the document names.</summary>
internal sealed class KnownTypeNames(ValidationContext context) : ValidationRule(context)
{
    public override void EnterVariable(VariableDefinition variable)
    {
        var type = variable.Type;
        while (type is not NamedType)
            type = type is NonNullType nonNull ? nonNull.Type : ((ListType)type).ItemType;
        Check(((NamedType)type).Name, ((NamedType)type).Location);
    }

    public override void EnterFragment(FragmentDefinition fragment) => Check(fragment.TypeCondition, fragment.TypeConditionLocation);

    public override void EnterInlineFragment(InlineFragment fragment)
    {
        if (fragment.TypeCondition is { } name)
            Check(name, fragment.TypeConditionLocation);
    }

    private void Check(string name, SourceLocation location)
    {
        if (Context.Schema.Find(name) is null)
            Report(location, $"There is no type '{name}'.{ValidationContext.DidYouMean(name, Context.Schema.TypeNames)}");
    }
}
