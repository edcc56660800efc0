using RfaAuth.Core.Answers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// Runs a user's operation: with a token, and once more with a new token after Unauthorized if that is safe. After a temporary fault or refusal it is
/// sent again, also only if that is safe. It waits for the pace of the service, and learns from each answer. The pure functions of Answers and Tokens
/// decide. This class does what they say.
/// </summary>
internal sealed class OperationRunner
{
    // One call renews the token no more often, however fast tokens die.
    private const int MostRenewals = 16;

    // Together a second.
    private const int MostLooks = 100;
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(10);

    private readonly SessionOptions _options;
    private readonly OperationSender _sender;
    private readonly TokenSource _tokens;
    private readonly Pacing _pacing;
    private readonly SessionMeter _meter;
    private readonly SharedCallLog _renewals;
    private readonly Func<double> _random;
    private readonly Action<GraphQLRequest> _interrupted;

    /// <param name="options">The session's options.</param>
    /// <param name="sender">Sends a request once.</param>
    /// <param name="tokens">The session's tokens.</param>
    /// <param name="pacing">Delays calls.</param>
    /// <param name="meter">Counts retries and waits.</param>
    /// <param name="renewals">The log of renewals, which calls follow while they wait for one.</param>
    /// <param name="random">A number from 0 to below 1, for jitter.</param>
    /// <param name="interrupted">Called with a mutation whose call was stopped while it ran.</param>
    public OperationRunner(
        SessionOptions options, OperationSender sender, TokenSource tokens, Pacing pacing, SessionMeter meter, SharedCallLog renewals, Func<double> random,
        Action<GraphQLRequest> interrupted)
    {
        _options = options;
        _sender = sender;
        _tokens = tokens;
        _pacing = pacing;
        _meter = meter;
        _renewals = renewals;
        _random = random;
        _interrupted = interrupted;
    }

    /// <exception cref="RfaException">There is no GraphQL answer.</exception>
    /// <exception cref="OperationCanceledException">The user stopped the call.</exception>
    public async Task<CallResult> RunAsync(GraphQLRequest request, CallOptions options, CancellationToken user, CancellationToken session)
    {
        using var deadline = new CallDeadline(_options.Clock, options.Timeout ?? _options.Timeout, user, session);
        var call = new OperationCall(request, options, deadline);
        try
        {
            var (exchange, tokens) = await SendAsync(call, await GetTokensAsync(call).ConfigureAwait(false)).ConfigureAwait(false);
            if (exchange.RefusesToken)
                exchange = await RenewAndSendAgainAsync(call, tokens, exchange).ConfigureAwait(false);
            return Result(call, exchange);
        }
        catch (OperationCanceledException)
        {
            // The first answer had data and was refused in part. The time ended before a retry brought the rest.
            if (call.Partial is { } partial && deadline.Explain() is not null)
                return Result(call, partial);
            if (deadline.Explain() is { } reason)
                throw request.IsMutation && call.IsInFlight ? OutcomeUnknown.From(request, reason) : reason;
            if (request.IsMutation && call.IsInFlight)
                _interrupted(request);
            throw;
        }
        finally
        {
            Array.Clear(call.Body, 0, call.Body.Length);
        }
    }

    /// <summary>Gets a token for the call. Most calls have one at once.</summary>
    private Task<TokenSet> GetTokensAsync(OperationCall call)
    {
        // Wait first. Then the token is checked after the wait, and no renewal begins that there is no time for.
        if (_pacing.Delay() > TimeSpan.Zero)
            return WaitForTokensAsync(call, null);
        var tokens = _tokens.GetAsync(call.Deadline.Began, call.Deadline.Token);
        return tokens.Status == TaskStatus.RanToCompletion ? tokens : WaitForTokensAsync(call, tokens);
    }

