using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls.Exports;

/// <summary>What comes of one input of a batch that writes a file. It is kept until the input is finished; of a list that is output item by item, pages are written as they come.</summary>
/// <param name="file">The file.</param>
/// <param name="input">The input.</param>
/// <param name="isMutation">Whether it must be noted before it is sent.</param>
/// <param name="keepsItems">Whether a list is wanted as one value.</param>
internal sealed class BatchAnswer(BatchFile file, PlacedInput input, bool isMutation, bool keepsItems) : ICallExport
{
    private readonly List<RawJson> _items = [];
    private bool _isList;

    public PagerState? State => null;

    public long Items => 0;

    /// <summary>Whether anything came.</summary>
    public bool HasItems { get; private set; }

    public Func<CancellationToken, Task>? Sending => isMutation ? cancellationToken => file.BeginAsync(input, cancellationToken) : null;

    /// <summary>What is still to be written.</summary>
    public IReadOnlyList<RawJson> Left => _items;

    /// <summary>All of it as one value; null: there is nothing.</summary>
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
