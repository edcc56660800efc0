using System.Runtime.CompilerServices;
using RfaAuth.Core.Compatibility;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.GraphQL.Validation.Rules;

/// <summary>Section 5.6.1: a value has the expected type. A service's own scalars accept any value.</summary>
internal sealed class ValuesOfCorrectType(ValidationContext context) : ValidationRule(context)
{
    public override void EnterValue(Value value, InputPosition position) => Check(value, position);

    [MethodImpl(Compiled.AtOnce)]
    private void Check(Value value, InputPosition position)
    {
        switch (value)
        {
            case Variable:
                break;
            case NullValue when position.Type is NonNullType:
                ReportValue(value, position.Type);
                break;
            case NullValue:
                break;
            case ListValue list when position.Type is not null:
                if (InputPosition.Nullable(position.Type) is ListType)
                {
                    foreach (var item in list.Items)
                        Check(item, position.Item());
                }
                else
                {
                    CheckLeaf(value, position.Type);
                }

                break;
            case ObjectValue members when position.Type is not null:
                if (Context.Schema.Find(position.Type) is { TypeKind: TypeKind.InputObject } type)
                    CheckObject(members, position, type);
                else
                    CheckLeaf(value, position.Type);
                break;
            default:
                CheckLeaf(value, position.Type);
                break;
        }
    }

    private void CheckObject(ObjectValue value, InputPosition position, SchemaType type)
    {
        foreach (var field in type.Fields)
        {
            if (field.IsRequired && value.Fields.All(member => member.Name != field.Name))
                Report(value.Location, $"The input '{type.Name}' needs the field '{field.Name}' of the type '{field.Type}'.");
        }

        if (type.IsOneOf)
            CheckOneOf(value, type);
        foreach (var member in value.Fields)
        {
            if (type.Field(member.Name) is null)
                Report(member.Location, $"The input '{type.Name}' has no field '{member.Name}'.{ValidationContext.DidYouMean(member.Name, type.Fields.Select(field => field.Name))}");
            else
                Check(member.Value, position.Field(member.Name, Context.Schema));
        }
    }

    private void CheckOneOf(ObjectValue value, SchemaType type)
    {
        if (value.Fields.Select(member => member.Name).Distinct().Count() != 1)
            Report(value.Location, $"The input '{type.Name}' takes exactly one of its fields.");
        else if (value.Fields[value.Fields.Count - 1].Value is NullValue)
            Report(value.Location, $"The one field of the input '{type.Name}' cannot be null.");
    }

    private void CheckLeaf(Value value, TypeReference? reference)
    {
        if (reference is null || Context.Schema.Find(reference) is not { IsInput: true } type)
            return;
        var isRight = type.TypeKind switch
        {
            TypeKind.InputObject => false,
            TypeKind.Enum => value is EnumValue name && type.EnumValue(name.Name) is not null,
            _ => IsScalar(value, type.Name),
        };
        if (isRight)
            return;
        if (type.TypeKind == TypeKind.Enum && value is EnumValue or StringValue)
        {
            var given = value is EnumValue name ? name.Name : ((StringValue)value).Text;
            var advice = value is StringValue && type.EnumValue(given) is not null
                ? $" Did you mean {given}, without quotes?"
                : ValidationContext.DidYouMean(given, type.EnumValues.Select(known => known.Name));
            ReportValue(value, reference, advice);
        }
        else
        {
            ReportValue(value, reference);
        }
    }

    private static bool IsScalar(Value value, string scalar) => scalar switch
    {
        "Int" => value is IntValue number && int.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "Float" => value is IntValue or FloatValue,
        "String" => value is StringValue,
        "Boolean" => value is BooleanValue,
        "ID" => value is StringValue or IntValue,
        _ => true,
    };

    private void ReportValue(Value value, TypeReference type, string advice = "") =>
        Report(value.Location, $"A value of the type '{type}' is needed here, and this is {Describe(value)}.{advice}");

    // The text of a string is not shown: it may be private, and long.
    private static string Describe(Value value) => value switch
    {
        NullValue => "null",
        IntValue number => "the number " + Short(number.Text),
        FloatValue number => "the number " + Short(number.Text),
        StringValue => "a text",
        BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        EnumValue name => $"the name '{Short(name.Name)}'",
        ListValue => "a list",
        _ => "an object",
    };

    private static string Short(string text) => text.Length > 40 ? text.Substring(0, 40) + "..." : text;
}
