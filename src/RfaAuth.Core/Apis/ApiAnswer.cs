using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Apis;

/// <summary>A GraphQL answer with its headers, as a service's class reads it.</summary>
/// <param name="Response">The answer; its data is plain (see <see cref="Json.PlainValueFactory"/>) for sign-ins and refreshes.</param>
/// <param name="Header">The values of a header; empty where it was not sent.</param>
internal sealed record ApiAnswer(GraphQLResponse Response, Func<string, IReadOnlyList<string>> Header)
{
    /// <summary>The value of a header. A blank one, or several that differ, say nothing: null.</summary>
    public string? SingleHeader(string name)
    {
        var distinct = Header(name)
            .SelectMany(value => value.Split(','))
            .Select(value => value.Trim())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return distinct.Count == 1 && distinct[0].Length > 0 ? distinct[0] : null;
    }
}
