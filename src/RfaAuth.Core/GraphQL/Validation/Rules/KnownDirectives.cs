using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Sections 5.7.1 and 5.7.2: the schema has the directive, and allows it at its place.</summary>
internal sealed class KnownDirectives(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDirectives(IReadOnlyList<Directive> directives, string place)
    {
        foreach (var directive in directives)
        {
            if (Context.Schema.FindDirective(directive.Name) is not { } definition)
                Report(directive.Location, $"There is no directive '@{directive.Name}'.{ValidationContext.DidYouMean(directive.Name, Context.Schema.Directives.Select(known => known.Name))}");
            else if (!definition.Locations.Contains(place))
                Report(directive.Location, $"The directive '@{directive.Name}' cannot stand here, at {place}: it is for {string.Join(", ", definition.Locations)}.");
        }
    }
}
