using RfaAuth.Core.GraphQL.Paging.Shapes;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>One page as it is to be output.</summary>
/// <param name="Items">The items that are wanted of it, as the caller's factory made them.</param>
/// <param name="Result">The answer, with its errors.</param>
internal sealed record ListPage(IReadOnlyList<object?> Items, CallResult Result)
{
    /// <summary>How many items the service says the list has; null where it says nothing.</summary>
    public long? TotalCount { get; init; }

    /// <summary>The request for the next page; null: there is none, or it is not needed.</summary>
    public GraphQLRequest? Next { get; init; }

    /// <summary>Why there is no next page although there should be: to be thrown when this one is output.</summary>
    public RfaException? Failure { get; init; }

    /// <summary>Where to go on when this page is output and the next one fails; null at the list's end.</summary>
    public ResumePoint? Resume { get; init; }

    /// <summary>Where the list goes on, for another process; null at the list's end, and where it cannot go on.</summary>
    public PagerState? State { get; init; }

    /// <summary>Whether the value of the list's field is the list.</summary>
    public bool IsBare { get; init; }

    /// <summary>Where an item of the page stands in the list: the place of a page of one. Null where that is not known.</summary>
    public Func<int, PagePosition?>? PlaceOf { get; init; }

    /// <summary>Why nothing of the answer is output and another page is asked for in its place; null elsewhere.</summary>
    public string? Note { get; init; }

    /// <summary>How what came contradicts the service's own words at the end of the list; null where nothing does.</summary>
    public string? Warning { get; init; }
}
