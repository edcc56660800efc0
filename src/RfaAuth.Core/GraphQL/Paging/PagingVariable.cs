using System.Numerics;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Core.Json;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>A variable that pages a list, or a field in the variable's input object.</summary>
/// <param name="Definition">The variable as the operation declares it.</param>
/// <param name="Below">The fields that lead into its value, such as <c>after</c>; empty: the variable itself.</param>
internal sealed record PagingVariable(VariableDefinition Definition, IReadOnlyList<string> Below)
{
    public string Name => Definition.Name;

    /// <summary>The variable without its <c>$</c>, and the fields that lead to the value.</summary>
    public string Path => string.Join(".", [Name, .. Below]);

    /// <summary>Whether the variable has other fields too, which the inputs of a batch may fill.</summary>
    public bool IsInObject => Below.Count > 0;

    /// <summary>The given value: the user's, else the declared default; null if there is none.</summary>
    public object? Given(IReadOnlyDictionary<string, object?> variables) => Below.Aggregate(Whole(variables), PlainValue.Member);

    /// <summary>Whether a value is given, even if it is null.</summary>
    public bool IsGiven(IReadOnlyDictionary<string, object?> variables) =>
        Below.Take(Below.Count - 1).Aggregate(Whole(variables), PlainValue.Member) is IReadOnlyDictionary<string, object?> holder && holder.ContainsKey(Below[Below.Count - 1]);

    /// <summary>Sets the value. The rest of the variable stays.</summary>
    public void Set(Dictionary<string, object?> variables, object? value) => variables[Name] = With(Whole(variables), 0, value);

    /// <exception cref="RfaException">InvalidVariables: the value is no whole number of at least <paramref name="least"/>.</exception>
    public long? Integer(object? value, int least = 0) =>
        value is null ? null
        : ValueKind.IsNumber(value) && Numbers.ToInteger(value) is { } integer && integer >= least && integer <= int.MaxValue ? (long)integer
        : throw new RfaException(ErrorCodes.InvalidVariables, $"The variable {this} pages the list: -All takes a whole number from {least} on for it.");

    /// <exception cref="RfaException">InvalidVariables: the variable's type cannot hold the start.</exception>
    public long Checked(BigInteger start)
    {
        var type = Definition.Type is NonNullType required ? required.Type : Definition.Type;
        var most = type is NamedType { Name: "Int" } || IsInObject ? int.MaxValue : long.MaxValue;
        return start <= most ? (long)start : throw new RfaException(ErrorCodes.InvalidVariables, "-Skip is too large for the type of the list's variable.");
    }

    public override string ToString() => "$" + Path;

    private object? Whole(IReadOnlyDictionary<string, object?> variables) =>
        variables.TryGetValue(Name, out var value) && value is not (null or EmptyPipeline) ? value : Plain(Definition.DefaultValue);

    private object? With(object? whole, int depth, object? value)
    {
        if (depth == Below.Count)
            return value;
        var copy = whole is IReadOnlyDictionary<string, object?> members
            ? members.ToDictionary(member => member.Key, member => member.Value)
            : [];
        copy[Below[depth]] = With(PlainValue.Member(whole, Below[depth]), depth + 1, value);
        return copy;
    }

    /// <summary>The default as a plain value. It is sent as a whole once a part of it is set.</summary>
    private static object? Plain(Value? value) => value switch
    {
        IntValue number => BigInteger.Parse(number.Text, CultureInfo.InvariantCulture),
        FloatValue number => double.Parse(number.Text, CultureInfo.InvariantCulture),
        StringValue text => text.Text,
        BooleanValue truth => truth.IsTrue,
        EnumValue name => name.Name,
        ListValue list => list.Items.Select(Plain).ToArray(),
        ObjectValue members => members.Fields.GroupBy(field => field.Name).ToDictionary(field => field.Key, field => Plain(field.First().Value)),
        _ => null,
    };
}
