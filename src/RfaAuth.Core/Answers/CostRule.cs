namespace RfaAuth.Core.Answers;

/// <summary>How a service's cost budget refills. Used if the service's answers do not say it.</summary>
/// <param name="MaximumPoints">The points of a full budget.</param>
/// <param name="PointsPerSecond">The points that are added each second.</param>
internal sealed record CostRule(double MaximumPoints, double PointsPerSecond);
