using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.4.1: the field or directive has the argument.</summary>
internal sealed class KnownArgumentNames(ValidationContext context) : ValidationRule(context)
{
    public override void EnterArgument(Argument argument)
    {
        if (Context.Directive is not null)
        {
            if (Context.DirectiveDefinition is { } directive && directive.Argument(argument.Name) is null)
                Report(argument.Location, $"The directive '@{directive.Name}' has no argument '{argument.Name}'.{ValidationContext.DidYouMean(argument.Name, directive.Arguments.Select(each => each.Name))}");
        }
        else if (Context is { Field: { } field, ParentType: { } type } && field.Argument(argument.Name) is null)
        {
            Report(argument.Location, $"The field '{type.Name}.{field.Name}' has no argument '{argument.Name}'.{ValidationContext.DidYouMean(argument.Name, field.Arguments.Select(each => each.Name))}");
        }
    }
}
