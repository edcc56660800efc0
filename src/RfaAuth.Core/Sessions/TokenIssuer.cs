using System;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;
using RfaAuth.Core.Time;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Sessions;

/// <summary>Gets tokens by a service's own operations. These never go through the retries of ordinary calls.</summary>
internal sealed class TokenIssuer : ITokenIssuer
{
    // A refresh is a small request that others wait for: one that hangs is given up early, while their own time is not yet over.
    private static readonly TimeSpan s_longestRefresh = TimeSpan.FromSeconds(30);

    private readonly IServiceApi _api;
    private readonly SignInCredential? _credential;
    private readonly OperationSender _sender;
    private readonly TimeSpan _timeout;
    private readonly IClock _clock;

    public TokenIssuer(IServiceApi api, SignInCredential? credential, OperationSender sender, TimeSpan timeout, IClock clock)
    {
        _api = api;
        _credential = credential;
        _sender = sender;
        _timeout = timeout;
        _clock = clock;
    }

    public bool HasCredential => _credential is not null;

    public async Task<TokenGrant> SignInAsync(CancellationToken cancellationToken)
    {
        var exchange = await SendAsync(_api.CreateSignIn(_credential!), _timeout, cancellationToken).ConfigureAwait(false);
        if (SignInFailures.Of(exchange) is { } failure)
            throw failure;
        return Check(_api.ReadSignIn(Answer(exchange))) ?? throw new RfaException(
            ErrorCodes.SignInFailed, $"The service answered the sign-in without a usable token: {_api.TokenPlace} was expected.")
        {
            StatusCode = exchange.Http!.StatusCode,
        };
    }

    public async Task<RefreshResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var timeout = _timeout < s_longestRefresh ? _timeout : s_longestRefresh;
        var exchange = await SendAsync(_api.CreateRefresh(refreshToken)!, timeout, cancellationToken).ConfigureAwait(false);
        if (RefreshFailures.Of(exchange) is { } failure)
            return failure;
        return Check(_api.ReadRefresh(Answer(exchange))) is { } grant
            ? new RefreshResult(RefreshOutcome.Granted, grant, null)
            : new RefreshResult(RefreshOutcome.Ambiguous, null, new RfaException(ErrorCodes.RefreshFailed, "The service answered without a usable access token."));
    }

    private async Task<Exchange> SendAsync(GraphQLRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = _clock.CreateCancellationTokenSource(timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var body = RequestWriter.Write(request);
        try
        {
            return await _sender
                .SendAsync(request, body, null, PlainValueFactory.Instance, keepBody: false, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Exchange(null, null, CallDeadline.Exceeded(timeout));
        }
        finally
        {
            Array.Clear(body, 0, body.Length);
        }
    }

    private static ApiAnswer Answer(Exchange exchange) => new(exchange.Response!, exchange.Http!.Values);

    // A refresh token that a header could not carry is none; the access token is what everything needs.
    private static TokenGrant? Check(TokenGrant grant) =>
        TokenText.Normalize(grant.AccessToken) is { } accessToken
            ? new TokenGrant(accessToken, TokenText.Normalize(grant.RefreshToken))
            : null;
}
