namespace RfaAuth.Sandbox.Services.Lists;

/// <summary>An item of a generated list. It is made on request, so that a list can have any size.</summary>
internal sealed record Entry(int Number);

/// <summary>A part of a generated list.</summary>
internal sealed record EntryPage(int From, IReadOnlyList<object> Items, SandboxOptions Options)
{
    private int End => From + Items.Count;

    public bool HasNextPage => Options.ListFault is ListFault.AlwaysMore or ListFault.SameCursor || End < Options.ListSize;

    public string EndCursor => "entry:" + (Options.ListFault == ListFault.SameCursor ? "same" : End.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Lists of <c>listSize</c> entries with three kinds of paging.</summary>
internal static class Entries
{
    private static readonly Dictionary<string, Func<EntryPage, object?>> s_page = new()
    {
        ["pageInfo"] = p => p,
        ["totalCount"] = p => p.Options.ListSize,
    };

    /// <summary>Toggle's <c>Entries</c>: <c>page</c> and <c>limit</c>.</summary>
    public static void AddPaginator(FieldTable fields)
    {
        fields.Add("Query.Entries", context => Page(context, (context.Value<int>("page") - 1L) * Most(context, context.Value<int>("limit")), context.Value<int>("limit"), isToggle: true));
        fields.Add<EntryPage>("EntryPaginator", new() { ["data"] = p => p.Items, ["total"] = p => p.Options.ListSize, ["has_more_pages"] = p => p.HasNextPage });
        AddEntry(fields);
    }

    /// <summary>Red Flag Alert's <c>entries</c> (<c>skip</c> and <c>take</c>) and <c>entryConnection</c> (<c>after</c> and <c>first</c>).</summary>
    public static void AddSegmentAndConnection(FieldTable fields)
    {
        fields.Add("Query.entries", context => Page(context, context.Value<int>("skip"), context.Value<int>("take")));
        fields.Add("Query.entryConnection", context => Page(context, After(context.Value<string>("after")), context.Value<int>("first")));
        fields.Add("EntryCollectionSegment", s_page);
        fields.Add<EntryPage>("EntryCollectionSegment", new() { ["items"] = p => p.Items });
        fields.Add("EntryConnection", s_page);
        fields.Add<EntryPage>("EntryConnection", new() { ["nodes"] = p => p.Items, ["edges"] = p => p.Items });
        fields.Add<EntryPage>("EntryPageInfo", new() { ["hasNextPage"] = p => p.HasNextPage, ["endCursor"] = p => p.EndCursor });
        fields.Add<Entry>("EntryEdge", new()
        {
            ["node"] = e => e, ["cursor"] = e => "entry:" + (e.Number + 1).ToString(CultureInfo.InvariantCulture),
        });
        AddEntry(fields);
    }

    private static void AddEntry(FieldTable fields) => fields.Add<Entry>("Entry", new()
    {
        ["id"] = e => "E" + e.Number.ToString("D8", CultureInfo.InvariantCulture), ["number"] = e => e.Number,
    });

    private static EntryPage Page(IResolveFieldContext context, long start, int size, bool isToggle = false)
    {
        var options = context.CallState().Options;
        var from = (int)Math.Clamp(options.ListFault == ListFault.IgnoresStart ? 0 : start, 0, options.ListSize);
        var most = Most(context, size);
        if (options.ListFault == ListFault.RefusesSize && most < size)
        {
            throw isToggle
                ? ValidationFailure.Of("limit", $"The limit may not be greater than {most}.")
                : new FieldException(new ServiceError(ErrorKind.Field, "The maximum allowed items per page were exceeded.")
                {
                    Code = "HC0051",
                    Extensions = new Dictionary<string, object?> { ["maxAllowedItems"] = most, ["requestedItems"] = size },
                });
        }

        return new EntryPage(from, [.. Enumerable.Range(from, Math.Clamp(most, 0, options.ListSize - from)).Select(number => new Entry(number))], options);
    }

    /// <summary>How many items a page really has.</summary>
    private static int Most(IResolveFieldContext context, int size)
    {
        var cap = context.CallState().Options.ListCap;
        return cap > 0 ? Math.Min(size, cap) : size;
    }

    private static int After(string? cursor) =>
        cursor?.Split(':') is [_, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0;
}
