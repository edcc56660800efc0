namespace RfaAuth.Core.Answers;

/// <summary>How a service's budget for the cost of queries fills again, where its answers do not say so.</summary>
/// <param name="MaximumPoints">The points of a full budget.</param>
/// <param name="PointsPerSecond">The points that come back each second.</param>
internal sealed record CostRule(double MaximumPoints, double PointsPerSecond);
