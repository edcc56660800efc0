using System.Text.RegularExpressions;

namespace RfaAuth.Core.Text;

/// <summary>A number that is sent with the very digits of its text, whatever .NET's own numbers can hold.</summary>
internal sealed class ExactNumber
{
    // RFC 8259, section 6. Each part can match in one way only, so the time is linear.
    private static readonly Regex s_json = new(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant);

    private ExactNumber(string text) => Text = text;

    /// <summary>The number as JSON writes it.</summary>
    public string Text { get; }

    /// <returns>The number; null where the text is no JSON number.</returns>
    public static ExactNumber? Parse(string text) => s_json.IsMatch(text) ? new ExactNumber(text) : null;

    public override string ToString() => Text;
}
