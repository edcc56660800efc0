using System.Collections.Concurrent;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>
/// Records and object[]: <c>-AsRecord</c>. Where an object cannot be a record it is what <see cref="PSObjectFactory"/> makes: its names cannot be
/// properties, they are not those of the document (a field of free JSON), or there are too many types already. Safe from any thread.
/// </summary>
/// <param name="keys">The response keys of the document.</param>
internal sealed class RecordFactory(ISet<string> keys) : IValueFactory
{
    // A field of free JSON may have another shape in each object.
    private const int MostShapes = 1000;

    private readonly ConcurrentDictionary<ObjectShape, Func<object?[], int, Record>?> _makers = new();
    private Known? _last;

    /// <summary>Records where the language mode lets scripts use them, PSCustomObject elsewhere.</summary>
    public static IValueFactory For(GraphQLRequest request, PSLanguageMode mode) =>
        mode == PSLanguageMode.FullLanguage ? new RecordFactory(ResponseKeys.Of(request.Document)) : PSObjectFactory.Instance;

    public object CreateObject(ObjectShape shape, object?[] values, int start)
    {
        if (MakerOf(shape) is { } make)
            return make(values, start);
        for (var i = start; i < start + shape.Count; i++)
            values[i] = Record.Shown(values[i]);
        return PSObjectFactory.Instance.CreateObject(shape, values, start);
    }

    public object CreateList(object?[] values, int start, int count)
    {
        var items = PlainValueFactory.ListOf(values, start, count);
        return Array.Exists(items, item => item is Record or RecordList) ? new RecordList(items) : items;
    }

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => PSObjectFactory.Instance.MembersOf(Record.Shown(value));

    public object?[]? ItemsOf(object? value) => value is RecordList list ? list.Items : value as object?[];

    private Func<object?[], int, Record>? MakerOf(ObjectShape shape)
    {
        // Mostly it is the shape of the object before.
        var last = _last;
        if (last?.Shape == shape)
            return last.Make;
        if (!_makers.TryGetValue(shape, out var make))
        {
            make = shape.Names.All(keys.Contains) && PSObjectFactory.Fits(shape) ? RecordTypes.MakerOf(shape) : null;
            if (_makers.Count < MostShapes)
                _makers[shape] = make;
        }

        _last = new Known(shape, make);
        return make;
    }

    private sealed class Known(ObjectShape shape, Func<object?[], int, Record>? make)
    {
        public ObjectShape Shape => shape;

        public Func<object?[], int, Record>? Make => make;
    }
}
