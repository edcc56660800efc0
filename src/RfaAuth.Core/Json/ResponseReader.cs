using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Json;

/// <summary>
/// Reads a body as a GraphQL answer (GraphQL specification, section 7.1): an object with <c>data</c>, <c>errors</c> or both.
/// The HTTP status plays no part in it.
/// </summary>
internal static class ResponseReader
{
    /// <exception cref="RfaException">
    /// DecompressionFailed, EmptyResponse, NotGraphQLResponse, UnsupportedResponse, InvalidJson, TooDeep or MalformedGraphQLResponse.
    /// No message quotes the body.
    /// </exception>
    public static GraphQLResponse Read(HttpAnswer answer, IValueFactory values, bool keepBody)
    {
        RefuseOtherMedia(answer);
        var encoding = BodyEncoding(answer.Charset);
        var response = Read(answer, encoding, values);
        return response with
        {
            StatusCode = answer.StatusCode,
            Body = keepBody ? ReadText(answer, encoding) : null,
        };
    }

    private static void RefuseOtherMedia(HttpAnswer answer)
    {
        // The handler takes the header away with the encoding it undoes.
        if (answer.Value("Content-Encoding") is { } encoding && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
            throw new RfaException(ErrorCodes.DecompressionFailed, "The answer is compressed in a way that was not asked for.");
        if (answer.MediaType is "multipart/mixed" or "text/event-stream")
            throw new RfaException(ErrorCodes.UnsupportedResponse, $"The service answered with {answer.MediaType}: incremental and streamed answers are not supported.");
        if (answer.Body.Count == 0)
            throw new RfaException(ErrorCodes.EmptyResponse, "The service answered without a body.");
        if (answer.MediaType is "text/html" or "application/xhtml+xml")
            throw new RfaException(ErrorCodes.NotGraphQLResponse, "The answer is a web page, not GraphQL: a sign-in page, a firewall or a gateway may stand between.");
    }

    private static GraphQLResponse Read(HttpAnswer answer, Encoding encoding, IValueFactory values)
    {
        using var reader = new StrictJsonReader(OpenText(answer, encoding));
        if (!answer.LooksLikeJson)
            throw new RfaException(ErrorCodes.NotGraphQLResponse, "The answer is neither JSON nor GraphQL.");
        reader.Start();
        if (!reader.IsAtObject)
            throw Malformed("it is not an object");

        var members = new HashSet<string>(StringComparer.Ordinal);
        var response = new GraphQLResponse();
        while (reader.NextMember())
        {
            var name = reader.Name;
            reader.MoveToValue();
            if (!members.Add(name))
                throw Malformed("it has a member twice");
            response = name switch
            {
                "data" => ReadData(reader, values, response),
                "errors" => response with { Errors = ErrorReader.Read(reader.ReadValue(PlainValueFactory.Instance)) },
                "extensions" => ReadExtensions(reader, response),
                _ => Skip(reader, response),
            };
        }

        reader.End();
        if (members.Contains("hasNext"))
            throw new RfaException(ErrorCodes.UnsupportedResponse, "The answer is the first part of an incremental one, which is not supported.");
        if (response.Data is null && response.Errors.Count == 0)
            throw Malformed("it has neither data nor errors");
        return response with { IsDataPresent = members.Contains("data") };
    }

    private static GraphQLResponse ReadData(StrictJsonReader reader, IValueFactory values, GraphQLResponse response)
    {
        if (!reader.IsAtObject)
            return reader.ReadValue(PlainValueFactory.Instance) is null ? response : throw Malformed("its data is not an object");
        var members = reader.ReadMembers(values);
        var filled = members.Where(m => m.Value is not null).Select(m => m.Key).ToArray();
        return response with
        {
            Data = values.CreateObject(members),
            RootFields = members.Select(m => m.Key).ToArray(),
            FilledFields = filled,
            HasData = filled.Length > 0,
        };
    }

    private static GraphQLResponse ReadExtensions(StrictJsonReader reader, GraphQLResponse response)
    {
        var value = reader.ReadValue(PlainValueFactory.Instance);
        return value is IReadOnlyDictionary<string, object?> extensions
            ? response with { Extensions = extensions, ThrottleStatus = CostReader.Read(extensions) }
            : response;
    }

    private static GraphQLResponse Skip(StrictJsonReader reader, GraphQLResponse response)
    {
        reader.ReadValue(PlainValueFactory.Instance);
        return response;
    }

    // UTF-8 unless UTF-16 is declared: RFC 8259, section 8.1. A charset that nobody knows is no reason to lose the answer.
    private static Encoding BodyEncoding(string? charset) => charset?.ToUpperInvariant() switch
    {
        "UTF-16" or "UTF-16LE" => Encoding.Unicode,
        "UTF-16BE" => Encoding.BigEndianUnicode,
        _ => Encoding.UTF8,
    };

    // Bytes that are no UTF-8 become U+FFFD; a byte order mark is skipped.
    private static StreamReader OpenText(HttpAnswer answer, Encoding encoding) => new(
        new MemoryStream(answer.Body.Array!, answer.Body.Offset, answer.Body.Count, writable: false),
        encoding,
        detectEncodingFromByteOrderMarks: true);

    private static string ReadText(HttpAnswer answer, Encoding encoding)
    {
        using var reader = OpenText(answer, encoding);
        return reader.ReadToEnd();
    }

    private static RfaException Malformed(string reason) =>
        new(ErrorCodes.MalformedGraphQLResponse, $"The answer is JSON but no GraphQL answer: {reason}.");
}
