namespace RfaAuth.Core.Transport;

/// <summary>An HTTP answer that was read to its end. It keeps no reference to the request.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">Every header, content headers included.</param>
/// <param name="Body">The body, decompressed.</param>
internal sealed record HttpAnswer(int StatusCode, AnswerHeaders Headers, ArraySegment<byte> Body)
{
    /// <summary>The size of the body in bytes. It is known after <see cref="WithoutBody"/> too.</summary>
    public int BodySize { get; } = Body.Count;

    /// <summary>The media type in lower case without parameters; empty if there is none.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>The declared charset; null if there is none.</summary>
    public string? Charset { get; init; }

    /// <summary>How long the service asks to wait; null if it does not ask, or in an unknown form.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When the answer came, by this machine's clock.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the answer came, by the service's clock if its time is known, else by this machine's clock.</summary>
    public DateTimeOffset At => Transport.RetryAfter.ServiceNow(Value("Date"), ReceivedAt);

    /// <summary>How long until the service's limit resets, from headers such as X-RateLimit-Reset; null if they do not say it.</summary>
    public TimeSpan? LimitReset => Transport.RetryAfter.ReadReset(Headers, At);

    /// <summary>Whether the body is labelled as JSON or begins like a JSON object or list.</summary>
    public bool LooksLikeJson => MediaType.EndsWith("json", StringComparison.Ordinal) || FirstCharacter() is '{' or '[';

    /// <summary>
    /// Whether the body could be a GraphQL answer with <c>data</c> that cannot be read, because it is damaged or has an unknown encoding. Then the
    /// operation may have run, even if the status says otherwise.
    /// </summary>
    public bool MayHoldData => Body.Count > 0 && (Value("Content-Encoding") is not null || (LooksLikeJson && Contains("\"data\"")));

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>The answer without its body, which was read.</summary>
    public HttpAnswer WithoutBody() => this with { Body = new ArraySegment<byte>([]) };

    private char FirstCharacter()
    {
        foreach (var value in Body)
        {
            // White space, byte order marks, and the zeros of UTF-16.
            if (value is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF or 0xFE or 0xFF or 0))
                return (char)value;
        }

        return '\0';
    }

    // In ASCII, or in UTF-16 with zeros between the letters.
    private bool Contains(string text)
    {
        var matched = 0;
        foreach (var value in Body)
        {
            if (value == 0)
                continue;
            matched = value == text[matched] ? matched + 1 : value == text[0] ? 1 : 0;
            if (matched == text.Length)
                return true;
        }

        return false;
    }

    /// <summary>The values of a header; empty if it was not sent.</summary>
    public IReadOnlyList<string> Values(string header) => Headers.Values(header);

    /// <summary>The first value of a header; null if it was not sent.</summary>
    public string? Value(string header) => Headers.Value(header);
}
