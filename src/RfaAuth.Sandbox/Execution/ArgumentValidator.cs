using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Sandbox.Execution;

/// <summary>Checks arguments and their values, and the use of variables in them.</summary>
internal sealed class ArgumentValidator(Schema schema, OperationDefinition operation, List<ExecutionError> errors)
{
    private static readonly Dictionary<string, ArgumentDefinition> s_condition = new()
    {
        ["if"] = new ArgumentDefinition("if", Scalars.Boolean.Required()),
    };

    private readonly HashSet<string> _usedVariables = [];

    public IReadOnlySet<string> UsedVariables => _usedVariables;

    public void CheckField(ObjectType type, FieldDefinition definition, Field field) =>
        Check(type.Name, definition.Name, definition.Arguments, field.Arguments, field.Location);

    public void CheckDirectives(IEnumerable<Directive> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Name is "skip" or "include")
            {
                Check("@" + directive.Name, directive.Name, s_condition, directive.Arguments, directive.Location);
            }
            else
            {
                errors.Add(ExecutionError.Invalid($"There is no directive `@{directive.Name}`.", directive.Location));
            }
        }
    }

    private void Check(
        string type,
        string field,
        IReadOnlyDictionary<string, ArgumentDefinition> definitions,
        IReadOnlyList<Argument> given,
        SourceLocation location)
    {
        foreach (var argument in given)
        {
            if (!definitions.TryGetValue(argument.Name, out var definition))
            {
                Add($"The argument `{argument.Name}` does not exist.", argument.Location, argument.Name, "sec-Argument-Names");
            }
            else if (given.Count(other => other.Name == argument.Name) > 1)
            {
                Add($"The argument `{argument.Name}` is given more than once.", argument.Location, argument.Name, "sec-Argument-Uniqueness");
            }
            else
            {
                CheckValue(definition, argument.Value);
            }
        }

        foreach (var definition in definitions.Values.Where(d => d.IsRequired && given.All(a => a.Name != d.Name)))
        {
            Add($"The argument `{definition.Name}` is required.", location, definition.Name, "sec-Required-Arguments");
        }

        void Add(string message, SourceLocation place, string argument, string rule) =>
            errors.Add(ExecutionError.Invalid(message, place) with
            {
                Extensions = new Dictionary<string, object?>
                {
                    ["type"] = type,
                    ["field"] = field,
                    ["argument"] = argument,
                    ["specifiedBy"] = "https://spec.graphql.org/October2021/#" + rule,
                },
            });
    }

    /// <summary>Checks a value where it stands; a variable in it is checked by its declared type.</summary>
    private void CheckValue(ArgumentDefinition target, Value value)
    {
        switch (value)
        {
            case Variable variable:
                CheckVariable(target, variable);
                break;
            case ListValue list when Unwrap(target.Type) is ListOf type:
                foreach (var item in list.Items)
                {
                    CheckValue(new ArgumentDefinition(target.Name, type.Item), item);
                }

                break;
            case ObjectValue fields when target.Type.Innermost is InputObjectType type:
                Check(type.Name, target.Name, type.Fields, fields.Fields.Select(f => new Argument(f.Name, f.Value, f.Location)).ToList(), value.Location);
                break;
            default:
                CheckLiteral(target, value);
                break;
        }
    }

    private void CheckLiteral(ArgumentDefinition target, Value value)
    {
        if (InputCoercion.Coerce(target.Type, InputValues.FromLiteral(value, new Dictionary<string, object?>()), false, out _) is { } problem)
        {
            errors.Add(ExecutionError.Invalid($"The value of `{target.Name}` does not fit: {problem}.", value.Location));
        }
    }

    private void CheckVariable(ArgumentDefinition target, Variable variable)
    {
        _usedVariables.Add(variable.Name);
        if (operation.Variables.FirstOrDefault(v => v.Name == variable.Name) is not { } definition)
        {
            errors.Add(ExecutionError.Invalid($"The variable `${variable.Name}` is not declared.", variable.Location));
        }
        else if (schema.InputType(definition.Type) is { } type)
        {
            // A default on either side fills a null in (section 5.8.5).
            var hasDefault = target.Default is not null || definition.DefaultValue is not (null or NullValue);
            var wanted = hasDefault ? Unwrap(target.Type) : target.Type;
            if (!Fits(type, wanted))
            {
                errors.Add(ExecutionError.Invalid(
                    $"The variable `${variable.Name}` of type `{definition.Type}` cannot stand where `{target.Type}` is expected.",
                    variable.Location));
            }
        }
    }

    private static SchemaType Unwrap(SchemaType type) => type is NonNull nonNull ? nonNull.Inner : type;

    private static bool Fits(SchemaType type, SchemaType wanted) => (type, wanted) switch
    {
        (NonNull a, NonNull b) => Fits(a.Inner, b.Inner),
        (_, NonNull) => false,
        (NonNull a, _) => Fits(a.Inner, wanted),
        (ListOf a, ListOf b) => Fits(a.Item, b.Item),
        _ => ReferenceEquals(type, wanted),
    };
}
