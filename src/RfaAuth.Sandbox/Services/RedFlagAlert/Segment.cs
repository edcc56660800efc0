namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>One page of a list, as HotChocolate's collection segments are.</summary>
internal sealed record Segment(IReadOnlyList<object> Items, bool HasNextPage, bool HasPreviousPage, int TotalCount)
{
    /// <summary>The items between <c>skip</c> and <c>take</c>, after <c>where</c> and <c>order</c>.</summary>
    /// <param name="context">The call of the field.</param>
    /// <param name="items">All items in their natural order.</param>
    /// <param name="fields">The fields that they can be filtered and ordered by.</param>
    public static Segment Take<T>(IResolveFieldContext context, IReadOnlyList<T> items, IReadOnlyDictionary<string, Func<T, object?>> fields)
        where T : class
    {
        var skip = context.Value<int>("skip");
        var take = context.Value<int>("take");
        if (skip < 0 || take < 0)
            throw new FieldException(new ServiceError(ErrorKind.Field, "skip and take cannot be negative.") { Code = "PAGING_INVALID" });

        var where = context.Value<IDictionary<string, object?>>("where");
        var order = context.Value<IEnumerable<object?>>("order");
        var found = items.Where(item => where is null || Filtering.Matches(name => fields[name](item), where));
        var all = Ordering.Sort(found, fields, order ?? []).ToList();
        var page = all.Skip(skip).Take(take).ToList();
        return new Segment(page, skip + page.Count < all.Count, skip > 0, all.Count);
    }
}
