using RfaAuth.Core.Json;

namespace RfaAuth.Core.GraphQL.Paging.Nested;

/// <summary>Reads and joins values that were kept as text (<see cref="RawJson"/>). The joined text consists of the service's own text. Pure.</summary>
internal sealed class TextTree : ITree
{
    public static TextTree Instance { get; } = new();

    public IValueFactory Values => RawValues.Whole;

    public object? Member(object? value, string name) =>
        value is RawJson raw && RawTree.Members(raw).FirstOrDefault(member => member.Key == name).Value is { IsNull: false } member ? member : null;

    public object?[]? Items(object? value) => value is RawJson raw ? RawTree.Items(raw) : null;

    public object List(object?[] items) => RawTree.List(items.Select(item => item as RawJson));

    public object? With(object? value, string name, object? replacement) =>
        value is RawJson raw ? RawTree.With(raw, name, replacement as RawJson ?? RawJson.Null) : value;
}
