namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>In which pieces a list is asked for, by parameters, variables and document. Pure.</summary>
internal static class PageSizes
{
    /// <returns>How many items to ask for at once; null where the service decides.</returns>
    /// <exception cref="RfaException">InvalidVariables: a page size that is none. PagingNotPossible: the page size cannot be chosen.</exception>
    public static int? SizeOf(IReadOnlyDictionary<string, object?> variables, ListField list, PagingOptions options)
    {
        if (list.Size is { } variable)
        {
            // An input object may have no such field: it is set where somebody said so.
            return options.PageSize
                ?? (int?)variable.Integer(variable.Given(variables), least: 1)
                ?? (options.NeedsNoSize || (variable.IsInObject && !variable.IsGiven(variables)) ? null : PagingOptions.DefaultPageSize);
        }

        return options.PageSize is null ? list.FixedSize : throw NoVariable(list, "-PageSize needs a variable for it");
    }

    /// <summary>The error for a page size that cannot be chosen.</summary>
    public static RfaException NoVariable(ListField list, string why) => new(
        ErrorCodes.PagingNotPossible,
        $"{why}: declare ${list.SizeArgument}: Int and pass it as {list.SizeArgument} to {string.Join(".", list.Path)}.");
}
