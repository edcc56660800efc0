using System.Numerics;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Converts a value to the form of a service's own scalar. Pure, except for this machine's time zone.</summary>
internal static class CustomScalarCoercion
{
    /// <param name="form">The scalar's form.</param>
    /// <param name="isDeclared">Whether the user declared the form. If not, a value that does not fit is sent as it is, and the service decides.</param>
    /// <param name="value">The value.</param>
    public static CoercionResult Coerce(ScalarForm form, bool isDeclared, object value)
    {
        var sent = form switch
        {
            ScalarForm.Number => ToNumber(value),
            ScalarForm.String => ToText(value),
            ScalarForm.Boolean => ToBoolean(value),
            // A time without a zone is local. It is sent with this machine's offset.
            ScalarForm.DateTime => value is DateTime { Kind: DateTimeKind.Unspecified } time ? DateTime.SpecifyKind(time, DateTimeKind.Local) : value,
            ScalarForm.LocalDateTime => Format(value, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"),
            ScalarForm.Date => Format(value, "yyyy-MM-dd"),
            ScalarForm.Time => value is TimeSpan time ? TimeOfDay(time) : Format(value, "HH:mm:ss.FFFFFFF"),
            _ => value,
        };
        return sent is not null ? CoercionResult.To(sent)
            : isDeclared ? Refused(form, value)
            : CoercionResult.To(value);
    }

    private static CoercionResult Refused(ScalarForm form, object value) => (form, value) switch
    {
        (ScalarForm.Number, string) => CoercionResult.Refused("text that is no number"),
        (ScalarForm.Boolean, string) => CoercionResult.Refused("text that is neither true nor false"),
        _ => CoercionResult.Refused(ValueKind.Describe(value), form == ScalarForm.Number ? "give a number" : "give $true or $false"),
    };

    private static object? ToNumber(object value) => value is string text
        ? NumberText.ToJson(text.Trim()) is { } json ? ExactNumber.Parse(json) : null
        : ValueKind.IsNumber(value) || value is ExactNumber ? value : null;

    private static object? ToBoolean(object value) => value switch
    {
        bool => value,
        string text when text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        string text when text.Trim().Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };

    private static object ToText(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        double or float when Numbers.IsFinite(value) => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
        BigInteger integer => integer.ToString("D", CultureInfo.InvariantCulture),
        _ when ValueKind.IsNumber(value) && Numbers.IsFinite(value) => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => value,
    };

    // Use the value's own date and time, in any zone. These are what the user sees.
    private static object Format(object value, string format) => value is DateTime or DateTimeOffset
        ? ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture)
        : value;

    // A TimeSpan outside a day is a duration.
    private static object TimeOfDay(TimeSpan time) =>
        time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) ? Format(DateTime.MinValue + time, "HH:mm:ss.FFFFFFF") : time;
}
