using System.Net.Http.Headers;

namespace RfaAuth.Core.Transport;

/// <summary>An HTTP answer that was read to its end. It keeps no reference to the request.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Headers">Every header, content headers included.</param>
/// <param name="Body">The body, decompressed.</param>
internal sealed record HttpAnswer(int StatusCode, AnswerHeaders Headers, ArraySegment<byte> Body)
{
    // The longest first, because the byte order mark of UTF-32 begins with the one of UTF-16.
    private static readonly (byte[] Mark, Encoding Encoding)[] s_marks =
    [
        ([0xFF, 0xFE, 0, 0], Encoding.UTF32),
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8),
        ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    /// <summary>The size of the body in bytes. It is known after <see cref="WithoutBody"/> too.</summary>
    public int BodySize { get; } = Body.Count;

    /// <summary>The media type in lower case without parameters; empty if there is none.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>What was parsed from the body while it arrived; null if it is small, or could not be parsed.</summary>
    public object? Parsed { get; init; }

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
    public bool LooksLikeJson => ContentType.IsJson(MediaType) || FirstCharacter() is '{' or '[';

    /// <summary>
    /// Whether the body could be a GraphQL answer with <c>data</c> that cannot be read, because it is damaged or has an unknown encoding. Then the
    /// operation may have run, even if the status says otherwise.
    /// </summary>
    public bool MayHoldData => Body.Count > 0 && (Value("Content-Encoding") is not null || (LooksLikeJson && Contains("\"data\"")));

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>The answer without its body, which was read.</summary>
    public HttpAnswer WithoutBody() => this with { Body = new ArraySegment<byte>([]), Parsed = null };

    /// <summary>The body as UTF-8 without a byte order mark. No copy is made unless another encoding is declared or marked.</summary>
    public ArraySegment<byte> Utf8Body()
    {
        var (mark, encoding) = s_marks.FirstOrDefault(known => BeginsWith(known.Mark));
        var start = Body.Offset + (mark?.Length ?? 0);
        var count = Body.Offset + Body.Count - start;
        encoding ??= ContentType.EncodingOf(Charset);
        return encoding == Encoding.UTF8
            ? new ArraySegment<byte>(Body.Array!, start, count)
            : new ArraySegment<byte>(Encoding.Convert(encoding, Encoding.UTF8, Body.Array!, start, count));
    }

    private bool BeginsWith(byte[] mark)
    {
        for (var i = 0; i < mark.Length; i++)
        {
            if (i >= Body.Count || Body.Array![Body.Offset + i] != mark[i])
                return false;
        }

        return true;
    }

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

/// <summary>The headers of an answer, content headers included. They are read on demand, and keep no reference to the request.</summary>
internal sealed class AnswerHeaders
{
    private readonly HttpHeaders? _ofAnswer;
    private readonly HttpHeaders? _ofContent;
    private ILookup<string, string>? _all;

    public AnswerHeaders(IEnumerable<KeyValuePair<string, string>> headers) => _all = Lookup(headers);

    public AnswerHeaders(HttpResponseMessage answer) => (_ofAnswer, _ofContent) = (answer.Headers, answer.Content.Headers);

    /// <summary>The values of a header; empty if it was not sent.</summary>
    public IReadOnlyList<string> Values(string name)
    {
        // .NET refuses to look up a request's header, such as Authorization, in an answer. So the names of all headers are compared.
        if (_all is not null || string.Equals(name, "Authorization", StringComparison.OrdinalIgnoreCase))
            return (_all ??= LookupOfAnswer())[name].ToList();
        var headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? _ofContent! : _ofAnswer!;
        return headers.TryGetValues(name, out var values) ? values as IReadOnlyList<string> ?? values.ToList() : [];
    }

    /// <summary>The names of the headers that were sent.</summary>
    public IEnumerable<string> Names => _all is { } all ? all.Select(header => header.Key) : _ofAnswer!.Concat(_ofContent!).Select(header => header.Key);

    /// <summary>The first value of a header; null if it was not sent.</summary>
    public string? Value(string name) => Values(name) is { Count: > 0 } values ? values[0] : null;

    private ILookup<string, string> LookupOfAnswer() =>
        Lookup(_ofAnswer!.Concat(_ofContent!).SelectMany(header => header.Value, (header, value) => new KeyValuePair<string, string>(header.Key, value)));

    private static ILookup<string, string> Lookup(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Reads a Content-Type header leniently, so that an answer is not lost because of a charset that .NET refuses.</summary>
internal static class ContentType
{
    /// <summary>Whether a body is labelled as JSON in UTF-8 without compression.</summary>
    public static bool IsUtf8Json(HttpContentHeaders headers) =>
        !headers.TryGetValues("Content-Encoding", out _) && headers.TryGetValues("Content-Type", out var types)
        && Parse(types.First()) is var (mediaType, charset) && IsJson(mediaType) && EncodingOf(charset) == Encoding.UTF8;

    public static bool IsJson(string mediaType) => mediaType.EndsWith("json", StringComparison.Ordinal);

    /// <summary>
    /// UTF-8, unless UTF-16 is declared (RFC 8259, section 8.1). An unknown charset is ignored, so that the answer is not lost.
    /// </summary>
    public static Encoding EncodingOf(string? charset) => charset?.ToUpperInvariant() switch
    {
        "UTF-16" or "UTF-16LE" => Encoding.Unicode,
        "UTF-16BE" => Encoding.BigEndianUnicode,
        _ => Encoding.UTF8,
    };

    public static (string MediaType, string? Charset) Parse(string? header)
    {
        if (string.IsNullOrWhiteSpace(header))
            return ("", null);
        var parts = header!.Split(';');
        string? charset = null;
        for (var i = 1; i < parts.Length; i++)
        {
            var part = parts[i].Trim();
            if (part.StartsWith("charset=", StringComparison.OrdinalIgnoreCase))
                charset = part.Substring("charset=".Length).Trim(' ', '"', '\'');
        }

        return (parts[0].Trim().ToLowerInvariant(), charset);
    }
}
