namespace RfaAuth.Secrets;

/// <summary>The outcome of a cmdlet of SecretManagement.</summary>
/// <param name="Output">Its output.</param>
/// <param name="Errors">Its non-terminating errors.</param>
/// <param name="Exception">The error that ended it; null if it ended normally.</param>
/// <param name="WasStopped">Whether it was stopped. A prompt that nobody can answer stops it without an error.</param>
internal sealed record VaultAnswer(
    IReadOnlyList<object?> Output, IReadOnlyList<ErrorRecord> Errors, Exception? Exception, bool WasStopped);
