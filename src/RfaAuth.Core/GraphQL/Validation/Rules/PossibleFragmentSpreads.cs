using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.5.2.3: some object can have both the type around a fragment and the fragment's type.</summary>
internal sealed class PossibleFragmentSpreads(ValidationContext context) : ValidationRule(context)
{
    public override void EnterInlineFragment(InlineFragment fragment)
    {
        if (fragment.TypeCondition is { } name)
            Check(Context.Schema.Find(name), fragment.Location, $"A fragment for '{name}'");
    }

    public override void EnterSpread(FragmentSpread spread)
    {
        if (Context.FindFragment(spread.Name) is { } fragment)
            Check(Context.Schema.Find(fragment.TypeCondition), spread.Location, $"The fragment '{spread.Name}' for '{fragment.TypeCondition}'");
    }

    private void Check(SchemaType? type, SourceLocation location, string fragment)
    {
        if (type is { IsComposite: true } && Context.ParentType is { } parent && !Context.Schema.Overlap(type, parent))
            Report(location, $"{fragment} cannot stand here: an object of the type '{parent.Name}' is never of that type.");
    }
}
