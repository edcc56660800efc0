namespace RfaAuth.Sandbox.Tour;

/// <summary>A step of the tour did not do what it says.</summary>
internal sealed class TourFailedException(string message) : Exception(message);
