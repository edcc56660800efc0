using RfaAuth.Core.Json;

namespace RfaAuth.Output;

/// <summary>
/// Makes PSCustomObjects and object[]. Some names are not possible in a PSCustomObject: an empty name, two that differ only by case,
/// and PowerShell's own such as <c>psbase</c>. An object with such names becomes an ordered dictionary, so that nothing is lost.
/// </summary>
internal sealed class PSObjectFactory : IValueFactory
{
    // Every object has these members in PowerShell, whatever properties it has.
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
        // The names were checked with the shape.
        for (var i = 0; i < count; i++)
            properties.Add(new PSNoteProperty(shape[i], values[start + i]), preValidated: true);
        return result;
    }

    public object CreateList(object?[] values, int start, int count) => PlainValueFactory.ListOf(values, start, count);

    /// <summary>Whether the names are possible in a PSCustomObject.</summary>
    public static bool Fits(ObjectShape shape) => (shape.Note ??= FitsPSCustomObject(shape) ? s_fits : s_doesNotFit) == s_fits;

    private static bool FitsPSCustomObject(ObjectShape shape)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return shape.Names.All(name => name.Length > 0 && !s_reserved.Contains(name) && names.Add(name));
    }
}
