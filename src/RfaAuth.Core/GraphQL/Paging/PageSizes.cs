namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Decides the page size from parameters, variables and document. Pure.</summary>
internal static class PageSizes
{
    /// <returns>The number of items to request at once; null if the service decides.</returns>
    /// <exception cref="RfaException">InvalidVariables: the page size is invalid. PagingNotPossible: the page size cannot be chosen.</exception>
    public static int? SizeOf(IReadOnlyDictionary<string, object?> variables, ListField list, PagingOptions options)
    {
        if (list.Size is { } variable)
        {
            // An input object may have no field for it, so the field is set only if the user gave a page size.
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
