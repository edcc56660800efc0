using System;
using System.Linq;

namespace RfaAuth.Core.Tokens;

/// <summary>What those who share a stored token set have to know of each other; without any secret.</summary>
/// <param name="LastWritten">The fingerprint of the text that was last written to the vault, so that one which still shows an older text is noticed; null: none.</param>
/// <param name="IsSent">
/// Whether the refresh token in that text was sent, and nothing newer stored since: its process may have been killed before it could. It is
/// not to be sent again, because a service may take that for a theft and end all of the user's tokens.
/// </param>
internal sealed record StoreRecord(string? LastWritten, bool IsSent)
{
    /// <summary>The longest text of a record, in characters.</summary>
    public const int LongestText = FingerprintLength + 5;

    private const int FingerprintLength = 64;
    private const string Sent = " sent";

    public static StoreRecord Parse(string text)
    {
        var isSent = text.EndsWith(Sent, StringComparison.Ordinal);
        var fingerprint = isSent ? text.Substring(0, text.Length - Sent.Length) : text;
        return new StoreRecord(fingerprint.Length == FingerprintLength && fingerprint.All(Uri.IsHexDigit) ? fingerprint : null, isSent);
    }

    public override string ToString() => LastWritten + (IsSent ? Sent : "");
}
