using RfaAuth.Sandbox.Execution;

namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>Filters in HotChocolate's form: <c>{field: {operator: value}}</c>, with <c>and</c> and <c>or</c>.</summary>
internal static class Filtering
{
    private static readonly Dictionary<string, object?> s_noArguments = [];
    private static readonly Dictionary<ScalarType, InputObjectType> s_operators =
        new[] { Scalars.String, Scalars.Int, Scalars.Long, Scalars.Decimal, Scalars.BigInt, Scalars.Boolean }
            .ToDictionary(scalar => scalar, Operators);

    /// <summary>The fields of an object type that can be filtered and ordered by.</summary>
    public static IEnumerable<FieldDefinition> ScalarFields(ObjectType type) =>
        type.Fields.Values.Where(field => field.Type.Innermost is ScalarType scalar && s_operators.ContainsKey(scalar) && field.Access == FieldAccess.Inherited);

    public static InputObjectType InputType(ObjectType type)
    {
        InputObjectType filter = null!;
        filter = new InputObjectType(type.Name + "FilterInput", () =>
        [
            new ArgumentDefinition("and", filter.Required().List()),
            new ArgumentDefinition("or", filter.Required().List()),
            .. ScalarFields(type).Select(field => new ArgumentDefinition(field.Name, s_operators[(ScalarType)field.Type.Innermost])),
        ]);
        return filter;
    }

    public static bool Matches(ObjectType type, object item, IReadOnlyDictionary<string, object?> filter) =>
        filter.All(condition => (condition.Key, condition.Value) switch
        {
            (_, null) => true,
            ("and", IReadOnlyList<object?> all) => all.All(inner => Matches(type, item, AsObject(inner))),
            ("or", IReadOnlyList<object?> any) => any.Any(inner => Matches(type, item, AsObject(inner))),
            _ => AsObject(condition.Value).All(test => Matches(test.Key, ValueOf(type, item, condition.Key), test.Value)),
        });

    public static object? ValueOf(ObjectType type, object item, string field) =>
        type.Fields[field].Resolve(new FieldContext(item, s_noArguments, s_noArguments));

    private static bool Matches(string test, object? value, object? operand) => test switch
    {
        "eq" => Equals(value, operand),
        "neq" => !Equals(value, operand),
        "in" => AsList(operand).Contains(value),
        "nin" => !AsList(operand).Contains(value),
        "gt" => Compare(value, operand) > 0,
        "gte" => Compare(value, operand) >= 0,
        "lt" => Compare(value, operand) < 0,
        "lte" => Compare(value, operand) <= 0,
        "contains" => value is string text && text.Contains((string)operand!, StringComparison.OrdinalIgnoreCase),
        "startsWith" => value is string text && text.StartsWith((string)operand!, StringComparison.OrdinalIgnoreCase),
        "endsWith" => value is string text && text.EndsWith((string)operand!, StringComparison.OrdinalIgnoreCase),
        _ => throw new InvalidOperationException($"The operator '{test}' passed validation and is not known here."),
    };

    // A null is neither more nor less than anything.
    private static int? Compare(object? value, object? operand) =>
        value is IComparable comparable && operand is not null ? comparable.CompareTo(operand) : null;

    private static IReadOnlyDictionary<string, object?> AsObject(object? value) => (IReadOnlyDictionary<string, object?>)value!;

    private static IReadOnlyList<object?> AsList(object? value) => value as IReadOnlyList<object?> ?? [];

    private static InputObjectType Operators(ScalarType scalar)
    {
        string[] own = scalar == Scalars.Boolean ? [] : scalar == Scalars.String ? ["contains", "startsWith", "endsWith"] : ["gt", "gte", "lt", "lte"];
        string[] single = ["eq", "neq", .. own];
        return new InputObjectType(scalar.Name + "OperationFilterInput", () =>
        [
            .. single.Select(name => new ArgumentDefinition(name, scalar)),
            new ArgumentDefinition("in", scalar.List()),
            new ArgumentDefinition("nin", scalar.List()),
        ]);
    }
}
