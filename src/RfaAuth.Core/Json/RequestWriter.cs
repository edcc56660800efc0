using System.Collections;
using System.Numerics;
using System.Security;
using System.Xml;
using Newtonsoft.Json;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Json;

/// <summary>Writes the JSON body of a request: <c>query</c>, <c>variables</c> and <c>operationName</c> (GraphQL over HTTP).</summary>
internal static class RequestWriter
{
    // Most requests fit. Each call has a buffer of its own, which is overwritten afterwards.
    private const int FirstSize = 1024;
    private const int BlockSize = 256;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The body in UTF-8. It may hold secrets: overwrite it when it is no longer needed.</returns>
    /// <exception cref="Errors.RfaException">InvalidVariables: JSON cannot hold a value.</exception>
    /// <param name="query">The document.</param>
    /// <param name="variables">The values of the variables; null if none.</param>
    /// <param name="operationName">The operation to run; null if the document has only one.</param>
    public static byte[] Write(string query, IReadOnlyDictionary<string, object?>? variables, string? operationName)
    {
        // Most small calls have no variables. Then no writer is needed, and there is no secret.
        if (variables is not { Count: > 0 })
            return s_utf8.GetBytes(operationName is null ? $"{{\"query\":{JsonConvert.ToString(query)}}}" : $"{{\"query\":{JsonConvert.ToString(query)},\"operationName\":{JsonConvert.ToString(operationName)}}}");
        using var stream = new MemoryStream(FirstSize);
        using (var text = new StreamWriter(stream, s_utf8, BlockSize, leaveOpen: true))
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            json.WritePropertyName("query");
            json.WriteValue(query);
            json.WritePropertyName("variables");
            new VariableWriter(json).Write(variables);
            if (operationName is not null)
            {
                json.WritePropertyName("operationName");
                json.WriteValue(operationName);
            }

            json.WriteEndObject();
        }

        var body = stream.ToArray();
        // The stream's buffer held the same text.
        System.Array.Clear(stream.GetBuffer(), 0, (int)stream.Length);
        return body;
    }
}

/// <summary>
/// Writes the values of variables. No value is cut or changed: a value that JSON cannot hold is an error that names its
/// place. Dates are written in round-trip form (ISO 8601), a TimeSpan as an ISO 8601 duration, bytes as base64, enums by name.
/// </summary>
internal sealed class VariableWriter
{
    private readonly JsonTextWriter _json;
    private readonly List<object> _containers = [];
    private readonly List<string> _path = ["$"];

    public VariableWriter(JsonTextWriter json) => _json = json;

    public void Write(IReadOnlyDictionary<string, object?> variables) => WriteObject(variables, variables);

    /// <summary>Writes a value with its members or items.</summary>
    public void WriteValue(object? value)
    {
        switch (value)
        {
            case null or DBNull or EmptyPipeline:
                _json.WriteNull();
                break;
            case string text:
                _json.WriteValue(Checked(text));
                break;
            case SecureString secret:
                WriteSecret(secret);
                break;
            case char or Guid or Version or Uri:
                _json.WriteValue(Checked(value is Uri uri ? uri.OriginalString : value.ToString()!));
                break;
            case bool truth:
                _json.WriteValue(truth);
                break;
            case Enum:
                _json.WriteValue(value.ToString());
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger:
                _json.WriteRawValue(((IFormattable)value).ToString("D", CultureInfo.InvariantCulture));
                break;
            case ExactNumber number:
                _json.WriteRawValue(number.Text);
                break;
            case decimal number:
                _json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                WriteReal(number, number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case float number:
                WriteReal(number, number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case DateTime or DateTimeOffset:
                _json.WriteValue(((IFormattable)value).ToString("o", CultureInfo.InvariantCulture));
                break;
            case TimeSpan duration:
                _json.WriteValue(XmlConvert.ToString(duration));
                break;
            case byte[] bytes:
                _json.WriteValue(Convert.ToBase64String(bytes));
                break;
            case IReadOnlyDictionary<string, object?> members:
                WriteObject(value, members);
                break;
            case IDictionary dictionary:
                WriteObject(value, Members(dictionary));
                break;
            case IEnumerable items:
                WriteList(items);
                break;
            default:
                throw Invalid($"a {value.GetType()} cannot be sent");
        }
    }

    /// <summary>Whether a text has half of a surrogate pair. UTF-8 cannot encode it, and the JSON writer would replace it by another character.</summary>
    public static bool HasHalfPair(string text)
    {
        var isAfterHigh = false;
        foreach (var unit in text)
        {
            // Nearly all characters are below the surrogates.
            if (unit < '\uD800' && !isAfterHigh)
                continue;
            if (isAfterHigh != char.IsLowSurrogate(unit))
                return true;
            isAfterHigh = char.IsHighSurrogate(unit);
        }

        return isAfterHigh;
    }

    private void WriteSecret(SecureString secret)
    {
        try
        {
            SecureText.Use(secret, text => _json.WriteValue(Checked(text)));
        }
        catch (ObjectDisposedException)
        {
            throw Invalid("the SecureString was already disposed of");
        }
    }

    private void WriteReal(double number, string text)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
            throw Invalid("a number that is not finite cannot be sent");
        _json.WriteRawValue(text);
    }

    private void WriteObject(object container, IEnumerable<KeyValuePair<string, object?>> members)
    {
        Enter(container);
        _json.WriteStartObject();
        foreach (var member in members)
        {
            _path.Add("." + member.Key);
            _json.WritePropertyName(Checked(member.Key));
            WriteValue(member.Value);
            _path.RemoveAt(_path.Count - 1);
        }

        _json.WriteEndObject();
        Leave();
    }

    private void WriteList(IEnumerable items)
    {
        Enter(items);
        _json.WriteStartArray();
        var index = 0;
        foreach (var item in items)
        {
            _path.Add("[" + index++ + "]");
            WriteValue(item);
            _path.RemoveAt(_path.Count - 1);
        }

        _json.WriteEndArray();
        Leave();
    }

    private IEnumerable<KeyValuePair<string, object?>> Members(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return entry.Key is string name
                ? new KeyValuePair<string, object?>(name, entry.Value)
                : throw Invalid($"the key '{entry.Key}' is not text");
        }
    }

    private void Enter(object container)
    {
        if (_containers.Any(c => ReferenceEquals(c, container)))
            throw Invalid("the value contains itself");
        if (_containers.Count >= NestingLimit.Levels)
            throw Invalid($"the value nests deeper than {NestingLimit.Levels} levels");
        _containers.Add(container);
    }

    private void Leave() => _containers.RemoveAt(_containers.Count - 1);

    private string Checked(string text) => HasHalfPair(text) ? throw Invalid("the text holds half of a surrogate pair") : text;

    private RfaException Invalid(string reason) =>
        new(ErrorCodes.InvalidVariables, $"The variables cannot be sent: {reason} (at {string.Concat(_path).Replace("$.", "$")}).");
}
