using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Paging;

namespace RfaAuth.Commands;

/// <summary>Reads the parameters for a list to follow. Pure.</summary>
internal static class ListParameters
{
    private static readonly string[] s_needAll = [nameof(InvokeRfaGraphQLCommand.PageSize), nameof(InvokeRfaGraphQLCommand.First), nameof(InvokeRfaGraphQLCommand.Skip), nameof(InvokeRfaGraphQLCommand.IncludeTotalCount), nameof(InvokeRfaGraphQLCommand.TotalCountVariable), nameof(InvokeRfaGraphQLCommand.Nested)];

    /// <returns>The options of the list; null without -All.</returns>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static PagingOptions? Read(InvokeRfaGraphQLCommand cmdlet)
    {
        var bound = cmdlet.MyInvocation.BoundParameters;
        if (!cmdlet.All)
        {
            return s_needAll.FirstOrDefault(bound.ContainsKey) is { } name
                ? throw Conflict($"-{name} is for lists that are followed page by page: add -All, or leave it out.")
                : null;
        }

        if (cmdlet.Raw || cmdlet.FullResponse)
            throw Conflict("-All outputs the items of many answers: leave out -Raw and -FullResponse.");
        return new PagingOptions
        {
            PageSize = bound.ContainsKey(nameof(cmdlet.PageSize)) ? cmdlet.PageSize : null,
            Skip = cmdlet.Skip,
            First = bound.ContainsKey(nameof(cmdlet.First)) ? cmdlet.First : null,
            IsNested = cmdlet.Nested,
            ThrottleLimit = cmdlet.ThrottleLimit,
            NeedsTotal = cmdlet.IncludeTotalCount || cmdlet.TotalCountVariable is not null,
        };
    }

    /// <summary>The variables that inputs may fill. The paging variables are not among them, unless the constants say where the list begins.</summary>
    public static IReadOnlyList<VariableDefinition> VariablesOfInputs(
        GraphQLRequest operation, ListSource? list, IReadOnlyDictionary<string, object?>? constants)
    {
        if (list is null)
            return operation.Operation.Variables;
        // The paging variables of inner lists are not among them either, because the pages fill them.
        IEnumerable<ListField> lists = ListFields.Find(operation with { Variables = constants }).Where(other => other.IsBelowList).Append(list.Field);
        return [.. operation.Operation.Variables.Where(variable =>
            !lists.Any(other => Pages(other.Start, variable) || Pages(other.Size, variable)) || constants?.ContainsKey(variable.Name) == true)];
    }

    private static bool Pages(PagingVariable? paging, VariableDefinition variable) => paging is { IsInObject: false } && paging.Name == variable.Name;

    private static RfaException Conflict(string message) => new(ErrorCodes.ParameterConflict, message);
}
