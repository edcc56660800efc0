using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.5.1.1: a fragment's name occurs once.</summary>
internal sealed class UniqueFragmentNames(ValidationContext context) : ValidationRule(context)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public override void EnterFragment(FragmentDefinition fragment)
    {
        if (!_names.Add(fragment.Name))
            Report(fragment.Location, $"There are several fragments named '{fragment.Name}'.");
    }
}
