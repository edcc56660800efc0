using System.Net;
using System.Net.Http.Headers;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Transport;

/// <summary>Sends a request body to the session's endpoint and reads the answer to its end. It makes no decisions.</summary>
internal sealed class HttpTransport : IDisposable
{
    private const string Coding = "Content-Encoding";

    // `*/*` is for services that know no other type. Servers that follow the GraphQL-over-HTTP draft answer with real status codes.
    private const string Accept = "application/graphql-response+json, application/json;q=0.9, */*;q=0.1";

    private readonly TransportOptions _options;
    private readonly string _peer;
    private readonly RotatingClient _clients;
    private long _requestCount;
    private long _bytesSent;
    private long _bytesReceived;

    public HttpTransport(TransportOptions options)
    {
        if (options is { Proxy: not null, Endpoint.Scheme: "http" })
            throw new RfaException(ErrorCodes.InvalidEndpoint, "An http endpoint is on this machine, and no proxy leads to it. Leave out -Proxy.");
        _options = options;
        _peer = EndpointPolicy.DescribePeer(options.Endpoint, options.Proxy);
        // If the platform does not limit the age of connections, the handler is replaced, so that a change in DNS reaches a long session.
        TimeSpan? lifetime = PlatformHandler.HasSocketsHandler && options.HandlerFactory is null ? null : PlatformHandler.ConnectionLifetime;
        _clients = new RotatingClient(() => CreateClient(options), lifetime, options.Clock);
    }

    /// <summary>The address of all requests.</summary>
    public Uri Endpoint => _options.Endpoint;

