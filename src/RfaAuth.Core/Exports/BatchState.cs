namespace RfaAuth.Core.Exports;

/// <summary>The progress of a batch with a file, as in its record.</summary>
/// <param name="Inputs">The number of finished inputs, from the first one on.</param>
/// <param name="Digest">The digest of these inputs (<see cref="InputDigest"/>); empty if there are none.</param>
internal sealed record BatchState(long Inputs, string Digest)
{
    private static readonly Dictionary<long, string> s_none = [];

    public static BatchState Start { get; } = new(0, "");

    /// <summary>The later inputs whose mutation may have been sent: by their index, the digest of the inputs up to each.</summary>
    public IReadOnlyDictionary<long, string> InFlight { get; init; } = s_none;

    /// <summary>The number of finished inputs with errors.</summary>
    public long Failed { get; init; }

    /// <summary>The number of inputs for which it is not known whether their mutation ran.</summary>
    public long Unknown { get; init; }

    /// <summary>The file of the inputs that failed; null if there is none.</summary>
    public string? FailedFile { get; init; }

    /// <summary>The number of its rows that belong to finished inputs.</summary>
    public long FailedRows { get; init; }

    /// <summary>Whether all inputs are finished.</summary>
    public bool IsComplete { get; init; }
}
