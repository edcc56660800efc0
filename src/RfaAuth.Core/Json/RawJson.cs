namespace RfaAuth.Core.Json;

/// <summary>A JSON value as the service wrote it: the bytes of the answer. They are known to be valid JSON.</summary>
/// <param name="text">The bytes, without white space around the value.</param>
/// <param name="isCompact">Whether there is no white space between the value's parts.</param>
internal sealed class RawJson(ArraySegment<byte> text, bool isCompact)
{
    public static RawJson Null { get; } = Of("null");

    public ArraySegment<byte> Text => text;

    public bool IsCompact => isCompact;

    public bool IsNull => First == 'n';

    public bool IsObject => First == '{';

    public bool IsList => First == '[';

    public bool IsText => First == '"';

    private byte First => text.Array![text.Offset];

    /// <param name="compact">JSON without white space between its parts.</param>
    public static RawJson Of(string compact) => new(new ArraySegment<byte>(Encoding.UTF8.GetBytes(compact)), isCompact: true);

    /// <summary>The same value with bytes of its own, so that the answer is not kept.</summary>
    public RawJson Copy()
    {
        var own = new byte[text.Count];
        Buffer.BlockCopy(text.Array!, text.Offset, own, 0, own.Length);
        return new RawJson(new ArraySegment<byte>(own), isCompact);
    }

    /// <summary>The text of the value.</summary>
    public override string ToString() => Encoding.UTF8.GetString(text.Array!, text.Offset, text.Count);
}