    private async Task<TokenSet> WaitForTokensAsync(OperationCall call, Task<TokenSet>? tokens)
    {
        if (tokens is null)
        {
            await _pacing.WaitAsync(call.Deadline.TimeLeft, call.Options.Log, call.Deadline.Token).ConfigureAwait(false);
            tokens = _tokens.GetAsync(call.Deadline.Began, call.Deadline.Token);
            if (tokens.Status == TaskStatus.RanToCompletion)
                return tokens.Result;
        }

        call.Options.Log.Verbose($"{call.Request.DisplayName}: waiting for a new access token.");
        using (_renewals.Follow(call.Options.Log))
            return await tokens.ConfigureAwait(false);
    }

    /// <summary>Sends the operation, and again after temporary faults and refusals if that is safe.</summary>
    /// <returns>The outcome, and the tokens of the last request.</returns>
    private async Task<(Exchange Exchange, TokenSet Tokens)> SendAsync(OperationCall call, TokenSet tokens)
    {
        var log = call.Options.Log;
        for (var attempt = 1; ; attempt++)
        {
            if (call.Partial is not null && _pacing.Delay() >= call.Deadline.TimeLeft)
                return (call.Partial, tokens);
            if (_pacing.Delay() > TimeSpan.Zero)
                tokens = await WaitAsync(call, tokens, null).ConfigureAwait(false);
            if (call.Attempts == 0 && call.Options.Sending is { } sending)
                await sending(call.Deadline.Token).ConfigureAwait(false);
            if (call.Attempts++ > 0)
                _meter.Repeated();
            var wasRefusedWhenNew = tokens.IsRefusedWhenNew;
            var sentAt = _options.Clock.Elapsed;
            call.IsInFlight = true;
            Exchange exchange;
            tokens.BeginCall();
            try
            {
                using (log.Waiting(new CallWait("The service has not answered yet", call.Deadline.TimeLeft, IsAtMost: true)))
                    exchange = await _sender.SendAsync(call.Request, call.Body, tokens.AccessToken, call.Options, call.Deadline.Token).ConfigureAwait(false);
                call.IsInFlight = false;
                Observe(call, tokens, exchange, wasRefusedWhenNew, sentAt);
            }
            finally
            {
                tokens.EndCall();
            }

            if (exchange.IsResult || attempt > _options.MaximumRetryCount || !RetryPolicy.IsRetryable(call.Request, exchange))
                return (call.Best(exchange), tokens);
            var delay = RetryPolicy.Delay(attempt, _options.RetryInterval, exchange.RetryAfter ?? _pacing.RefillAfter(exchange), _random());
            if (delay >= call.Deadline.TimeLeft)
                return (call.Best(exchange), tokens);
            if (exchange.Response is { HasData: true })
                call.Partial = exchange;
            log.Verbose($"{call.Request.DisplayName}: {OperationSender.Describe(exchange)}");
            tokens = await WaitAsync(call, tokens, new CallWait(RetryPolicy.Reason(exchange), delay)).ConfigureAwait(false);
        }
    }

    /// <summary>Waits before an operation is sent. If the token ends during the wait, it is renewed once.</summary>
    /// <param name="call">The call.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="wait">The wait before a retry; null: only the pacing applies.</param>
    /// <exception cref="RfaException">TooManyRequests: there is no time for the wait, or the new token ended as well.</exception>
    private async Task<TokenSet> WaitAsync(OperationCall call, TokenSet tokens, CallWait? wait)
    {
        var wasUsable = tokens.IsUsable(_options.Clock.UtcNow);
        if (wait is not null)
            await _meter.WaitForRetryAsync(wait, call.Options.Log, call.Deadline.Token).ConfigureAwait(false);
        await _pacing.WaitAsync(call.Deadline.TimeLeft, call.Options.Log, call.Deadline.Token).ConfigureAwait(false);
        if (!wasUsable || tokens.IsUsable(_options.Clock.UtcNow))
            return tokens;
        var renewed = await GetTokensAsync(call).ConfigureAwait(false);
        // A sign-in may have used up the points for which the call waited.
        await _pacing.WaitAsync(call.Deadline.TimeLeft, call.Options.Log, call.Deadline.Token).ConfigureAwait(false);
        // A token that cannot be renewed is sent as it is. The service decides.
        return renewed.Generation == tokens.Generation || renewed.IsUsable(_options.Clock.UtcNow) ? renewed : throw new RfaException(
            ErrorCodes.TooManyRequests, "The service makes the call wait for longer than its access tokens are valid.")
        {
            IsRetryable = true,
        };
    }

