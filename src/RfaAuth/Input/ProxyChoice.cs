using System.Net;

namespace RfaAuth.Input;

/// <summary>Chooses the proxy from the parameters, as Invoke-RestMethod does.</summary>
internal static class ProxyChoice
{
    /// <returns>Null if no proxy was named. Then the system's proxy is used.</returns>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static IWebProxy? Create(Uri? proxy, PSCredential? credential, bool useDefaultCredentials, bool noProxy)
    {
        if (noProxy && (proxy is not null || credential is not null || useDefaultCredentials))
            throw Conflict("-NoProxy goes with no other proxy parameter.");
        if (credential is not null && useDefaultCredentials)
            throw Conflict("-ProxyCredential and -ProxyUseDefaultCredentials exclude each other.");
        if (proxy is null)
            return credential is null && !useDefaultCredentials ? null : throw Conflict("-ProxyCredential and -ProxyUseDefaultCredentials need -Proxy.");
        return new WebProxy(proxy)
        {
            Credentials = credential?.GetNetworkCredential(),
            UseDefaultCredentials = useDefaultCredentials,
        };
    }

    private static RfaException Conflict(string message) => new(ErrorCodes.ParameterConflict, message);
}
