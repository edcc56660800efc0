using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging;

/// <summary>
/// Makes values with another factory, and remembers a digest of the bytes of each list. So a repeated page is noticed without
/// looking at its items. Each page needs its own instance.
/// </summary>
internal sealed class PageValues(IValueFactory inner) : IValueFactoryWithText
{
    private readonly Dictionary<object, Digest> _digests = [];

    public object CreateObject(ObjectShape shape, object?[] values, int start) => inner.CreateObject(shape, values, start);

    public object CreateList(object?[] values, int start, int count) => inner.CreateList(values, start, count);

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => inner.MembersOf(value);

    public object?[]? ItemsOf(object? value) => inner.ItemsOf(value);

    public void SetListText(object list, ArraySegment<byte> text)
    {
        if (inner.ItemsOf(list) is { Length: > 0 } items)
            _digests[items] = Digest.OfBytes(text);
    }

    /// <summary>The digest of a list's bytes; null if not known.</summary>
    /// <param name="items">The items, as <see cref="ItemsOf"/> returned them.</param>
    public Digest? DigestOf(object items) => _digests.TryGetValue(items, out var digest) ? digest : null;
}
