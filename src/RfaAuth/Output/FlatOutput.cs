using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Pipeline;

namespace RfaAuth.Output;

/// <summary>Writes items with the same columns to the pipeline: <c>-Flatten</c>.</summary>
/// <param name="columns">The columns.</param>
/// <param name="values">Makes the objects.</param>
internal sealed class FlatOutput(Columns columns, IValueFactory values) : IAnswerOutput
{
    private ObjectShape? _shape;

    public Task WriteBodyAsync(string body) => throw new NotSupportedException();

    public Task WriteAsync(CmdletPipeline pipeline, IReadOnlyList<RawJson> items, bool isList, ListPage? page)
    {
        // Without an item it is not known which columns are lists. A later item tells.
        if (items.Count == 0)
            return Task.CompletedTask;
        columns.Decide(items);
        _shape ??= new ObjectShape([.. columns.Names]);
        return pipeline.WriteObjectAsync(items.Select(item => ObjectOf(item, _shape)).ToArray(), enumerate: true);
    }

    private object ObjectOf(RawJson item, ObjectShape shape) => Record.Shown(values.CreateObject(shape, [.. columns.RowOf(item).Select(ValueOf)], 0))!;

    private object? ValueOf(RawJson? value) =>
        value is null ? null
        : value.IsObject || value.IsList ? RawTree.Compact(value)
        : RawTree.Make(value, values);
}
