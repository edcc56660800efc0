namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>What came of fitting a value to a type: the value to send, or why there is none.</summary>
/// <param name="Value">The value to send; null where there is a mismatch, and where null is sent.</param>
/// <param name="Mismatch">Why the value does not fit; null where it does.</param>
internal readonly record struct Coerced(object? Value, Mismatch? Mismatch)
{
    public static Coerced To(object? value) => new(value, null);

    public static Coerced Refused(string given, string? advice = null) => new(null, new Mismatch(given, advice));
}

/// <summary>A value that is not what is declared. The value itself is not in it: it may be a secret.</summary>
/// <param name="Given">The kind of value.</param>
/// <param name="Advice">What to give instead, where that is not plain.</param>
internal sealed record Mismatch(string Given, string? Advice)
{
    /// <summary>Where in the value, as [0][2]; empty where it is the value itself.</summary>
    public string Place { get; init; } = "";

    /// <returns>The end of "... was given".</returns>
    public override string ToString() => Given + (Place.Length == 0 ? "" : " at " + Place) + (Advice is null ? "" : ": " + Advice);
}
