using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.7.3: a directive occurs once at a place, unless it is repeatable.</summary>
internal sealed class UniqueDirectivesPerLocation(ValidationContext context) : ValidationRule(context)
{
    public override void EnterDirectives(IReadOnlyList<Directive> directives, string place)
    {
        foreach (var twice in Repetitions.Of(directives, directive => directive.Name))
        {
            if (Context.Schema.FindDirective(twice.Name) is { IsRepeatable: false })
                Report(twice.Location, $"The directive '@{twice.Name}' can stand once at one place.");
        }
    }
}
