using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.5.2.1: each fragment that is spread is defined.</summary>
internal sealed class KnownFragmentNames(ValidationContext context) : ValidationRule(context)
{
    // More are not looked through for a similar name. A program wrote them, and it makes no typing errors.
    private const int MostCompared = 1000;

    public override void EnterSpread(FragmentSpread spread)
    {
        if (Context.FindFragment(spread.Name) is null)
            Report(spread.Location, $"There is no fragment '{spread.Name}'.{ValidationContext.DidYouMean(spread.Name, Context.Document.Fragments.Take(MostCompared).Select(fragment => fragment.Name))}");
    }
}
