using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls.Exports;

/// <summary>The answer for one input of a batch that writes a file. It is kept until the input is finished. Pages of a list are written as they come.</summary>
/// <param name="file">The file.</param>
/// <param name="input">The input.</param>
/// <param name="isMutation">Whether it must be recorded before it is sent.</param>
/// <param name="keepsItems">Whether a list is needed as one value.</param>
internal sealed class BatchAnswer(BatchFile file, IndexedInput input, bool isMutation, bool keepsItems) : ICallExport
{
    private readonly List<RawJson> _items = [];
    private bool _isList;

    public PagerState? State => null;

    public long Items => 0;

    /// <summary>Whether there are any items.</summary>
    public bool HasItems { get; private set; }

    public Func<CancellationToken, Task>? Sending => isMutation ? cancellationToken => file.BeginAsync(input, cancellationToken) : null;

    /// <summary>The items that are not written yet.</summary>
    public IReadOnlyList<RawJson> Left => _items;

    /// <summary>All items as one value; null if there are none.</summary>
    public RawJson? Value => _isList ? RawTree.List(_items) : _items.Count > 0 ? _items[0] : null;

    public PagingOptions Advised(PagingOptions paging) => paging;

    public Task WriteBodyAsync(string body) => throw new NotSupportedException();

    public Task WriteAsync(CmdletPipeline pipeline, IReadOnlyList<RawJson> items, bool isList, ListPage? page)
    {
        _isList |= isList;
        HasItems |= items.Count > 0;
        if (page is not null && !keepsItems)
            return file.WriteAsync(items, CancellationToken.None);
        _items.AddRange(items);
        return Task.CompletedTask;
    }
}
