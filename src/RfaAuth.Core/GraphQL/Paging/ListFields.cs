using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>Finds the fields of an operation that use a variable for the start of their page, at any depth and in any fragment. Pure.</summary>
internal static class ListFields
{
    // Far more than a document written by people has. Each is compared with each other.
    private const int MostFound = 100;

    // The greatest depth of an answer is below this.
    private const int MostLevels = 200;

    // With fragments, an operation's tree can be exponentially larger than its document.
    private const int MostVisits = 10_000;

    /// <exception cref="RfaException">PagingNotPossible: the fragments branch too much to look at all fields.</exception>
    public static IReadOnlyList<ListField> Find(GraphQLRequest request)
    {
        var collector = new FieldCollector(request.Document);
        var reader = new ListFieldReader(collector, request.Operation, request.Variables ?? new Dictionary<string, object?>());
        var selections = new PagedSelections(request.Document, reader.IsPaged);
        var found = new List<ListField>();
        var visits = 0;
        var pending = new Stack<(IReadOnlyList<SelectionSet> Sets, IReadOnlyList<string> Path)>();
        pending.Push(([request.Operation.SelectionSet], []));
        while (pending.Count > 0 && found.Count < MostFound)
        {
            if (++visits > MostVisits)
                throw new RfaException(ErrorCodes.PagingNotPossible, "-All cannot look at all lists of the operation: its fragments branch too far.");
            var (sets, path) = pending.Pop();
            var fields = collector.Collect(sets).Fields;
            found.AddRange(fields.Where(field => field.Places.Exists(reader.IsPaged)).Select(field => reader.Read(field, Below(path, field))).OfType<ListField>());
            if (path.Count == MostLevels)
                continue;
            foreach (var field in fields.Reverse().Where(field => field.SelectionSets.Any(selections.Leads)))
                pending.Push((field.SelectionSets, Below(path, field)));
        }

        return [.. found.Take(MostFound).Select(list => list with { IsBelowList = found.Take(MostFound).Any(other => IsIn(list, other)) })];
    }

    private static string[] Below(IReadOnlyList<string> path, CollectedField field) => [.. path, field.First.ResponseKey];

    /// <summary>Whether a list is below the items of another one.</summary>
    private static bool IsIn(ListField list, ListField other) =>
        list.Path.Count > other.Path.Count
        && list.Path.Take(other.Path.Count).SequenceEqual(other.Path)
        && (other.IsPlainList || other.ItemsKeys.Contains(list.Path[other.Path.Count]) || list.Path[other.Path.Count] == other.EdgesKey);
}
