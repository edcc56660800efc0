using RfaAuth.Sandbox.Execution;

namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>Toggle's lists: <c>page</c> (from 1) and <c>limit</c>, the items under <c>data</c>, and no total.</summary>
internal static class PagedList
{
    public static FieldDefinition Field(
        string name, ObjectType item, Func<FieldContext, IEnumerable<object>> items, params ArgumentDefinition[] filters)
    {
        var type = new ObjectType(
            item.Name + "Paginator",
            FieldDefinition.Of<IReadOnlyList<object>>("data", item.Required().List().Required(), page => page));
        return new FieldDefinition(name, type, context => Page(context, items(context))).With(
        [
            new ArgumentDefinition("page", Scalars.Int, 1) { Description = "The page, from 1." },
            new ArgumentDefinition("limit", Scalars.Int, 10) { Description = "How many items there are at most." },
            .. filters,
        ]);
    }

    private static List<object> Page(FieldContext context, IEnumerable<object> items)
    {
        var page = context.Argument<int>("page");
        var limit = context.Argument<int>("limit");
        var problems = new Dictionary<string, IReadOnlyList<string>>();
        if (page < 1)
        {
            problems.Add("page", ["The page must be at least 1."]);
        }

        if (limit < 1)
        {
            problems.Add("limit", ["The limit must be at least 1."]);
        }

        return problems.Count > 0
            ? throw ValidationFailure.Of(problems)
            : items.Skip((int)Math.Min(int.MaxValue, (page - 1L) * limit)).Take(limit).ToList();
    }
}
