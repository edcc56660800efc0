using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.5.1.3: the type of a fragment is an object, an interface or a union.</summary>
internal sealed class FragmentsOnCompositeTypes(ValidationContext context) : ValidationRule(context)
{
    public override void EnterFragment(FragmentDefinition fragment) =>
        Check(fragment.TypeCondition, fragment.TypeConditionLocation, $"The fragment '{fragment.Name}'");

    public override void EnterInlineFragment(InlineFragment fragment)
    {
        if (fragment.TypeCondition is { } name)
            Check(name, fragment.TypeConditionLocation, "A fragment");
    }

    private void Check(string name, SourceLocation location, string fragment)
    {
        if (Context.Schema.Find(name) is { IsComposite: false })
            Report(location, $"{fragment} cannot be for '{name}', of which no fields are selected.");
    }
}