    /// <summary>Learns from an answer: how fast the session may send, and whether its tokens are good.</summary>
    private void Observe(OperationCall call, TokenSet tokens, Exchange exchange, bool wasRefusedWhenNew, TimeSpan sentAt)
    {
        if (call.Options.Log.ShowsVerbose)
            call.Options.Log.Verbose(Describe(call, exchange, _options.Clock.Elapsed - sentAt));
        _pacing.Observe(exchange);
        // A temporary refusal says nothing about the token, which the service did not check.
        if (!exchange.IsResult || exchange.RefusesToken)
            return;
        tokens.MarkAccepted(call.Request.Query);
        if (wasRefusedWhenNew)
            tokens.MarkProven(_options.Clock.Elapsed);
        TakeOver(call, tokens, exchange);
    }

    private static string Describe(OperationCall call, Exchange exchange, TimeSpan duration) => string.Format(
        CultureInfo.InvariantCulture,
        "{0}: {1} after {2:0} ms.{3}",
        call.Request.DisplayName,
        exchange.Http is { } http ? $"HTTP {http.StatusCode}, {http.BodySize} bytes" : exchange.Fault!.ErrorCode,
        duration.TotalMilliseconds,
        exchange.Fault?.ServiceWords is { } words ? $" It says: \"{words}\"" : "");

    private void TakeOver(OperationCall call, TokenSet tokens, Exchange exchange)
    {
        if (_options.Api.ReadRotatedToken is not { } read || exchange.Http!.StatusCode is 401 or 403 or >= 500)
            return;
        if (TokenText.Normalize(read(new ApiAnswer(exchange.Response!, exchange.Http.Values))) is { } token && _tokens.Adopt(token, tokens))
            call.Options.Log.Verbose($"{call.Request.DisplayName}: the service sent a new token with its answer.");
    }

    /// <summary>After an answer that refuses the token, sends the operation again with a new token, if that is safe.</summary>
    private async Task<Exchange> RenewAndSendAgainAsync(OperationCall call, TokenSet tokens, Exchange exchange)
    {
        await WaitForOthersAsync(call, tokens, exchange).ConfigureAwait(false);
        for (var renewals = 0; MayRenew(renewals, tokens) && ReasonToRenew(exchange, tokens) is { } reason; renewals++)
        {
            if (!call.Options.RetryOnUnauthorized || !MutationGate.MayResend(call.Request, exchange))
            {
                KeepAnswer(call, tokens, exchange);
                return exchange;
            }

            call.Options.Log.Verbose($"{call.Request.DisplayName}: the service refused the token; a new one is needed.");
            var renewed = await RenewAsync(call, tokens, exchange, reason).ConfigureAwait(false);
            if (renewed.Generation == tokens.Generation)
                return exchange;
            call.IsTokenRenewed = true;
            tokens = renewed;
            (exchange, tokens) = await SendAsync(call, tokens).ConfigureAwait(false);
            await WaitForOthersAsync(call, tokens, exchange).ConfigureAwait(false);
            // A token that another process stored may be dead too, so its refusal proves nothing.
            if (!tokens.IsTakenOver && exchange.RefusesToken)
                tokens.MarkRefusedWhenNew();
        }

        if (!exchange.RefusesToken)
            return exchange;
        if (exchange.AuthFailure == AuthFailure.NotAuthorized && tokens.IsReplacement)
            tokens.MarkRefusedWhenNew();
        if (tokens.IsAnonymous && exchange.Response is not null)
            call.NotSentAgain = NotSentAgain.WithoutToken(call.Request, exchange);
        else if (!MutationGate.MayResend(call.Request, exchange))
            Explain(call, exchange, isRenewedNext: false);
        return exchange;
    }

