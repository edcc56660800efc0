namespace RfaAuth.Core.Tests.GraphQL.Paging;

/// <summary>A list that is followed through pages written down as JSON: the requests, the items, and what else came of it.</summary>
internal sealed record ListWalk(IReadOnlyList<string> Requests, IReadOnlyList<object?> Items, IReadOnlyList<ListPage> Pages)
{
    public ListPage Last => Pages[^1];

    /// <summary>Follows the list until it ends, fails or has no page left.</summary>
    /// <param name="document">The document.</param>
    /// <param name="variables">The user's values.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="data">The <c>data</c> of each answer; one that begins with "errors" is an answer without data.</param>
    public static ListWalk Take(string document, IReadOnlyDictionary<string, object?>? variables, PagingOptions? options, params string[] data)
    {
        var request = new GraphQLRequest(document) { Variables = variables };
        var list = ListSource.Choose(request, null);
        var pager = new Pager(request, variables, list, options ?? new PagingOptions());
        var requests = new List<string>();
        var pages = new List<ListPage>();
        var next = pager.First();
        for (; next is not null && pages.Count < data.Length; next = pages[^1].Next)
        {
            requests.Add(Show(next));
            var answer = data[pages.Count];
            pages.Add(pager.Read(ListAnswers.Read(list, answer.StartsWith("\"errors", StringComparison.Ordinal) ? $"{{{answer}}}" : $"{{\"data\":{answer}}}")));
        }

        if (next is not null)
            requests.Add(Show(next));
        return new ListWalk(requests, [.. pages.SelectMany(page => page.PlainItems())], pages);
    }

    /// <summary>The variables of a request in short.</summary>
    public static string Show(GraphQLRequest request) => Show(Declared(request));

    private static Dictionary<string, object?> Declared(GraphQLRequest request) => request.Operation.Variables
        .Where(variable => request.Variables!.ContainsKey(variable.Name)).ToDictionary(variable => variable.Name, variable => request.Variables![variable.Name]);

    /// <summary>Variables in short, as <c>skip=0 take=2</c>.</summary>
    private static string Show(object? value) => value switch
    {
        IReadOnlyDictionary<string, object?> members => string.Join(" ", members.Select(member =>
            member.Value is IReadOnlyDictionary<string, object?> ? $"{member.Key}{{{Show(member.Value)}}}" : $"{member.Key}={Show(member.Value)}")),
        null => "null",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
