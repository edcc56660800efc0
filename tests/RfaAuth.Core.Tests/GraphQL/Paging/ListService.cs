namespace RfaAuth.Core.Tests.GraphQL.Paging;

/// <summary>The shapes in which the service pages its list.</summary>
internal enum Paged
{
    Offset,
    PageNumber,
    Cursor,
    Backward,
    Plain,
}

/// <summary>A service in memory with one list, in each of the shapes, and the faults of those that page badly.</summary>
internal sealed class ListService(Paged shape, int count)
{
    /// <summary>The most items of one page, whatever is asked for.</summary>
    public int Cap { get; init; } = int.MaxValue;

    /// <summary>The least items of one page, whatever is asked for.</summary>
    public int Least { get; init; }

    /// <summary>The page size beyond which a page is refused, with this number.</summary>
    public int Limit { get; init; } = int.MaxValue;

    public bool TellsMore { get; init; } = true;

    public bool TellsTotal { get; init; } = true;

    public bool TellsLastPage { get; init; }

    public bool TellsPerPage { get; init; }

    public bool IgnoresStart { get; init; }

    public bool AlwaysSaysMore { get; init; }

    /// <summary>Whether a page beyond the last is the last one again.</summary>
    public bool ClampsPage { get; init; }

    /// <summary>The item at an index.</summary>
    public Func<int, object?> Item { get; init; } = index => (long)index;

    /// <summary>Whether the user may see the item at an index: what may not be seen is left out of its page.</summary>
    public Func<int, bool> IsVisible { get; init; } = _ => true;

    private readonly ListSource _list = ListSource.Choose(new GraphQLRequest(Document(shape)), null);

    public List<(object? Start, object? Size)> Requests { get; } = [];

    public GraphQLRequest Operation { get; } = new(Document(shape));

    public static string Document(Paged shape) => shape switch
    {
        Paged.Offset => "query L($skip: Int, $take: Int) { list(skip: $skip, take: $take) { items totalCount pageInfo { hasNextPage } } }",
        Paged.PageNumber => "query L($page: Int, $limit: Int) { list(page: $page, limit: $limit) { data total last_page current_page per_page has_more_pages } }",
        Paged.Cursor => "query L($after: String, $first: Int) { list(after: $after, first: $first) { nodes totalCount pageInfo { hasNextPage endCursor } } }",
        Paged.Backward => "query L($before: String, $last: Int) { list(before: $before, last: $last) { nodes totalCount pageInfo { hasPreviousPage startCursor } } }",
        _ => "query L($offset: Int, $limit: Int) { list(offset: $offset, limit: $limit) }",
    };

    public static string StartName(Paged shape) => shape switch
    {
        Paged.Offset => "skip", Paged.PageNumber => "page", Paged.Cursor => "after", Paged.Backward => "before", _ => "offset",
    };

    public static string SizeName(Paged shape) => shape switch
    {
        Paged.Offset => "take", Paged.Cursor => "first", Paged.Backward => "last", _ => "limit",
    };

    public CallResult Answer(GraphQLRequest request)
    {
        var start = request.Variables!.GetValueOrDefault(StartName(shape));
        var size = Convert.ToInt32(request.Variables![SizeName(shape)], System.Globalization.CultureInfo.InvariantCulture);
        Requests.Add((start, size));
        Assert.True(Requests.Count < 10_000, "The paging does not come to an end.");
        if (size > Limit)
            return ListAnswers.Read(_list, $$$"""{"data":{"list":null},"errors":[{"message":"Too much.","extensions":{"code":"HC0051","maxAllowedItems":{{{Limit}}}}}]}""");
        var real = Math.Max(Math.Min(size, Cap), Least);
        var number = shape == Paged.PageNumber ? Convert.ToInt32(start, System.Globalization.CultureInfo.InvariantCulture) : 1;
        var last = Math.Max(1, (count + real - 1) / real);
        var from = IgnoresStart ? 0 : shape switch
        {
            Paged.Offset or Paged.Plain => Convert.ToInt32(start, System.Globalization.CultureInfo.InvariantCulture),
            Paged.PageNumber => ((ClampsPage ? Math.Min(number, last) : number) - 1) * real,
            _ => start is null ? 0 : int.Parse((string)start, System.Globalization.CultureInfo.InvariantCulture),
        };
        // Backwards the list is seen from its end: an index counts from there.
        var indices = Enumerable.Range(from, Math.Max(0, Math.Min(real, count - from)));
        var end = from + indices.Count();
        var items = (shape == Paged.Backward ? indices.Reverse() : indices).Where(IsVisible).Select(Item).ToArray();
        var cursor = end == from ? start : end.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var more = TellsMore ? AlwaysSaysMore || end < count : (bool?)null;
        object? list = shape == Paged.Plain ? items : new Dictionary<string, object?>
        {
            [shape switch { Paged.Offset => "items", Paged.PageNumber => "data", _ => "nodes" }] = items,
            ["totalCount"] = TellsTotal ? (long)count : null,
            ["total"] = TellsTotal ? (long)count : null,
            ["last_page"] = TellsLastPage ? (long)last : null,
            ["current_page"] = TellsLastPage ? (long)number : null,
            ["per_page"] = TellsPerPage ? (long)real : null,
            ["has_more_pages"] = more,
            ["pageInfo"] = new Dictionary<string, object?> { ["hasNextPage"] = more, ["hasPreviousPage"] = more, ["endCursor"] = cursor, ["startCursor"] = cursor },
        };
        return ListAnswers.Of(_list, new Dictionary<string, object?> { ["list"] = list });
    }

    public Pager Follow(PagingOptions? options = null, IReadOnlyDictionary<string, object?>? variables = null) =>
        new(Operation, variables, _list, options ?? new PagingOptions());

    /// <summary>Every item, in the order of output.</summary>
    public List<object?> ReadAll(PagingOptions? options = null, IReadOnlyDictionary<string, object?>? variables = null)
    {
        var pager = Follow(options, variables);
        var items = new List<object?>();
        for (var request = pager.First(); request is not null;)
        {
            var page = pager.Read(Answer(request));
            items.AddRange(page.PlainItems());
            if (page.Failure is not null)
                throw page.Resume is null ? page.Failure : page.Resume.AtEnd(page.Failure);
            request = page.Next;
        }

        return items;
    }
}
