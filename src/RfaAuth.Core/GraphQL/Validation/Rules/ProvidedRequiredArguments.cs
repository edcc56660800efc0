using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.4.3: all required arguments are given.</summary>
internal sealed class ProvidedRequiredArguments(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(Field field)
    {
        if (Context.Field is { Arguments.Count: > 0 } definition)
            Check(definition.Arguments, field.Arguments, "The field '", definition.Name, field.Location);
    }

    public override void EnterDirective(Directive directive)
    {
        if (Context.DirectiveDefinition is { } definition)
            Check(definition.Arguments, directive.Arguments, "The directive '@", definition.Name, directive.Location);
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Check(IReadOnlyList<SchemaArgument> definitions, IReadOnlyList<Argument> given, string holder, string name, SourceLocation location)
    {
        for (var i = 0; i < definitions.Count; i++)
        {
            var definition = definitions[i];
            if (definition.IsRequired && !IsGiven(given, definition.Name))
                Report(location, $"{holder}{name}' needs the argument '{definition.Name}' of the type '{definition.Type}'.");
        }
    }

    private static bool IsGiven(IReadOnlyList<Argument> given, string name)
    {
        for (var i = 0; i < given.Count; i++)
        {
            if (given[i].Name == name)
                return true;
        }

        return false;
    }
}
