using System.Globalization;
using RfaAuth.Sandbox.Execution;

namespace RfaAuth.Sandbox.Services.Lists;

/// <summary>An item of a generated list: made when it is asked for, so that a list can be of any size.</summary>
internal sealed record Entry(int Number);

/// <summary>A part of a generated list.</summary>
internal sealed record EntryPage(int From, IReadOnlyList<object> Items, SandboxOptions Options)
{
    private int End => From + Items.Count;

    public bool HasNextPage => Options.ListFault is ListFault.AlwaysMore or ListFault.SameCursor || End < Options.ListSize;

    public string EndCursor => "entry:" + (Options.ListFault == ListFault.SameCursor ? "same" : End.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Lists of <c>listSize</c> entries, in the three shapes in which services page.</summary>
internal static class Entries
{
    private static readonly ObjectType s_entry = new(
        "Entry",
        FieldDefinition.Of<Entry>("id", Scalars.Id.Required(), e => "E" + e.Number.ToString("D8", CultureInfo.InvariantCulture)),
        FieldDefinition.Of<Entry>("number", Scalars.Int.Required(), e => e.Number));

    private static readonly ObjectType s_pageInfo = new(
        "EntryPageInfo",
        FieldDefinition.Of<EntryPage>("hasNextPage", Scalars.Boolean.Required(), p => p.HasNextPage),
        FieldDefinition.Of<EntryPage>("endCursor", Scalars.String, p => p.EndCursor));

    private static readonly ObjectType s_edge = new(
        "EntryEdge",
        FieldDefinition.Of<Entry>("node", s_entry.Required(), e => e),
        FieldDefinition.Of<Entry>("cursor", Scalars.String.Required(), e => "entry:" + (e.Number + 1).ToString(CultureInfo.InvariantCulture)));

    /// <summary><c>skip</c> and <c>take</c>.</summary>
    public static FieldDefinition Segment { get; } = List(
        "entries",
        "EntryCollectionSegment",
        ["items"],
        context => Page(context, context.Argument<int>("skip"), context.Argument<int>("take")),
        new ArgumentDefinition("skip", Scalars.Int, 0),
        new ArgumentDefinition("take", Scalars.Int, 10));

    /// <summary><c>page</c> and <c>limit</c>.</summary>
    public static FieldDefinition Paginator { get; } = List(
        "Entries",
        "EntryPaginator",
        ["data"],
        context => Page(context, (context.Argument<int>("page") - 1L) * context.Argument<int>("limit"), context.Argument<int>("limit")),
        new ArgumentDefinition("page", Scalars.Int, 1),
        new ArgumentDefinition("limit", Scalars.Int, 10));

    /// <summary><c>after</c> and <c>first</c>.</summary>
    public static FieldDefinition Connection { get; } = List(
        "entryConnection",
        "EntryConnection",
        ["nodes", "edges"],
        context => Page(context, After(context.Argument<string>("after")), context.Argument<int>("first")),
        new ArgumentDefinition("after", Scalars.String),
        new ArgumentDefinition("first", Scalars.Int, 10));

    private static FieldDefinition List(
        string name, string type, string[] items, Func<FieldContext, EntryPage> page, params ArgumentDefinition[] arguments)
    {
        FieldDefinition[] fields =
        [
            .. items.Select(key => FieldDefinition.Of<EntryPage>(key, (key == "edges" ? s_edge : s_entry).Required().List().Required(), p => p.Items)),
            .. (FieldDefinition[])(name == "Entries" ? [] :
            [
                FieldDefinition.Of<EntryPage>("pageInfo", s_pageInfo.Required(), p => p),
                FieldDefinition.Of<EntryPage>("totalCount", Scalars.Int.Required(), p => p.Options.ListSize),
            ]),
        ];
        return new FieldDefinition(name, new ObjectType(type, fields), page).With(arguments).Describe("Entries made on demand: a list of any size.");
    }

    private static EntryPage Page(FieldContext context, long start, int size)
    {
        var options = ((CallState)context.State).Options;
        var from = (int)Math.Clamp(options.ListFault == ListFault.IgnoresStart ? 0 : start, 0, options.ListSize);
        var most = options.ListCap > 0 ? Math.Min(size, options.ListCap) : size;
        return new EntryPage(from, [.. Enumerable.Range(from, Math.Clamp(most, 0, options.ListSize - from)).Select(number => new Entry(number))], options);
    }

    private static int After(string? cursor) =>
        cursor?.Split(':') is [_, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 0;
}
