using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// The places in a list's answer that tell how it goes on: paths of response keys below the list's field, null if the document does not select them.
/// The names are those of HotChocolate, Relay, rebing/graphql-laravel, Lighthouse, Strapi and others.
/// </summary>
internal sealed record PageFacts
{
    public const string HasNextPage = "hasNextPage";
    public const string EndCursor = "endCursor";
    public const string HasPreviousPage = "hasPreviousPage";
    public const string StartCursor = "startCursor";

    // Names are compared without underscores and case: has_more_pages is the same as hasMorePages.
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

    /// <summary>The path of the page size.</summary>
    public IReadOnlyList<string>? PerPage { get; init; }

    /// <summary>Finds the places, next to the items and one level below.</summary>
    /// <param name="selected">The fields of the list.</param>
    /// <param name="collector">The document's fields.</param>
    /// <param name="hasMore">The name of the field that tells whether there are more items.</param>
    /// <param name="cursor">The name of the field with the cursor of the next page.</param>
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

    /// <summary>Whether a field belongs to the page and not to an item.</summary>
    public static bool IsFact(string name)
    {
        var plain = Plain(name);
        return new[] { s_holders, s_hasMore, s_total, s_lastPage, s_currentPage, s_perPage }.Any(names => names.Contains(plain));
    }

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();
}
