using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>Certificates for servers on loopback, made on the spot; nobody trusts them.</summary>
internal static class LoopbackCertificates
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;

    public static X509Certificate2 SelfSigned() => Create("localhost", IPAddress.Loopback, s_now.AddDays(-1), s_now.AddDays(30), issuer: null);

    public static X509Certificate2 Expired() => Create("localhost", IPAddress.Loopback, s_now.AddDays(-30), s_now.AddDays(-1), issuer: null);

    public static X509Certificate2 NotYetValid() => Create("localhost", IPAddress.Loopback, s_now.AddDays(1), s_now.AddDays(30), issuer: null);

    public static X509Certificate2 OfAnotherHost() => Create("other.example", address: null, s_now.AddDays(-1), s_now.AddDays(30), issuer: null);

    public static X509Certificate2 OfAnUnknownAuthority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Nobody's authority", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = request.CreateSelfSigned(s_now.AddDays(-2), s_now.AddDays(60));
        return Create("localhost", IPAddress.Loopback, s_now.AddDays(-1), s_now.AddDays(30), authority);
    }

    private static X509Certificate2 Create(string host, IPAddress? address, DateTimeOffset from, DateTimeOffset to, X509Certificate2? issuer)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (address is not null)
            names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        if (issuer is null)
            return request.CreateSelfSigned(from, to);
        using var signed = request.Create(issuer, from, to, [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }
}
