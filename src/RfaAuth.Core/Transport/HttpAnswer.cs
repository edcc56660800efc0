using System;
using System.Collections.Generic;
using System.Linq;

namespace RfaAuth.Core.Transport;

/// <summary>An HTTP answer read to its end. Nothing of the request hangs off it.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">Every header, content headers included.</param>
/// <param name="Body">The body, decompressed.</param>
internal sealed record HttpAnswer(int StatusCode, ILookup<string, string> Headers, ArraySegment<byte> Body)
{
    /// <summary>The media type in lower case without parameters; empty where there is none.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>The declared charset; null where there is none.</summary>
    public string? Charset { get; init; }

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>The values of a header; empty where it was not sent.</summary>
    public IReadOnlyList<string> Values(string header) => Headers[header].ToList();

    /// <summary>The first value of a header; null where it was not sent.</summary>
    public string? Value(string header) => Headers[header].FirstOrDefault();
}
