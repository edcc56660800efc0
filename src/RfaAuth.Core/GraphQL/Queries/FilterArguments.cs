namespace RfaAuth.Core.GraphQL.Queries;

/// <summary>The usual names of arguments that select or order items. A field in them with a paging name does not page.</summary>
internal static class FilterArguments
{
    private static readonly HashSet<string> s_names = ["where", "filter", "filters", "order", "orderBy", "order_by", "sort", "search", "query", "condition"];

    public static bool Has(string name) => s_names.Contains(name);
}
