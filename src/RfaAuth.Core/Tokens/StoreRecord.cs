namespace RfaAuth.Core.Tokens;

/// <summary>A message between the processes that share a stored token set. It holds no secret.</summary>
/// <param name="LastWritten">The fingerprint of the text written last, which shows whether a vault returns an older text; null if none.</param>
/// <param name="IsSent">
/// Whether the refresh token in that text was sent, and nothing newer was stored. The process may have been killed in between. The refresh token
/// must not be sent again: a service may take that for a theft and end all of the user's tokens.
/// </param>
/// <param name="ObtainedAt">When the tokens in that text were obtained, in milliseconds of Unix time; 0 if no text was written.</param>
internal sealed record StoreRecord(string? LastWritten, bool IsSent, long ObtainedAt = 0)
{
    /// <summary>The greatest length of a record's text, in characters.</summary>
    public const int LongestText = FingerprintLength + TimeLength + 5;

    private const int FingerprintLength = 64;
    private const int TimeLength = 16;
    private const string Sent = " sent";

    public static StoreRecord Parse(string text)
    {
        var isSent = text.EndsWith(Sent, StringComparison.Ordinal);
        var written = isSent ? text.Substring(0, text.Length - Sent.Length) : text;
        return written.Length == FingerprintLength + TimeLength && written.All(Uri.IsHexDigit)
            ? new StoreRecord(
                written.Substring(0, FingerprintLength),
                isSent,
                long.Parse(written.Substring(FingerprintLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            : new StoreRecord(null, isSent);
    }

    public override string ToString() =>
        (LastWritten is null ? "" : LastWritten + ObtainedAt.ToString("x16", CultureInfo.InvariantCulture)) + (IsSent ? Sent : "");
}
