using System.Collections;
using System.Security;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Text;

namespace RfaAuth.Input;

/// <summary>The headers of <c>-Headers</c>. Core decides which headers are allowed.</summary>
/// <param name="Values">The values by name, in any case.</param>
/// <param name="Secrets">The secret values.</param>
internal sealed record RequestHeaders(IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Secrets)
{
    /// <exception cref="RfaException">InvalidHeader; the message never repeats a value.</exception>
    public static RequestHeaders Read(IDictionary headers)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var secrets = new List<string>();
        foreach (DictionaryEntry entry in headers)
        {
            if (PSObjects.Unwrap(entry.Key) is not string name)
                throw new RfaException(ErrorCodes.InvalidHeader, "The name of a header in -Headers is not text.");
            if (values.ContainsKey(name))
                throw new RfaException(ErrorCodes.InvalidHeader, $"The header {name} is there twice.");
            var value = PSObjects.Unwrap(entry.Value);
            var text = Text(name, value);
            values.Add(name, text);
            if (value is SecureString || HeaderNames.IsSecret(name))
                secrets.Add(text);
        }
        return new RequestHeaders(values, secrets);
    }

    // An object is refused, because only the name of its type would be sent.
    private static string Text(string name, object? value) => (value is null ? null : PlainValueReader.Scalar(value)) switch
    {
        null => throw new RfaException(ErrorCodes.InvalidHeader, $"The header '{name}' has no value: give it text. A header without text has the value ''."),
        byte[] => throw new RfaException(ErrorCodes.InvalidHeader, $"The value of the header '{name}' is not text."),
        SecureString secret => SecureText.Reveal(secret),
        DateTime time => time.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("R", CultureInfo.InvariantCulture),
        var scalar => Convert.ToString(scalar, CultureInfo.InvariantCulture) ?? "",
    };
}
