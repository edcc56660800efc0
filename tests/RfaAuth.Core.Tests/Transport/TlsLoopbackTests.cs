using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace RfaAuth.Core.Tests.Transport;

/// <summary>Servers whose certificate or protocol is not to be trusted: they see a handshake and not one byte of HTTP.</summary>
public sealed class TlsLoopbackTests
{
    private const string Data = """{"data":{"a":1}}""";

    public enum Kind
    {
        SelfSigned,
        Expired,
        NotYetValid,
        OtherHost,
        UnknownAuthority,
        OldProtocol,
        PlainHttp,
        ClosesInHandshake,
    }

    public static TheoryData<Kind> All => new(Enum.GetValues<Kind>());

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_wrong_certificate_is_TlsFailed_and_no_request_is_sent(Kind kind)
    {
        using var certificate = Certificate(kind);
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync(Data), stream => SecureAsync(stream, kind, certificate));
        using var session = Client.FromTokens(server.Endpoint, "A1", null);

        Assert.Equal(ErrorCodes.TlsFailure, await session.OutcomeAsync(Client.Query).WaitAsync(Client.Patience));
        // Nothing was sent, so nothing is unknown.
        Assert.Equal(ErrorCodes.TlsFailure, await session.OutcomeAsync(Client.Mutation).WaitAsync(Client.Patience));
        var failure = await Assert.ThrowsAnyAsync<RfaException>(() => ApiSession.ConnectAsync(
            session.Options, new SignInCredential("me", SecureText.Protect("hunter2")), NullCallLog.Instance, default));
        Assert.Equal(ErrorCodes.TlsFailure, failure.ErrorCode);
        Assert.Empty(server.Requests);
        Assert.Equal(3, server.ConnectionCount);
    }

    [Theory]
    [InlineData(Kind.SelfSigned)]
    [InlineData(Kind.Expired)]
    [InlineData(Kind.OtherHost)]
    [InlineData(Kind.UnknownAuthority)]
    public async Task Any_certificate_is_accepted_without_the_check(Kind kind)
    {
        using var certificate = Certificate(kind);
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync(Data), stream => SecureAsync(stream, kind, certificate));
        using var session = Client.FromTokens(server.Endpoint, "A1", null, change: o => o with { SkipCertificateCheck = true });

        Assert.Null(await session.OutcomeAsync(Client.Query));
        Assert.Equal("Bearer A1", server.Requests.Single().Header("Authorization"));
    }

    [Fact]
    public async Task SkipCertificateCheck_holds_for_one_session()
    {
        using var certificate = LoopbackCertificates.SelfSigned();
        await using var server = LoopbackServer.Start(exchange => exchange.AnswerAsync(Data), stream => SecureAsync(stream, Kind.SelfSigned, certificate));
        using var careless = Client.FromTokens(server.Endpoint, "A1", null, change: o => o with { SkipCertificateCheck = true });
        using var careful = Client.FromTokens(server.Endpoint, "A1", null);

        Assert.Null(await careless.OutcomeAsync(Client.Query));
        Assert.Equal(ErrorCodes.TlsFailure, await careful.OutcomeAsync(Client.Query));
    }

    private static X509Certificate2 Certificate(Kind kind) => kind switch
    {
        Kind.Expired => LoopbackCertificates.Expired(),
        Kind.NotYetValid => LoopbackCertificates.NotYetValid(),
        Kind.OtherHost => LoopbackCertificates.OfAnotherHost(),
        Kind.UnknownAuthority => LoopbackCertificates.OfAnUnknownAuthority(),
        _ => LoopbackCertificates.SelfSigned(),
    };

    private static async Task<Stream> SecureAsync(Stream stream, Kind kind, X509Certificate2 certificate)
    {
        if (kind == Kind.PlainHttp)
        {
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            return stream;
        }

        if (kind == Kind.ClosesInHandshake)
        {
            await stream.ReadExactlyAsync(new byte[16]);
            await stream.DisposeAsync();
            return stream;
        }

        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
#pragma warning disable SYSLIB0039, CA5397 // The very protocols that are to be refused.
            EnabledSslProtocols = kind == Kind.OldProtocol ? SslProtocols.Tls | SslProtocols.Tls11 : SslProtocols.None,
#pragma warning restore SYSLIB0039, CA5397
        });
        return secure;
    }
}
