using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Where a list's answer says how it goes on: paths of response keys below the list's field, null for what the document does not select.
/// The names are those of HotChocolate, Relay, rebing/graphql-laravel, Lighthouse, Strapi and their like.
/// </summary>
internal sealed record PageFacts
{
    public const string HasNextPage = "hasNextPage";
    public const string EndCursor = "endCursor";
    public const string HasPreviousPage = "hasPreviousPage";
    public const string StartCursor = "startCursor";

    // Held against names without underscores and case: has_more_pages is hasMorePages.
    private static readonly string[] s_holders = ["pageinfo", "paginatorinfo", "pagination", "paging", "meta"];
    private static readonly string[] s_hasMore = ["hasnextpage", "hasmorepages", "hasmore", "hasnext"];
    private static readonly string[] s_total = ["totalcount", "total", "totalitems", "totalrecords", "totalresults"];
    private static readonly string[] s_lastPage = ["lastpage", "totalpages", "pagecount"];
    private static readonly string[] s_currentPage = ["currentpage"];
    private static readonly string[] s_perPage = ["perpage"];

    public IReadOnlyList<string>? HasMore { get; init; }

    public IReadOnlyList<string>? Cursor { get; init; }

    public IReadOnlyList<string>? Total { get; init; }

    public IReadOnlyList<string>? LastPage { get; init; }

    public IReadOnlyList<string>? CurrentPage { get; init; }

    /// <summary>How many items a page has, as the service says.</summary>
    public IReadOnlyList<string>? PerPage { get; init; }

    /// <summary>Finds them, beside the items and one level below.</summary>
    /// <param name="selected">The fields of the list.</param>
    /// <param name="collector">The document's fields.</param>
    /// <param name="hasMore">The field that says whether there are more.</param>
    /// <param name="cursor">The field that has the cursor of the next page.</param>
    public static PageFacts Read(CollectedFields selected, FieldCollector collector, string hasMore, string cursor)
    {
        var found = new List<(string Name, string[] Path)>();
        Add(selected, [], 0);
        return new PageFacts
        {
            HasMore = Of(hasMore == HasNextPage ? s_hasMore : [Plain(hasMore)]),
            Cursor = Of(Plain(cursor)),
            Total = Of(s_total),
            LastPage = Of(s_lastPage),
            CurrentPage = Of(s_currentPage),
            PerPage = Of(s_perPage),
        };

        void Add(CollectedFields fields, string[] above, int depth)
        {
            foreach (var field in fields.Fields)
            {
                var name = Plain(field.First.Name);
                string[] path = [.. above, field.First.ResponseKey];
                if (field.SelectionSets.Count == 0)
                    found.Add((name, path));
                // Strapi has meta { pagination { total } }.
                else if (depth < 2 && s_holders.Contains(name))
                    Add(collector.Collect(field.SelectionSets), path, depth + 1);
            }
        }

        string[]? Of(params string[] names) => names
            .Select(name => found.Find(fact => fact.Name == name).Path)
            .FirstOrDefault(path => path is not null);
    }

    /// <summary>Whether a field belongs to the page rather than to an item.</summary>
    public static bool IsFact(string name)
    {
        var plain = Plain(name);
        return new[] { s_holders, s_hasMore, s_total, s_lastPage, s_currentPage, s_perPage }.Any(names => names.Contains(plain));
    }

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();
}
