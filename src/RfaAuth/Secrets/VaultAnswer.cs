namespace RfaAuth.Secrets;

/// <summary>What came of a cmdlet of SecretManagement.</summary>
/// <param name="Output">What it gave.</param>
/// <param name="Errors">The errors that it wrote.</param>
/// <param name="Exception">What ended it; null where it ended by itself.</param>
/// <param name="WasStopped">Whether it was stopped: a prompt that nobody can answer does that without a word.</param>
internal sealed record VaultAnswer(
    IReadOnlyList<object?> Output, IReadOnlyList<ErrorRecord> Errors, Exception? Exception, bool WasStopped);
