namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>The result of converting a value to a type: the value to send, or the mismatch.</summary>
/// <param name="Value">The value to send; null if there is a mismatch, and if null is sent.</param>
/// <param name="Mismatch">Why the value does not fit; null if it fits.</param>
internal readonly record struct CoercionResult(object? Value, Mismatch? Mismatch)
{
    public static CoercionResult To(object? value) => new(value, null);

    public static CoercionResult Refused(string given, string? advice = null) => new(null, new Mismatch(given, advice));
}

/// <summary>The error for a value that does not fit its declared type. It does not contain the value, which may be a secret.</summary>
/// <param name="Given">The kind of value.</param>
/// <param name="Advice">What to give instead; null if that is clear.</param>
internal sealed record Mismatch(string Given, string? Advice)
{
    /// <summary>The place within the value, such as [0][2]; empty for the value itself.</summary>
    public string Place { get; init; } = "";

    /// <returns>The beginning of "... was given".</returns>
    public override string ToString() => Given + (Place.Length == 0 ? "" : " at " + Place) + (Advice is null ? "" : ": " + Advice);
}
