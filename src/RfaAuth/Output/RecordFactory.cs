using System.Collections.Concurrent;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>
/// Makes records and object[], for <c>-AsRecord</c>. Some objects cannot be records: their names cannot be properties or are not in the
/// document (a field of free JSON), or there are too many types. <see cref="PSObjectFactory"/> makes those. Safe from any thread.
/// </summary>
/// <param name="keys">The response keys of the document.</param>
internal sealed class RecordFactory(ISet<string> keys) : IValueFactory
{
    // In a field of free JSON each object may have another shape.
    private const int MostShapes = 1000;

    private readonly ConcurrentDictionary<ObjectShape, Func<object?[], int, Record>?> _makers = new();
    private Known? _last;

    /// <summary>Makes records if the language mode allows scripts to use them, else PSCustomObjects.</summary>
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

    private Func<object?[], int, Record>? MakerOf(ObjectShape shape)
    {
        // Most objects have the shape of the object before.
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
