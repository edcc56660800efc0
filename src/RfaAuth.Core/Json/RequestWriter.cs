using Newtonsoft.Json;

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
