using System.IO;
using System.Text;
using Newtonsoft.Json;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Json;

/// <summary>Writes the JSON body of a request: <c>query</c>, <c>variables</c> and <c>operationName</c>, as both services document it.</summary>
internal static class RequestWriter
{
    // As much as most requests are long; each call has its own, which is overwritten after it.
    private const int FirstSize = 1024;
    private const int BlockSize = 256;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The body in UTF-8. It may hold secrets: overwrite it when it is no longer needed.</returns>
    /// <exception cref="Errors.RfaException">InvalidVariables: a value has no place in JSON.</exception>
    public static byte[] Write(GraphQLRequest request)
    {
        using var stream = new MemoryStream(FirstSize);
        using (var text = new StreamWriter(stream, s_utf8, BlockSize, leaveOpen: true))
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            json.WritePropertyName("query");
            json.WriteValue(request.Query);
            if (request.Variables is { Count: > 0 } variables)
            {
                json.WritePropertyName("variables");
                new VariableWriter(json).Write(variables);
            }

            if (request.OperationName is { } name)
            {
                json.WritePropertyName("operationName");
                json.WriteValue(name);
            }

            json.WriteEndObject();
        }

        var body = stream.ToArray();
        // The stream's own buffer held the same text.
        System.Array.Clear(stream.GetBuffer(), 0, (int)stream.Length);
        return body;
    }
}
