using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.Answers;

/// <summary>
/// What an answer with refusals says of each root field of a mutation, by response key. Only what the answer proves counts:
/// real engines run the fields behind a refused one, or beside it, and then name the refused one alone. Pure.
/// </summary>
/// <param name="Refused">Refused as a whole, each by an error of its own, and without a value.</param>
/// <param name="HaveRun">Have a value, or an error below them.</param>
/// <param name="MayHaveRun">Nothing in the answer tells.</param>
/// <param name="IsRefusedAsWhole">The request was refused before any of them was reached.</param>
/// <param name="IsClear">Each error and each value belongs to one of the fields, and these are all fields there are.</param>
internal sealed record MutationFields(
    IReadOnlyList<string> Refused, IReadOnlyList<string> HaveRun, IReadOnlyList<string> MayHaveRun, bool IsRefusedAsWhole, bool IsClear)
{
    /// <summary>Those of <see cref="MayHaveRun"/> that failed: each has an error of its own, at itself, which refuses no token.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];

    /// <summary>Of an operation that changes nothing.</summary>
    public static readonly MutationFields None = new([], [], [], IsRefusedAsWhole: false, IsClear: true);

    /// <summary>Whether it is certain that nothing has run.</summary>
    public bool IsNothingRun => IsRefusedAsWhole || (IsClear && HaveRun.Count == 0 && MayHaveRun.Count == 0);

    /// <param name="request">The mutation.</param>
    /// <param name="response">Its answer.</param>
    /// <param name="errors">The answer's errors as the service sent them.</param>
    /// <param name="statusCode">The HTTP status of the answer.</param>
    public static MutationFields Read(GraphQLRequest request, GraphQLResponse response, IReadOnlyList<GraphQLError> errors, int statusCode)
    {
        var kinds = AuthFailureClassifier.ClassifyEach(errors, statusCode);
        var isOfOneCode = errors.Select(error => error.Code).Distinct(StringComparer.Ordinal).Count() <= 1;
        var roots = RootFields.Collect(request.Operation, request.Document, request.Variables);
        // A request error comes before execution and leaves `data` out (GraphQL specification, section 7.1); an error of a field has a path.
        var isRefusedAsWhole = !response.IsDataPresent && errors.Count > 0
            && kinds.All(kind => kind != AuthFailure.None) && errors.All(error => IsOfRequest(error, request));

        var isClear = roots.IsComplete && errors.Count > 0 && response.RootFields.All(key => roots.Fields.Any(root => root.ResponseKey == key));
        var refused = new HashSet<RootField>();
        var haveRun = new HashSet<RootField>(roots.Fields.Where(root => response.FilledFields.Contains(root.ResponseKey)));
        var failed = new HashSet<RootField>();
        for (var i = 0; i < errors.Count; i++)
        {
            if (FieldOf(errors[i], request, response, roots.Fields) is not { } field)
                isClear = false;
            else if (errors[i].Path is { Count: > 1 })
                haveRun.Add(field);
            else
                (IsRefusal(i) ? refused : failed).Add(field);
        }

        var fields = roots.Fields.Where(root => !root.IsMeta).ToList();
        refused.ExceptWith(failed);
        refused.ExceptWith(haveRun);
        // An error that belongs to nobody knows whom may belong to any of them.
        if (!isClear)
            refused.Clear();
        return new MutationFields(
            Keys(fields.Where(refused.Contains)),
            Keys(fields.Where(haveRun.Contains)),
            Keys(fields.Where(field => !refused.Contains(field) && !haveRun.Contains(field))),
            isRefusedAsWhole,
            isClear)
        {
            Failed = Keys(fields.Where(field => failed.Contains(field) && !haveRun.Contains(field))),
        };

        // At HTTP 401 an error whose code differs from the others' may speak of a field that ran and failed. A right that is missing may be
        // a field's own word as well.
        bool IsRefusal(int index) =>
            (isOfOneCode ? kinds[index] : AuthFailureClassifier.Classify(errors[index])) is AuthFailure.Unauthorized or AuthFailure.NotAuthorized;
    }

    /// <summary>The root field that an error belongs to; null where that cannot be told.</summary>
    private static RootField? FieldOf(GraphQLError error, GraphQLRequest request, GraphQLResponse response, IReadOnlyList<RootField> roots)
    {
        if (error.IsPathUnreadable)
            return null;
        if (error.Path is { Count: > 0 } path)
            return path[0] is string key ? roots.FirstOrDefault(root => root.ResponseKey == key) : null;
        if (IsOfRequest(error, request))
        {
            // Some services take the path away. Then, with `data`, the error may also be one further down in the only field.
            var fields = roots.Where(root => !root.IsMeta).ToList();
            return fields.Count == 1 && (fields[0].IsLeaf || !response.IsDataPresent) ? fields[0] : null;
        }

        // Some services name no path, but say where in the document the refused field stands.
        return IsLocatable(request) ? roots.FirstOrDefault(root => error.Locations.All(root.Locations.Contains)) : null;
    }

    // Without a place, or at the operation itself.
    private static bool IsOfRequest(GraphQLError error, GraphQLRequest request) =>
        error is { Path: null or { Count: 0 }, IsPathUnreadable: false }
        && (error.Locations.Count == 0 || (IsLocatable(request) && error.Locations.All(place => place == request.Operation.Location)));

    // Beyond ASCII servers count columns in bytes, code points or UTF-16 units, so that a column could name another field.
    private static bool IsLocatable(GraphQLRequest request) => request.Query.All(c => c <= '~');

    private static string[] Keys(IEnumerable<RootField> fields) => [.. fields.Select(field => field.ResponseKey)];
}
