namespace RfaAuth.Core.Transport;

/// <summary>The last check before the network: no request may go to another scheme, host or port than the session's.</summary>
internal sealed class OriginHandler : DelegatingHandler
{
    private readonly Uri _endpoint;

    public OriginHandler(Uri endpoint, HttpMessageHandler inner)
        : base(inner) => _endpoint = endpoint;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri is { } target && EndpointPolicy.IsSameOrigin(_endpoint, target)
            ? base.SendAsync(request, cancellationToken)
            : throw new RfaException(ErrorCodes.InvalidEndpoint, "A request to another address than the session's was stopped.");
}
