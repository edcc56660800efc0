namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>Toggle's lists: <c>page</c> (from 1) and <c>limit</c>, the items under <c>data</c>, and no total.</summary>
internal static class PagedList
{
    public static List<T> Page<T>(IResolveFieldContext context, IEnumerable<T> items)
    {
        var page = context.Value<int>("page");
        var limit = context.Value<int>("limit");
        var problems = new Dictionary<string, IReadOnlyList<string>>();
        if (page < 1)
            problems.Add("page", ["The page must be at least 1."]);

        if (limit < 1)
            problems.Add("limit", ["The limit must be at least 1."]);

        return problems.Count > 0
            ? throw ValidationFailure.Of(problems)
            : items.Skip((int)Math.Min(int.MaxValue, (page - 1L) * limit)).Take(limit).ToList();
    }
}
