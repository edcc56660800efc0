using RfaAuth.Core.Answers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// Gets tokens with a service's own operations. They wait like other calls. They are retried only if the service refused them because of the
/// rate and said how long to wait. They are never retried after faults, because a password must not be tried many times.
/// </summary>
internal sealed class TokenIssuer : ITokenIssuer
{
    // A refresh is a small request for which other calls wait. If it hangs, it is cancelled while those calls still have time.
    private static readonly TimeSpan s_longestRefresh = TimeSpan.FromSeconds(30);

    private readonly SessionOptions _options;
    private readonly SignInCredential? _credential;
    private readonly OperationSender _sender;
    private readonly Pacing _pacing;
    private readonly SessionMeter _meter;
    private readonly ICallLog _log;

    /// <param name="options">The session's options.</param>
    /// <param name="credential">The credential for sign-ins; null if the session has none.</param>
    /// <param name="sender">Sends a request once.</param>
    /// <param name="pacing">Delays requests.</param>
    /// <param name="meter">Counts retries.</param>
    /// <param name="log">Receives messages about waits.</param>
    public TokenIssuer(SessionOptions options, SignInCredential? credential, OperationSender sender, Pacing pacing, SessionMeter meter, ICallLog log)
    {
        _meter = meter;
        _options = options;
        _credential = credential;
        _sender = sender;
        _pacing = pacing;
        _log = log;
    }

    public bool HasSignIn => _options.Api.SignIn is not null;

    public bool HasCredential => _credential is not null;

    public async Task<TokenGrant> SignInAsync(CancellationToken cancellationToken)
    {
        var signIn = _options.Api.SignIn!;
        var request = signIn.Create(_credential!);
        var exchange = await SendAsync(request, _options.Timeout, cancellationToken).ConfigureAwait(false);
        return Granted(exchange, signIn.Read) ?? throw SignInFailures.Of(exchange, FieldOf(request), signIn.TokenPlace);
    }

    public async Task<RefreshResult> RefreshAsync(string refreshToken, CancellationToken cancellationToken)
    {
        var refresh = _options.Api.Refresh!;
        var request = refresh.Create(refreshToken);
        try
        {
            var exchange = await SendAsync(request, s_longestRefresh, cancellationToken).ConfigureAwait(false);
            return Granted(exchange, refresh.Read) is { } grant
                ? new RefreshResult(RefreshOutcome.Granted, grant, null)
                : RefreshFailures.Of(exchange, FieldOf(request));
        }
        catch (RfaException exception) when (exception.ErrorCode == ErrorCodes.TooManyRequests)
        {
            return new RefreshResult(RefreshOutcome.NotTaken, null, exception);
        }
    }

    /// <exception cref="RfaException">TooManyRequests: the session must wait longer than a call may last. Nothing was sent.</exception>
    private async Task<Exchange> SendAsync(GraphQLRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var began = _options.Clock.Elapsed;
        for (var attempt = 1; ; attempt++)
        {
            await _pacing.WaitAsync(TimeLeft(), _log, cancellationToken).ConfigureAwait(false);
            if (attempt > 1)
                _meter.Repeated();
            var left = TimeLeft();
            var exchange = await SendOnceAsync(request, timeout < left ? timeout : left, cancellationToken).ConfigureAwait(false);
            _pacing.Observe(exchange);
            if (attempt > _options.MaximumRetryCount || !ShouldRetry(exchange) || _pacing.Delay() >= TimeLeft())
                return exchange;
            _log.Verbose($"{request.DisplayName}: {OperationSender.Describe(exchange)}");
        }

        TimeSpan TimeLeft() => _options.Timeout - (_options.Clock.Elapsed - began);
    }

    // The pacing already has the pause that the service asked for.
    private bool ShouldRetry(Exchange exchange) => exchange is { Refusal: Refusal.Rate, IsAboutLogIns: false } && _pacing.Delay() > TimeSpan.Zero;

    private async Task<Exchange> SendOnceAsync(GraphQLRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = _options.Clock.CreateCancellationTokenSource(timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var body = request.ToJson();
        try
        {
            using (_log.Waiting(new CallWait("The service has not answered the request for a token yet", timeout, IsAtMost: true)))
            {
                return await _sender
                    .SendForTokensAsync(request, body, both.Token).ConfigureAwait(false);
            }
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

    private static string FieldOf(GraphQLRequest request) => RootFields.Collect(request.Operation, request.Document).Fields[0].ResponseKey;

    // Tokens in an answer with errors are not used, because the service objected to something. A refresh token that a header cannot carry is
    // dropped; the access token is enough.
    private static TokenGrant? Granted(Exchange exchange, Func<ApiAnswer, TokenGrant> read)
    {
        if (exchange.Response is not { Errors.Count: 0 } response)
            return null;
        var grant = read(new ApiAnswer(response, exchange.Http!.Values));
        return TokenText.Normalize(grant.AccessToken) is { } accessToken
            ? new TokenGrant(accessToken, TokenText.Normalize(grant.RefreshToken), grant.ExpiresIn)
            : null;
    }
}
