using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.4.3: an argument that must be given is given.</summary>
internal sealed class ProvidedRequiredArguments(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(Field field)
    {
        if (Context.Field is { } definition)
            Check(definition.Arguments, field.Arguments, $"The field '{definition.Name}'", field.Location);
    }

    public override void EnterDirective(Directive directive)
    {
        if (Context.DirectiveDefinition is { } definition)
            Check(definition.Arguments, directive.Arguments, $"The directive '@{definition.Name}'", directive.Location);
    }

    private void Check(IReadOnlyList<SchemaArgument> definitions, IReadOnlyList<Argument> given, string holder, SourceLocation location)
    {
        foreach (var definition in definitions)
        {
            if (definition.IsRequired && given.All(argument => argument.Name != definition.Name))
                Report(location, $"{holder} needs the argument '{definition.Name}' of the type '{definition.Type}'.");
        }
    }
}
