namespace RfaAuth.Core.Exports;

/// <summary>How far a batch is whose answers go into a file, as its record has it.</summary>
/// <param name="Inputs">How many inputs are finished, from the first one on.</param>
/// <param name="Digest">What stands for them: see <see cref="InputDigest"/>; empty where there are none.</param>
internal sealed record BatchState(long Inputs, string Digest)
{
    private static readonly Dictionary<long, string> s_none = [];

    public static BatchState Start { get; } = new(0, "");

    /// <summary>The inputs behind them whose mutation may have been sent, by their places from 0: what stands for the inputs up to each.</summary>
    public IReadOnlyDictionary<long, string> InFlight { get; init; } = s_none;

    /// <summary>How many of the finished inputs have errors.</summary>
    public long Failed { get; init; }

    /// <summary>Of how many nobody knows whether their mutation has run.</summary>
    public long Unknown { get; init; }

    /// <summary>The file of the inputs that failed; null where there is none.</summary>
    public string? FailedFile { get; init; }

    /// <summary>How many rows of it are of finished inputs.</summary>
    public long FailedRows { get; init; }

    /// <summary>Whether there was no further input.</summary>
    public bool IsComplete { get; init; }
}