    private static CallResult Result(OperationCall call, Exchange exchange)
    {
        if (exchange.Response is not { } response)
            throw OutcomeUnknown.Explain(call.Request, exchange);
        var facts = new CallFacts(exchange.Http!.StatusCode)
        {
            Attempts = call.Attempts,
            TokenRenewed = call.IsTokenRenewed,
            Duration = call.Deadline.Duration,
            Headers = exchange.Headers,
            AllHeaders = exchange.AllHeaders,
        };
        if (exchange.Errors.Count == 0)
            return new CallResult(response, facts);
        var mayHaveRun = call.Request.IsMutation && !RetryPolicy.IsRefusedAsWhole(call.Request, exchange);
        return new CallResult(response, facts, AnswerErrors.From(exchange, call.IsTokenRenewed, mayHaveRun, call.NotSentAgain));
    }

    /// <summary>If a new token was refused, the answers to other calls with it tell whether it was good: waits for the first, a second at most.</summary>
    private async Task WaitForOthersAsync(OperationCall call, TokenSet tokens, Exchange exchange)
    {
        for (var looks = 0; looks < MostLooks && exchange.RefusesToken && tokens is { IsReplacement: true, IsAccepted: false, CallsUnderWay: > 0 }; looks++)
            await _options.Clock.Delay(s_lookInterval, call.Deadline.Token).ConfigureAwait(false);
    }

    // If the service has just issued the token, its answer is the result. A token that another process stored may be dead, like the one before it.
    // A token that the service accepted from another call can have ended since, if tokens live for a few calls only. If it has not ended, later
    // calls prove it, and there is no reason to renew.
    private static bool MayRenew(int renewals, TokenSet tokens) =>
        renewals == 0 || (renewals == 1 && tokens.IsTakenOver) || (tokens.IsAccepted && renewals < MostRenewals);

    private RenewalReason? ReasonToRenew(Exchange exchange, TokenSet tokens) =>
        RenewalPlanner.ReasonFor(exchange.AuthFailure, tokens, _options.Clock.UtcNow, _options.Clock.Elapsed);

    /// <summary>Keeps the answer as the result and explains what happened to the operation. Marks the token, so that the next call renews it.</summary>
    private void KeepAnswer(OperationCall call, TokenSet tokens, Exchange exchange)
    {
        var isSure = exchange is { AuthFailure: AuthFailure.Unauthorized, Response: not { HasData: true } };
        if (isSure)
            tokens.MarkRefused();
        // Without this condition, each call of a user without the right would renew the token.
        else if (!tokens.IsBeyondDoubt(call.Request.Query, _options.Clock.Elapsed) && _tokens.CanRenew)
            tokens.MarkDoubted();
        call.Options.Log.Verbose($"{call.Request.DisplayName}: the service refused the token, and the operation is not sent again.");
        Explain(call, exchange, isRenewedNext: isSure || tokens.IsDoubted);
    }

    private static void Explain(OperationCall call, Exchange exchange, bool isRenewedNext)
    {
        if (exchange.Response is not null)
            call.NotSentAgain = NotSentAgain.From(call.Request, exchange, isChosen: !call.Options.RetryOnUnauthorized, isRenewedNext: isRenewedNext);
    }

    private async Task<TokenSet> RenewAsync(OperationCall call, TokenSet tokens, Exchange refused, RenewalReason reason)
    {
        try
        {
            _pacing.Require(call.Deadline.TimeLeft);
            using var following = _renewals.Follow(call.Options.Log);
            return await _tokens.RenewAsync(tokens, reason, call.Deadline.Began, call.Deadline.Token).ConfigureAwait(false);
        }
        catch (RfaException exception) when (reason == RenewalReason.Doubted && exception.ErrorCode != ErrorCodes.SessionDisconnected)
        {
            // The token may be good. Then the answer is about the user's right.
            call.Options.Log.Verbose($"{call.Request.DisplayName}: it could not get a new token, so this answer is the result. {exception.Message}");
            return tokens;
        }
        catch (RfaException exception)
        {
            // Nothing can renew the token any more. The next calls need not try it again.
            if (exception.ErrorCode is ErrorCodes.CredentialRejected or ErrorCodes.ReauthenticationRequired)
                tokens.MarkRefused();
            if (refused.Response is { HasData: true })
                throw exception.With(exception.Message, refused.Response);
            throw;
        }
    }
}
