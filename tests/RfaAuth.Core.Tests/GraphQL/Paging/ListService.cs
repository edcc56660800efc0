using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;

namespace RfaAuth.Core.Tests.GraphQL.Paging;

/// <summary>A service in memory with one list, in each of the three shapes, and the faults of those that page badly.</summary>
internal sealed class ListService(ListShape shape, int count)
{
    /// <summary>The most items of one page, whatever is asked for.</summary>
    public int Cap { get; init; } = int.MaxValue;

    public bool TellsMore { get; init; } = true;

    public bool TellsTotal { get; init; } = true;

    public bool IgnoresStart { get; init; }

    public bool AlwaysSaysMore { get; init; }

    /// <summary>The item at an index.</summary>
    public Func<int, object?> Item { get; init; } = index => (long)index;

    public List<(object? Start, object? Size)> Requests { get; } = [];

    public GraphQLRequest Operation { get; } = new(Document(shape));

    public static string Document(ListShape shape) => shape switch
    {
        ListShape.Offset => "query L($skip: Int, $take: Int) { list(skip: $skip, take: $take) { items totalCount pageInfo { hasNextPage } } }",
        ListShape.PageNumber => "query L($page: Int, $limit: Int) { list(page: $page, limit: $limit) { data } }",
        _ => "query L($after: String, $first: Int) { list(after: $after, first: $first) { nodes totalCount pageInfo { hasNextPage endCursor } } }",
    };

    public static string StartName(ListShape shape) => shape switch { ListShape.Offset => "skip", ListShape.PageNumber => "page", _ => "after" };

    public static string SizeName(ListShape shape) => shape switch { ListShape.Offset => "take", ListShape.PageNumber => "limit", _ => "first" };

    public GraphQLResponse Answer(GraphQLRequest request)
    {
        var start = request.Variables!.GetValueOrDefault(StartName(shape));
        var size = (int)request.Variables![SizeName(shape)]!;
        Requests.Add((start, size));
        Assert.True(Requests.Count < 10_000, "The paging does not come to an end.");
        var from = IgnoresStart ? 0 : shape switch
        {
            ListShape.Offset => (int)start!,
            ListShape.PageNumber => ((int)start! - 1) * size,
            _ => start is null ? 0 : int.Parse((string)start, System.Globalization.CultureInfo.InvariantCulture),
        };
        var items = Enumerable.Range(from, Math.Max(0, Math.Min(Math.Min(size, Cap), count - from))).Select(Item).ToArray();
        var end = from + items.Length;
        var list = new Dictionary<string, object?>
        {
            [shape switch { ListShape.Offset => "items", ListShape.PageNumber => "data", _ => "nodes" }] = items,
            ["totalCount"] = TellsTotal ? (long)count : null,
            ["pageInfo"] = new Dictionary<string, object?>
            {
                ["hasNextPage"] = TellsMore ? AlwaysSaysMore || end < count : null,
                ["endCursor"] = items.Length == 0 ? start : end.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };
        return new GraphQLResponse { Data = new Dictionary<string, object?> { ["list"] = list }, HasData = true };
    }

    public Pager Follow(PagingOptions? options = null, IReadOnlyDictionary<string, object?>? variables = null) =>
        new(Operation, variables, ListSource.Choose(Operation, null), options ?? new PagingOptions());

    /// <summary>Every item, in the order of output.</summary>
    public List<object?> ReadAll(PagingOptions? options = null, IReadOnlyDictionary<string, object?>? variables = null)
    {
        using var pager = Follow(options, variables);
        var items = new List<object?>();
        for (var request = pager.First(); request is not null;)
        {
            var page = pager.Read(Answer(request));
            items.AddRange(page.Items);
            if (page.Failure is not null)
                throw page.Resume is null ? page.Failure : page.Failure.With(page.Resume);
            request = page.Next;
        }

        return items;
    }
}
