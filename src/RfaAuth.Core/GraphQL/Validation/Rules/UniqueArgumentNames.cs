using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.4.2: an argument's name occurs once at its place.</summary>
internal sealed class UniqueArgumentNames(ValidationContext context) : ValidationRule(context)
{
    public override void EnterArguments(IReadOnlyList<Argument> arguments)
    {
        foreach (var twice in Repetitions.Of(arguments, argument => argument.Name))
            Report(twice.Location, $"The argument '{twice.Name}' is given several times.");
    }
}
