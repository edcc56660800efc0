using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Apis;

/// <summary>A GraphQL answer with its headers, as the definition of a service reads it.</summary>
/// <param name="Response">The answer. For sign-ins and refreshes its data is plain values (see <see cref="Json.PlainValueFactory"/>).</param>
/// <param name="Header">Returns the values of a header; empty if it was not sent.</param>
internal sealed record ApiAnswer(GraphQLResponse Response, Func<string, IReadOnlyList<string>> Header)
{
    /// <summary>The value of a header; null if it is blank, or if there are different values.</summary>
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
