using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.Answers;

/// <summary>
/// The root fields of a mutation, by response key, sorted by what an answer with refusals proves about them. Only proof counts: real engines
/// run other fields after or beside a refused one, and then report only the refused one. Pure.
/// </summary>
/// <param name="Refused">Fields without a value, each refused as a whole by its own error.</param>
/// <param name="HaveRun">Fields with a value, or with an error below them.</param>
/// <param name="MayHaveRun">Fields about which the answer proves nothing.</param>
/// <param name="IsRefusedAsWhole">Whether the request was refused before any field was reached.</param>
/// <param name="IsClear">Whether each error and each value belongs to a known field, and all fields are known.</param>
internal sealed record MutationFields(
    IReadOnlyList<string> Refused, IReadOnlyList<string> HaveRun, IReadOnlyList<string> MayHaveRun, bool IsRefusedAsWhole, bool IsClear)
{
    /// <summary>The fields of <see cref="MayHaveRun"/> that failed: each has its own error, at the field itself, which does not refuse the token.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];

    /// <summary>The value for an operation that changes nothing.</summary>
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
        // A request error comes before execution: the answer has no `data` (GraphQL specification, section 7.1). An error of a field has a path.
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
        // An error of an unknown field may belong to any field.
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

        // With HTTP 401, an error whose code differs from the others' may come from a field that ran and failed. A missing right may also be
        // reported by the field itself.
        bool IsRefusal(int index) =>
            (isOfOneCode ? kinds[index] : AuthFailureClassifier.Classify(errors[index])) is AuthFailure.Unauthorized or AuthFailure.NotAuthorized;
    }

    /// <summary>The root field of an error; null if it cannot be found.</summary>
    private static RootField? FieldOf(GraphQLError error, GraphQLRequest request, GraphQLResponse response, IReadOnlyList<RootField> roots)
    {
        if (error.IsPathUnreadable)
            return null;
        if (error.Path is { Count: > 0 } path)
            return path[0] is string key ? roots.FirstOrDefault(root => root.ResponseKey == key) : null;
        if (IsOfRequest(error, request))
        {
            // Some services remove the path. Then, with `data`, the error may also come from below the only field.
            var fields = roots.Where(root => !root.IsMeta).ToList();
            return fields.Count == 1 && (fields[0].IsLeaf || !response.IsDataPresent) ? fields[0] : null;
        }

        // Some services send no path, but the place of the refused field in the document.
        return IsLocatable(request) ? roots.FirstOrDefault(root => error.Locations.All(root.Locations.Contains)) : null;
    }

    // The error has no place, or the place of the operation itself.
    private static bool IsOfRequest(GraphQLError error, GraphQLRequest request) =>
        error is { Path: null or { Count: 0 }, IsPathUnreadable: false }
        && (error.Locations.Count == 0 || (IsLocatable(request) && error.Locations.All(place => place == request.Operation.Location)));

    // For text beyond ASCII, servers count columns in bytes, code points or UTF-16 units. A column could then name another field.
    private static bool IsLocatable(GraphQLRequest request) => request.Query.All(c => c <= '~');

    private static string[] Keys(IEnumerable<RootField> fields) => [.. fields.Select(field => field.ResponseKey)];
}
