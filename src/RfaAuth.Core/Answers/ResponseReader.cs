using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>
/// Reads a body as a GraphQL answer (GraphQL specification, section 7.1): an object with <c>data</c>, <c>errors</c> or both.
/// The HTTP status does not matter.
/// </summary>
internal static class ResponseReader
{
    /// <param name="answer">The HTTP answer.</param>
    /// <param name="values">Makes the objects of <c>data</c>.</param>
    /// <param name="keepBody">Whether the text of the body is needed. Then <c>data</c> is checked, and no objects are made.</param>
    /// <param name="complete">Reads the service's own members of an error; null if it has none.</param>
    /// <param name="cost">The places of the cost budget in an answer; null: the usual places.</param>
    /// <exception cref="RfaException">
    /// DecompressionFailed, EmptyResponse, NotGraphQLResponse, UnsupportedResponse, InvalidJson, TooDeep or MalformedGraphQLResponse.
    /// No message quotes the body.
    /// </exception>
    public static GraphQLResponse Read(HttpAnswer answer, IValueFactory values, bool keepBody, ServiceErrorReader? complete = null, CostMembers? cost = null)
    {
        RefuseOtherMedia(answer);
        if (!answer.LooksLikeJson)
            throw new RfaException(ErrorCodes.NotGraphQLResponse, "The answer is neither JSON nor GraphQL.");
        var body = answer.Utf8Body();
        var response = answer.Parsed as GraphQLResponse;
        if (response is null)
        {
            using var reader = new JsonValueReader(body, JsonSource.Service);
            response = Read(reader, keepBody ? null : values, complete, cost ?? CostMembers.Usual);
        }

        return keepBody ? response with { Body = Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count) } : response;
    }

    /// <summary>Reads a large body while it arrives. The parameters are those of <see cref="Read(HttpAnswer, IValueFactory, bool, ServiceErrorReader, CostMembers)"/>.</summary>
    /// <returns>The answer without its body; null if it is none. Then the body is read again when it is whole, to know why.</returns>
    public static GraphQLResponse? ReadArriving(ArrivingBody body, IValueFactory values, bool keepBody, ServiceErrorReader? complete, CostMembers? cost)
    {
        using var reader = new JsonValueReader(body.Bytes, JsonSource.Service, body.WaitForMore);
        try
        {
            return Read(reader, keepBody ? null : values, complete, cost ?? CostMembers.Usual);
        }
        catch (RfaException)
        {
            return null;
        }
    }

    /// <summary>The <c>message</c> or <c>error</c> of a JSON answer that is no GraphQL answer; null if there is none.</summary>
    public static string? ReadMessage(HttpAnswer answer)
    {
        if (answer.Body.Count == 0 || !answer.LooksLikeJson)
            return null;
        try
        {
            using var reader = new JsonValueReader(answer.Utf8Body(), JsonSource.Service);
            var members = reader.ReadValue(PlainValueFactory.Instance) as IReadOnlyDictionary<string, object?>;
            reader.End();
            return members is null ? null : Text("message") ?? Text("error");

            string? Text(string name) => members.TryGetValue(name, out var value) ? value as string : null;
        }
        catch (RfaException)
        {
            return null;
        }
    }

    private static void RefuseOtherMedia(HttpAnswer answer)
    {
        // A header that is still here names a coding that was not decoded: whoever decodes a body also removes the header.
        if (answer.Value("Content-Encoding") is { } encoding && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
            throw new RfaException(ErrorCodes.DecompressionFailed, "The answer has a compression that the module did not ask for.");
        if (answer.MediaType is "multipart/mixed" or "text/event-stream")
            throw new RfaException(ErrorCodes.UnsupportedResponse, $"The service answered with {answer.MediaType}: incremental and streamed answers are not supported.");
        if (answer.Body.Count == 0)
            throw new RfaException(ErrorCodes.EmptyResponse, "The service answered without a body.");
        if (answer.MediaType is "text/html" or "application/xhtml+xml")
            throw new RfaException(ErrorCodes.NotGraphQLResponse, "The answer is a web page, not GraphQL. A sign-in page, a firewall or a gateway may have answered.");
    }

    private static GraphQLResponse Read(JsonValueReader reader, IValueFactory? values, ServiceErrorReader? complete, CostMembers cost)
    {
        if (!reader.IsAtObject)
        {
            reader.ReadValue(null);
            reader.End();
            throw Malformed("it is not an object");
        }

        var answer = new Members(complete, cost);
        reader.BeginObject();
        for (var isFirst = true; reader.NextMember(isFirst, out var name); isFirst = false)
            answer.Read(name, reader, values);
        reader.End();
        return answer.ToResponse();
    }

    private static RfaException Malformed(string reason) =>
        new(ErrorCodes.MalformedGraphQLResponse, $"The answer is JSON but not GraphQL: {reason}.");

    /// <summary>The members of the answer that have been read.</summary>
    private sealed class Members(ServiceErrorReader? complete, CostMembers cost)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private object? _data;
        private ObjectShape? _shape;
        private IReadOnlyList<string> _filled = [];
        private IReadOnlyList<GraphQLError> _errors = [];
        private IReadOnlyDictionary<string, object?> _extensions = GraphQLResponse.NoMembers;

        public void Read(string name, JsonValueReader reader, IValueFactory? values)
        {
            if (!_names.Add(name))
                throw Malformed("it has a member twice");
            switch (name)
            {
                case "data":
                    ReadData(reader, values);
                    break;
                case "errors":
                    _errors = ErrorReader.Read(reader.ReadValue(PlainValueFactory.Instance), complete);
                    break;
                case "extensions":
                    _extensions = reader.ReadValue(PlainValueFactory.Instance) as IReadOnlyDictionary<string, object?> ?? _extensions;
                    break;
                default:
                    reader.ReadValue(null);
                    break;
            }
        }

        public GraphQLResponse ToResponse()
        {
            if (_names.Contains("hasNext"))
                throw new RfaException(ErrorCodes.UnsupportedResponse, "The answer is the first part of an incremental one, which is not supported.");
            if (_shape is null && _errors.Count == 0)
                throw Malformed("it has neither data nor errors");
            return new GraphQLResponse
            {
                Data = _data,
                HasData = _filled.Count > 0,
                FilledFields = _filled,
                IsDataPresent = _names.Contains("data"),
                RootFields = _shape?.Names ?? [],
                Errors = _errors,
                Extensions = _extensions,
                ThrottleStatus = _extensions.Count == 0 ? null : cost.Read(_extensions),
            };
        }

        private void ReadData(JsonValueReader reader, IValueFactory? values)
        {
            if (reader.IsAtObject && values is RawValues { IsWhole: true })
            {
                _data = reader.ReadRawObject(out _shape, out _filled);
            }
            else if (reader.IsAtObject)
            {
                var data = reader.ReadObject(values, out _shape, out _filled);
                _data = values is null ? null : data;
            }
            else if (reader.ReadValue(PlainValueFactory.Instance) is var value && value is object?[] { Length: 0 })
            {
                // PHP writes an empty object and an empty list in the same way.
                _shape = new ObjectShape([]);
                _data = values is RawValues { IsWhole: true } ? RawJson.Of("{}") : values?.CreateObject(_shape, [], 0);
            }
            else if (value is not null)
            {
                throw Malformed("its data is not an object");
            }
        }
    }
}
