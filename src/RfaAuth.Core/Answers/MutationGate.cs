using System;
using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Decides whether an operation may be sent again after an Unauthorized answer. A query always; a mutation only if the answer
/// proves that nothing ran. The body decides, not the status: servers answer 401 with the first field's data and the second
/// field refused, and some leave <c>data</c> out even after execution. Pure.
/// </summary>
internal static class MutationGate
{
    /// <param name="request">The operation that was sent.</param>
    /// <param name="exchange">What came of it: an answer that says Unauthorized.</param>
    public static bool MayResend(GraphQLRequest request, Exchange exchange)
    {
        if (!request.IsMutation)
            return true;
        // Without a GraphQL body, HTTP 401 came before GraphQL.
        if (exchange.Response is not { } response)
            return exchange.Http is { MayHoldData: false };
        if (response.HasData || exchange.Errors.Count == 0)
            return false;
        if (exchange.Errors.Any(e => AuthFailureClassifier.Classify(e, response.StatusCode) == AuthFailure.None))
            return false;

        // Mutation fields run one after the other (GraphQL specification, section 6.2.2): nothing ran if the first one was refused
        // before its resolver, and no other one was reached.
        var roots = RootFields.Collect(request.Operation, request.Document);
        // A field that @skip, @include or @defer may leave out or put off makes "the first" a guess.
        if (!roots.IsComplete || roots.Fields.Count == 0 || (roots.Fields.Count > 1 && roots.Fields.Any(f => f.IsConditional)))
            return false;
        var refused = new HashSet<int>();
        foreach (var error in exchange.Errors)
        {
            var named = RefusedRoots(error, request, roots);
            if (named.Length == 0)
                return false;
            refused.UnionWith(named);
        }

        // Each one before a refused one was reached: it must have been refused as well, or it has run.
        if (refused.Max() >= refused.Count)
            return false;
        // Fields after the refused ones were not reached if the refusal took all of `data` (a non-null field: null, section 6.4.4);
        // a null without an error of its own is the value of one that ran.
        if (response.IsDataPresent)
            return response.RootFields.All(name => refused.Contains(IndexOf(roots, name)));
        // Older HotChocolate, whose errors have paths, leaves `data` out even after execution: then every field must have been refused.
        // Toggle, whose errors have none, leaves it out where it refuses a request, and sends it where a field ran (its guide on error handling).
        return exchange.Errors.All(e => e.Path is null) || refused.Count == roots.Fields.Count;
    }

    /// <summary>The indices of the root fields that the error refuses as a whole; empty where it names none or something deeper.</summary>
    private static int[] RefusedRoots(GraphQLError error, GraphQLRequest request, RootFieldList roots)
    {
        if (error.Path is { Count: > 0 } path)
            return path.Count == 1 && path[0] is string name && IndexOf(roots, name) is >= 0 and var index ? [index] : [];
        if (error.Locations.Count > 0)
            return ByLocation(error.Locations, request, roots);
        return roots.Fields.Count == 1 ? [0] : [];
    }

    // Toggle names no path, but says where in the document the refused field stands. Beyond ASCII servers count columns in
    // bytes, code points or UTF-16 units, so that a column could name another field.
    private static int[] ByLocation(IReadOnlyList<SourceLocation> locations, GraphQLRequest request, RootFieldList roots)
    {
        if (request.Query.Any(c => c > '~'))
            return [];
        for (var i = 0; i < roots.Fields.Count; i++)
        {
            if (locations.All(roots.Fields[i].Locations.Contains))
                return [i];
        }

        // The operation as a whole was refused: none of its fields was reached.
        return locations.All(l => l == request.Operation.Location) ? Enumerable.Range(0, roots.Fields.Count).ToArray() : [];
    }

    private static int IndexOf(RootFieldList roots, string responseKey)
    {
        for (var i = 0; i < roots.Fields.Count; i++)
        {
            if (string.Equals(roots.Fields[i].ResponseKey, responseKey, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}
