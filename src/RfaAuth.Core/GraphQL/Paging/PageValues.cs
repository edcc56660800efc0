using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Makes what another factory makes, and remembers of each list what stands for its bytes: so that a page that comes again is noticed without
/// a look at its items. One for each page.
/// </summary>
internal sealed class PageValues(IValueFactory inner) : IPlacedValues
{
    private readonly Dictionary<object, Digest> _digests = [];

    public object CreateObject(ObjectShape shape, object?[] values, int start) => inner.CreateObject(shape, values, start);

    public object CreateList(object?[] values, int start, int count) => inner.CreateList(values, start, count);

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => inner.MembersOf(value);

    public object?[]? ItemsOf(object? value) => inner.ItemsOf(value);

    public void Placed(object list, ArraySegment<byte> text)
    {
        if (inner.ItemsOf(list) is { Length: > 0 } items)
            _digests[items] = Digest.OfBytes(text);
    }

    /// <summary>What stands for the bytes of a list; null where that is not known.</summary>
    /// <param name="items">The items, as <see cref="ItemsOf"/> gave them.</param>
    public Digest? DigestOf(object items) => _digests.TryGetValue(items, out var digest) ? digest : null;
}
