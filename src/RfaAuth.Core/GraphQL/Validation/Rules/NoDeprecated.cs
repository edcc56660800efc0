using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Warns of a field, an argument, an input field or an enum value that the service deprecated.</summary>
internal sealed class NoDeprecated(ValidationContext context) : ValidationRule(context)
{
    public override void EnterField(Field field)
    {
        if (Context is { Field: { IsDeprecated: true } definition, ParentType: { } type })
            Warn(field.Location, $"The field '{type.Name}.{field.Name}'", definition.DeprecationReason);
    }

    public override void EnterArgument(Argument argument)
    {
        if (Context.Directive is not null)
        {
            if (Context.DirectiveDefinition?.Argument(argument.Name) is { IsDeprecated: true } definition)
                Warn(argument.Location, $"The argument '{argument.Name}' of the directive '@{Context.DirectiveDefinition.Name}'", definition.DeprecationReason);
        }
        else if (Context is { Field: { } field, ParentType: { } type } && field.Argument(argument.Name) is { IsDeprecated: true } definition)
        {
            Warn(argument.Location, $"The argument '{argument.Name}' of the field '{type.Name}.{field.Name}'", definition.DeprecationReason);
        }
    }

    public override void EnterValue(Value value, InputPosition position) => Check(value, position);

    [MethodImpl(Compiled.AtOnce)]
    private void Check(Value value, InputPosition position)
    {
        switch (value)
        {
            case EnumValue name when Context.Schema.Find(position.Type) is { TypeKind: TypeKind.Enum } type && type.EnumValue(name.Name) is { IsDeprecated: true } definition:
                Warn(value.Location, $"The value '{type.Name}.{name.Name}'", definition.DeprecationReason);
                break;
            case ListValue list:
                foreach (var item in list.Items)
                    Check(item, position.Item());
                break;
            case ObjectValue members:
                var input = Context.Schema.Find(position.Type);
                foreach (var member in members.Fields)
                {
                    if (input is { TypeKind: TypeKind.InputObject } && input.Field(member.Name) is { IsDeprecated: true } definition)
                        Warn(member.Location, $"The input field '{input.Name}.{member.Name}'", definition.DeprecationReason);
                    Check(member.Value, position.Field(member.Name, Context.Schema));
                }

                break;
        }
    }

    private void Warn(SourceLocation location, string what, string? reason) => Report(
        location, $"{what} is deprecated{(string.IsNullOrEmpty(reason) || reason == SpecifiedTypes.DefaultDeprecationReason ? "" : ": " + reason!.TrimEnd('.'))}.", ProblemSeverity.Warning);
}
