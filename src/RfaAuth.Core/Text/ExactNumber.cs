using System.Text.RegularExpressions;

namespace RfaAuth.Core.Text;

/// <summary>A number that is sent with the same digits as its text, also if no .NET number can hold it.</summary>
internal sealed class ExactNumber
{
    // RFC 8259, section 6. Each part can match in only one way, so the time is linear.
    private static readonly Regex s_json = new(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant);

    private ExactNumber(string text) => Text = text;

    /// <summary>The number in JSON.</summary>
    public string Text { get; }

    /// <returns>The number; null if the text is no JSON number.</returns>
    public static ExactNumber? Parse(string text) => s_json.IsMatch(text) ? new ExactNumber(text) : null;

    public override string ToString() => Text;
}
