using RfaAuth.Core.GraphQL.Paging;

namespace RfaAuth.Core.Exports;

/// <summary>The record next to an incomplete file: how much of the file counts, and where to go on.</summary>
/// <param name="Fingerprint">The fingerprint of the command.</param>
/// <param name="Bytes">The number of bytes that count. Later bytes were written after the record.</param>
/// <param name="Items">The number of items in them.</param>
/// <param name="Pages">The number of pages in them.</param>
internal sealed record ExportRecord(Fingerprint Fingerprint, long Bytes, long Items, long Pages)
{
    /// <summary>The place where the list goes on; null: the file is complete, or it belongs to a batch.</summary>
    public PagerState? State { get; init; }

    /// <summary>The progress of the batch; null if this is no batch.</summary>
    public BatchState? Batch { get; init; }

    /// <summary>Whether the file is complete and needs only its name.</summary>
    public bool IsComplete => Batch?.IsComplete ?? State is null;

    /// <summary>The size of the file to which is appended; null if nothing is appended.</summary>
    public long? Appended { get; init; }

    /// <summary>The columns that are known to be lists; null if the file has no columns.</summary>
    public IReadOnlyList<string>? Lists { get; init; }
}
