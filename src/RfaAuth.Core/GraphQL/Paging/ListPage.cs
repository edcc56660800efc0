using RfaAuth.Core.GraphQL.Paging.Shapes;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>A page for output.</summary>
/// <param name="Items">The wanted items of the page, as the service wrote them.</param>
/// <param name="Result">The answer, with its errors.</param>
internal sealed record ListPage(IReadOnlyList<RawJson> Items, CallResult Result)
{
    /// <summary>The number of items in the list; null if the service does not say it.</summary>
    public long? TotalCount { get; init; }

    /// <summary>The request for the next page; null if there is none, or if it is not needed.</summary>
    public GraphQLRequest? Next { get; init; }

    /// <summary>Why the next page cannot be requested. Throw it after this page was written.</summary>
    public RfaException? Failure { get; init; }

    /// <summary>The place to go on from if the next page fails; null at the list's end.</summary>
    public ResumePoint? Resume { get; init; }

    /// <summary>The place where the list goes on, for another process; null at the list's end, and if it cannot go on.</summary>
    public PagerState? State { get; init; }

    /// <summary>Whether the value of the list's field itself is the list.</summary>
    public bool IsPlainList { get; init; }

    /// <summary>Returns the position of an item of the page, as a page of one item. Null if not known.</summary>
    public Func<int, PagePosition?>? PlaceOf { get; init; }

    /// <summary>Why the answer is dropped and another page is requested in its place; null if it is not.</summary>
    public string? Note { get; init; }

    /// <summary>A warning if the list changed while it was read, or if its items contradict what the service said; else null.</summary>
    public string? Warning { get; init; }
}
