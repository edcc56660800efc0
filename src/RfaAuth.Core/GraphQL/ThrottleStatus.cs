namespace RfaAuth.Core.GraphQL;

/// <summary>Toggle's <c>extensions.cost</c>: what a call cost and what is left of the budget, in the service's cost points.</summary>
public sealed record ThrottleStatus(long? ActualQueryCost, long MaximumAvailable, long CurrentlyAvailable);