    /// <summary>The number of requests that were passed to the network.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <summary>The bytes of the bodies that were passed to the network.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>The bytes of the bodies that arrived as a whole. A body that the platform decompresses counts decompressed.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <param name="body">The JSON of the request.</param>
    /// <param name="accessToken">The bearer token (RFC 6750, section 2.1); null for a sign-in.</param>
    /// <param name="headers">The headers of this call, checked by <see cref="HeaderPolicy"/>.</param>
    /// <param name="cancellationToken">Ends the request and the reading of the body.</param>
    /// <param name="parse">Parses a large body while it arrives, see <see cref="BodyReader"/>; null if that is not wanted.</param>
    /// <exception cref="TransportException">No whole answer came.</exception>
    public async Task<HttpAnswer> SendAsync(
        byte[] body, string? accessToken, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken, Func<ArrivingBody, object?>? parse = null)
    {
        if (!PlatformHandler.HasSocketsHandler)
            PlatformHandler.LimitIdleTime(_options);
        using var lease = _clients.Rent();
        using var request = CreateRequest(body, accessToken, headers);
        Interlocked.Increment(ref _requestCount);
        Interlocked.Add(ref _bytesSent, body.Length);
        HttpResponseMessage response;
        try
        {
            response = await lease.Client
                .SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (TransportException.IsTransport(exception, cancellationToken))
        {
            throw TransportException.BeforeAnswer(exception, _peer);
        }

        HttpAnswer answer;
        Task<object?>? parsing;
        using (response)
        {
            using var registration = PlatformHandler.HasSocketsHandler ? default : EndReadsOf(response, cancellationToken);
            try
            {
                (var content, parsing) = await BodyReader
                    .ReadAsync(response.Content, _options.MaximumResponseSize, cancellationToken, parse).ConfigureAwait(false);
                Interlocked.Add(ref _bytesReceived, content.Count);
                answer = CreateAnswer(response, content);
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException("The reading of the answer was stopped.", exception, cancellationToken);
            }
            catch (Exception exception) when (TransportException.IsTransportInAnswer(exception, cancellationToken))
            {
                throw TransportException.InAnswer(exception, (int)response.StatusCode, _peer, ShownHeaders.Known(new AnswerHeaders(response)));
            }
        }

        // The body is whole, so an error of the parser is no fault of the connection.
        return parsing is null ? answer : answer with { Parsed = await parsing.ConfigureAwait(false) };
    }

    public void Dispose() => _clients.Dispose();

    /// <summary>Closes the answer when the call is stopped. This ends a read that ignores its cancellation token.</summary>
    internal static CancellationTokenRegistration EndReadsOf(HttpResponseMessage response, CancellationToken cancellationToken) =>
        cancellationToken.Register(static state => ((HttpResponseMessage)state!).Dispose(), response);

    // The handlers have a fixed order: the check of the origin comes last before the network.
    private static HttpMessageInvoker CreateClient(TransportOptions options)
    {
        var last = options.HandlerFactory?.Invoke() ?? PlatformHandler.Create(options);
        // HttpClient would add a time limit for the headers. Each call has its own deadline, which also covers the body.
        return new HttpMessageInvoker(new OriginHandler(options.Endpoint, last));
    }

    private HttpRequestMessage CreateRequest(byte[] body, string? accessToken, IReadOnlyDictionary<string, string> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.ExpectContinue = false;
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        foreach (var header in _options.Headers)
            Set(request.Headers, header);
        foreach (var header in headers)
            Set(request.Headers, header);

        if (accessToken is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return request;
    }

    private static void Set(HttpRequestHeaders headers, KeyValuePair<string, string> header)
    {
        headers.Remove(header.Key);
        headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    private HttpAnswer CreateAnswer(HttpResponseMessage response, ArraySegment<byte> content)
    {
        var headers = new AnswerHeaders(response);
        var body = content;
        // Like the handler, remove the header after decoding. A header that is left means that the body cannot be read.
        if (headers.Values(Coding) is { Count: > 0 } codings && ContentCodings.Undo(content, codings, _options.MaximumResponseSize) is { } undone)
        {
            body = undone;
            response.Content.Headers.Remove(Coding);
        }

        var (mediaType, charset) = ContentType.Parse(headers.Value("Content-Type"));
        var now = _options.Clock.UtcNow;
        return new HttpAnswer((int)response.StatusCode, headers, body)
        {
            MediaType = mediaType,
            Charset = charset,
            ReceivedAt = now,
            RetryAfter = headers.Values("Retry-After") is { Count: > 0 } asked ? RetryAfter.Read(asked, headers.Value("Date"), now) : null,
        };
    }
}

/// <summary>The options for sending requests. Immutable.</summary>
internal record TransportOptions
{
    /// <exception cref="Errors.RfaException">InvalidEndpoint.</exception>
    public TransportOptions(Uri endpoint) => Endpoint = EndpointPolicy.Check(endpoint);

    /// <summary>The only address that ever receives a request: https, or http on loopback.</summary>
    public Uri Endpoint { get; }

    /// <summary>The largest accepted body, in bytes after decompression.</summary>
    public long MaximumResponseSize { get; init; } = 256L * 1024 * 1024;

    /// <summary>The user's headers, sent with each request.</summary>
    /// <exception cref="Errors.RfaException">InvalidHeader.</exception>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = HeaderPolicy.Check(value);
    } = new Dictionary<string, string>();

    /// <summary>The secret values of these headers. No message repeats them.</summary>
    internal IReadOnlyList<string> HeaderSecrets { get; init; } = [];

    /// <summary>The proxy; null: the system's, unless <see cref="NoProxy"/> is set.</summary>
    public IWebProxy? Proxy { get; init; }

    public bool NoProxy { get; init; }

    /// <summary>Whether any server certificate is accepted. Only for test installations.</summary>
    public bool SkipCertificateCheck { get; init; }

    /// <summary>The User-Agent header.</summary>
    public string UserAgent { get; init; } = "RfaAuth";

    internal IClock Clock { get; init; } = SystemClock.Instance;

    /// <summary>Replaces the network in tests.</summary>
    internal Func<HttpMessageHandler>? HandlerFactory { get; init; }
}
