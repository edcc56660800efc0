using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>
/// PSCustomObject and object[]. An object whose names a PSCustomObject cannot hold (an empty name, two that differ by case
/// alone, PowerShell's own as <c>psbase</c>) becomes an ordered dictionary, so that nothing is lost.
/// </summary>
internal sealed class PSObjectFactory : IValueFactory
{
    // Member access on any object answers these itself, whatever properties it has.
    private static readonly HashSet<string> s_reserved =
        new(["psbase", "psadapted", "psextended", "psobject", "pstypenames"], StringComparer.OrdinalIgnoreCase);

    private static readonly object s_fits = new();
    private static readonly object s_doesNotFit = new();

    public static PSObjectFactory Instance { get; } = new();

    public object CreateObject(ObjectShape shape, object?[] values, int start)
    {
        if (!Fits(shape))
            return HashtableFactory.Instance.CreateObject(shape, values, start);
        var count = shape.Count;
        var result = AnswerObjects.Create(count);
        var properties = result.Properties;
        // Prevalidated: the names were checked with the shape.
        for (var i = 0; i < count; i++)
            properties.Add(new PSNoteProperty(shape[i], values[start + i]), preValidated: true);
        return result;
    }

    public IEnumerable<KeyValuePair<string, object?>>? MembersOf(object? value) => value is not PSObject made
        ? HashtableFactory.Instance.MembersOf(value)
        : made.Properties.Select(property => new KeyValuePair<string, object?>(property.Name, property.Value));

    public object?[]? ItemsOf(object? value) => value as object?[];

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);

    /// <summary>Whether a PSCustomObject can hold the names.</summary>
    public static bool Fits(ObjectShape shape) => (shape.Note ??= FitsPSCustomObject(shape) ? s_fits : s_doesNotFit) == s_fits;

    private static bool FitsPSCustomObject(ObjectShape shape)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return shape.Names.All(name => name.Length > 0 && !s_reserved.Contains(name) && names.Add(name));
    }
}
