using RfaAuth.Core.GraphQL.Paging;

namespace RfaAuth.Core.Exports;

/// <summary>What stands in the record beside a file that is not complete: how much of it counts, and where it goes on.</summary>
/// <param name="Fingerprint">Whose it is.</param>
/// <param name="Bytes">How many bytes of the file count; what stands behind them came after the record.</param>
/// <param name="Items">How many items are in them.</param>
/// <param name="Pages">Of how many pages.</param>
internal sealed record ExportRecord(Fingerprint Fingerprint, long Bytes, long Items, long Pages)
{
    /// <summary>Where the list goes on; null: the file is complete, or it is a batch's.</summary>
    public PagerState? State { get; init; }

    /// <summary>How far the batch is; null: it is none.</summary>
    public BatchState? Batch { get; init; }

    /// <summary>Whether the file is complete and needs only its name.</summary>
    public bool IsComplete => Batch?.IsComplete ?? State is null;

    /// <summary>How many bytes the file had to which is appended; null where nothing is appended.</summary>
    public long? Appended { get; init; }

    /// <summary>The columns that are known to be lists; null where the file has no columns.</summary>
    public IReadOnlyList<string>? Lists { get; init; }
}
