using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Variables;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Where a list begins and in which pieces it is asked for, by parameters, variables and document. Pure.</summary>
/// <param name="Start">The first page.</param>
/// <param name="Size">How many items to ask for at once; null where the service decides.</param>
/// <param name="Drop">How many items at the start come and are not wanted.</param>
internal sealed record PagingPlan(PagePosition Start, int? Size, ulong Drop)
{
    /// <exception cref="RfaException">VariablesInvalid: a start or page size that is none. PagingNotPossible: the page size cannot be chosen.</exception>
    public static PagingPlan Create(
        GraphQLRequest operation, IReadOnlyDictionary<string, object?> variables, ListField list, PagingOptions options)
    {
        var size = SizeOf(operation, variables, list, options);
        var start = Given(operation, variables, list.StartVariable);
        switch (list.Shape)
        {
            case ListShape.Offset:
                var skip = new BigInteger(Integer(start, list.StartVariable, least: 0) ?? 0) + options.Skip;
                return new PagingPlan(new OffsetPosition(Checked(skip, operation, list)), size, 0);
            case ListShape.PageNumber:
                var page = new BigInteger(Integer(start, list.StartVariable, least: 0) ?? 1) + (options.Skip / (ulong)size!.Value);
                return new PagingPlan(new NumberPosition(Checked(page, operation, list)), size, options.Skip % (ulong)size.Value);
            default:
                return new PagingPlan(new CursorPosition(start), size, options.Skip);
        }
    }

    private static int? SizeOf(
        GraphQLRequest operation, IReadOnlyDictionary<string, object?> variables, ListField list, PagingOptions options)
    {
        if (list.SizeVariable is { } variable)
            return options.PageSize ?? (int?)Integer(Given(operation, variables, variable), variable, least: 1) ?? PagingOptions.DefaultPageSize;
        if (options.PageSize is null)
            return list.FixedSize;
        var argument = list.Shape switch { ListShape.Offset => "take", ListShape.PageNumber => "limit", _ => "first" };
        throw new RfaException(
            ErrorCodes.PagingNotPossible,
            $"-PageSize needs a variable for it: declare ${argument}: Int and pass it as {argument} to {string.Join(".", list.Path)}.");
    }

    /// <summary>The value of a variable: the user's, else the operation's default.</summary>
    private static object? Given(GraphQLRequest operation, IReadOnlyDictionary<string, object?> variables, string name) =>
        variables.TryGetValue(name, out var value) && value is not null
            ? value
            : operation.Operation.Variables.First(variable => variable.Name == name).DefaultValue switch
            {
                IntValue number => BigInteger.Parse(number.Text, CultureInfo.InvariantCulture),
                StringValue text => text.Text,
                _ => null,
            };

    private static long? Integer(object? value, string variable, int least) =>
        value is null ? null
        : ValueKind.IsNumber(value) && Numbers.ToInteger(value) is { } integer && integer >= least && integer <= int.MaxValue ? (long)integer
        : throw new RfaException(ErrorCodes.VariablesInvalid, $"The variable ${variable} pages the list: -All takes a whole number from {least} on for it.");

    private static long Checked(BigInteger start, GraphQLRequest operation, ListField list)
    {
        var type = operation.Operation.Variables.First(variable => variable.Name == list.StartVariable).Type;
        var most = (type is NonNullType required ? required.Type : type) is NamedType { Name: "Int" } ? int.MaxValue : long.MaxValue;
        return start <= most ? (long)start : throw new RfaException(ErrorCodes.VariablesInvalid, "-Skip is beyond what the list can be asked for.");
    }
}
