using System.Net;

namespace RfaAuth.Core.Transport;

/// <summary>Decides which addresses may receive a password or a token: any https address, and http only on this machine.</summary>
internal static class EndpointPolicy
{
    /// <returns>The endpoint itself.</returns>
    /// <exception cref="RfaException">InvalidEndpoint; the message never repeats user information or a query string.</exception>
    public static Uri Check(Uri endpoint)
    {
        if (!endpoint.IsAbsoluteUri)
            throw Refused("The endpoint must be an absolute URL, such as https://host/graphql/.");
        if (endpoint.UserInfo.Length > 0)
            throw Refused("The endpoint must not carry a user name or password. Use -Credential.");
        if (endpoint.Fragment.Length > 0)
            throw Refused("The endpoint must not have a fragment (#...).");
        if (endpoint.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
            throw Refused("The endpoint needs a host name or an IP address.");

        return endpoint.Scheme switch
        {
            "https" => endpoint,
            "http" when IsLoopback(endpoint) => endpoint,
            "http" => throw Refused($"{Describe(endpoint)} is http: tokens and passwords go over https only (http is for this machine's loopback)."),
            _ => throw Refused($"The endpoint's scheme '{endpoint.Scheme}' is not https."),
        };
    }

    /// <summary>Whether <paramref name="target"/> has the session's scheme, host and port.</summary>
    public static bool IsSameOrigin(Uri endpoint, Uri target) =>
        Uri.Compare(endpoint, target, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>The endpoint for display: without its query string, which may hold a key.</summary>
    public static string Describe(Uri endpoint) => endpoint.GetLeftPart(UriPartial.Path);

    /// <summary>The peer of a connection, for errors: host and port of the service, and of the proxy that the user chose.</summary>
    public static string DescribePeer(Uri endpoint, IWebProxy? proxy) =>
        proxy is not null && !proxy.IsBypassed(endpoint) && proxy.GetProxy(endpoint) is { } by
            ? $"{endpoint.Host}:{endpoint.Port} (by the proxy {by.Host}:{by.Port})"
            : $"{endpoint.Host}:{endpoint.Port}";

    // The address must be a parsed IP address: a name such as 127.0.0.1.example.com is no address of this machine.
    private static bool IsLoopback(Uri endpoint) =>
        string.Equals(endpoint.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(endpoint.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    private static RfaException Refused(string message) => new(ErrorCodes.InvalidEndpoint, message);
}

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
