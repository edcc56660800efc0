using RfaAuth.Sandbox.Execution;

namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>One page of a list, as HotChocolate's collection segments are.</summary>
internal sealed record Segment(IReadOnlyList<object> Items, bool HasNextPage, bool HasPreviousPage, int TotalCount)
{
    private static readonly ObjectType s_pageInfo = new(
        "CollectionSegmentInfo",
        FieldDefinition.Of<Segment>("hasNextPage", Scalars.Boolean.Required(), segment => segment.HasNextPage),
        FieldDefinition.Of<Segment>("hasPreviousPage", Scalars.Boolean.Required(), segment => segment.HasPreviousPage));

    /// <summary>A root field that gives a list by segments: <c>skip</c>, <c>take</c>, <c>where</c> and <c>order</c>.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="item">The type of the items; its scalar fields can be filtered and ordered by.</param>
    /// <param name="items">All items in their natural order.</param>
    public static FieldDefinition Field(string name, ObjectType item, Func<IReadOnlyList<object>> items)
    {
        var type = new ObjectType(
            item.Name + "CollectionSegment",
            FieldDefinition.Of<Segment>("items", item.Required().List(), segment => segment.Items),
            FieldDefinition.Of<Segment>("pageInfo", s_pageInfo.Required(), segment => segment),
            FieldDefinition.Of<Segment>("totalCount", Scalars.Int.Required(), segment => segment.TotalCount));
        return new FieldDefinition(name, type, context => Take(item, items(), context)).With(
            new ArgumentDefinition("skip", Scalars.Int, 0) { Description = "How many items are left out at the start." },
            new ArgumentDefinition("take", Scalars.Int, 10) { Description = "How many items there are at most." },
            new ArgumentDefinition("where", Filtering.InputType(item)),
            new ArgumentDefinition("order", Ordering.InputType(item).Required().List()));
    }

    private static Segment Take(ObjectType item, IReadOnlyList<object> items, FieldContext context)
    {
        var skip = context.Argument<int>("skip");
        var take = context.Argument<int>("take");
        if (skip < 0 || take < 0)
        {
            throw new FieldException(new ExecutionError(ErrorKind.Field, "skip and take cannot be negative.") { Code = "PAGING_INVALID" });
        }

        var where = context.Argument<IReadOnlyDictionary<string, object?>>("where");
        var order = context.Argument<IReadOnlyList<object?>>("order");
        var found = items.Where(candidate => where is null || Filtering.Matches(item, candidate, where));
        var all = Ordering.Sort(item, found, order ?? []).ToList();
        var page = all.Skip(skip).Take(take).ToList();
        return new Segment(page, skip + page.Count < all.Count, skip > 0, all.Count);
    }
}
