using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Json;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// Runs a user's operation: with a token, again after a fault where that is safe, and once more with a new token after Unauthorized.
/// What to do is decided by the pure functions of Transport and Tokens; here it is done, in the order in which it is written.
/// </summary>
internal sealed class OperationRunner
{
    private readonly SessionOptions _options;
    private readonly OperationSender _sender;
    private readonly TokenSource _tokens;
    private readonly Pacing _pacing;
    private readonly Func<double> _random;
    private readonly Action<GraphQLRequest> _interrupted;

    /// <param name="options">The session's options.</param>
    /// <param name="sender">Sends once.</param>
    /// <param name="tokens">The session's tokens.</param>
    /// <param name="pacing">Holds calls back.</param>
    /// <param name="random">A number from 0 to below 1, for jitter.</param>
    /// <param name="interrupted">Is told of a mutation whose call was stopped while it was under way.</param>
    public OperationRunner(
        SessionOptions options, OperationSender sender, TokenSource tokens, Pacing pacing, Func<double> random, Action<GraphQLRequest> interrupted)
    {
        _options = options;
        _sender = sender;
        _tokens = tokens;
        _pacing = pacing;
        _random = random;
        _interrupted = interrupted;
    }

    /// <exception cref="RfaException">There is no GraphQL answer.</exception>
    /// <exception cref="OperationCanceledException">The user stopped the call.</exception>
    public async Task<GraphQLResponse> RunAsync(GraphQLRequest request, CallOptions options, CancellationToken user, CancellationToken session)
    {
        using var deadline = new CallDeadline(_options.Clock, options.Timeout ?? _options.Timeout, user, session);
        var call = new Call(request, options, deadline) { Body = RequestWriter.Write(request) };
        try
        {
            var exchange = await RunAsync(call).ConfigureAwait(false);
            return exchange.Response is { } response
                ? response with { Attempts = call.Attempts, Refreshed = call.IsRefreshed, Duration = deadline.Duration }
                : throw OutcomeUnknown.Explain(request, exchange);
        }
        catch (OperationCanceledException)
        {
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

    private async Task<Exchange> RunAsync(Call call)
    {
        var tokens = await _tokens.GetAsync(call.Deadline.Began, call.Deadline.Token).ConfigureAwait(false);
        var exchange = await SendAsync(call, tokens).ConfigureAwait(false);
        for (var renewals = 0; MayRenew(renewals, tokens) && ReasonToRenew(exchange, tokens) is { } reason; renewals++)
        {
            if (!call.Options.RetryOnUnauthorized || !MutationGate.MayResend(call.Request, exchange))
                return HoldBack(call, tokens, exchange);
            call.Options.Log.Verbose($"{call.Request.DisplayName}: the service refused the token; a new one is needed.");
            var renewed = await RenewAsync(call, tokens, exchange, reason).ConfigureAwait(false);
            if (renewed.Generation == tokens.Generation)
                return exchange;
            call.IsRefreshed = true;
            tokens = renewed;
            exchange = await SendAsync(call, tokens).ConfigureAwait(false);
            // What another process stored may be as dead as the token before it.
            if (!tokens.IsTakenOver && exchange.AuthFailure is AuthFailure.Unauthorized or AuthFailure.NotAuthorized)
                tokens.MarkRefusedWhenNew();
        }

        if (exchange.AuthFailure == AuthFailure.NotAuthorized && tokens.IsReplacement)
            tokens.MarkRefusedWhenNew();
        return exchange.AuthFailure is AuthFailure.Unauthorized or AuthFailure.NotAuthorized && !MutationGate.MayResend(call.Request, exchange)
            ? Explain(call, exchange, isRenewedNext: false)
            : exchange;
    }

    // With a token that the service has just given, the answer stands. One that another process stored may be as dead as the one before it.
    private static bool MayRenew(int renewals, TokenSet tokens) => renewals == 0 || (renewals == 1 && tokens.IsTakenOver);

    private RenewalReason? ReasonToRenew(Exchange exchange, TokenSet tokens) =>
        RenewalPlanner.ReasonFor(exchange.AuthFailure, tokens, _options.Clock.UtcNow, _options.Clock.Elapsed);

    /// <summary>The answer stands, and says why and what became of the operation. The next call need not find out again that the token is dead.</summary>
    private Exchange HoldBack(Call call, TokenSet tokens, Exchange exchange)
    {
        var isSure = exchange is { AuthFailure: AuthFailure.Unauthorized, Response: not { HasData: true } };
        if (isSure)
            tokens.MarkRefused();
        // Else there would be a renewal for each call of a user without the right.
        else if (!tokens.IsBeyondDoubt(call.Request.Query, _options.Clock.Elapsed) && _tokens.CanRenew)
            tokens.MarkDoubted();
        call.Options.Log.Verbose($"{call.Request.DisplayName}: the service refused the token, and the operation is not sent again.");
        return Explain(call, exchange, isRenewedNext: isSure || tokens.IsDoubted);
    }

    private static Exchange Explain(Call call, Exchange exchange, bool isRenewedNext) => exchange.Response is not { } response
        ? exchange
        : exchange with
        {
            Response = response with
            {
                HeldBack = HeldBackText.From(
                    call.Request, response, exchange.Errors, isChosen: !call.Options.RetryOnUnauthorized, isRenewedNext: isRenewedNext),
            },
        };

    private async Task<TokenSet> RenewAsync(Call call, TokenSet tokens, Exchange refused, RenewalReason reason)
    {
        try
        {
            return await _tokens.RenewAsync(tokens, reason, call.Deadline.Began, call.Deadline.Token).ConfigureAwait(false);
        }
        catch (RfaException exception) when (reason == RenewalReason.Doubted && exception.ErrorCode != ErrorCodes.SessionDisconnected)
        {
            // The token may be good, and then the answer is about the user's right.
            call.Options.Log.Verbose($"{call.Request.DisplayName}: no new token could be had, so the answer stands. {exception.Message}");
            return tokens;
        }
        catch (RfaException exception)
        {
            // Nothing can renew it any more: the calls that follow need not find out again.
            if (exception.ErrorCode is ErrorCodes.CredentialRejected or ErrorCodes.ReauthenticationRequired)
                tokens.MarkRefused();
            if (refused.Response is { HasData: true })
                throw exception.With(exception.Message, refused.Response);
            throw;
        }
    }

    /// <summary>Sends the operation, and again after faults in transport where that is safe.</summary>
    private async Task<Exchange> SendAsync(Call call, TokenSet tokens)
    {
        for (var attempt = 1; ; attempt++)
        {
            await _pacing.WaitAsync(call.Deadline.TimeLeft, call.Options.Log, call.Deadline.Token).ConfigureAwait(false);
            var exchange = await SendOnceAsync(call, tokens).ConfigureAwait(false);
            if (attempt > _options.MaximumRetryCount || !RetryPolicy.IsRetryable(call.Request.IsMutation, exchange))
                return exchange;
            var delay = RetryPolicy.Delay(attempt, _options.RetryInterval, exchange.RetryAfter, _random());
            if (delay >= call.Deadline.TimeLeft)
                return exchange;
            call.Options.Log.Verbose(string.Format(
                CultureInfo.InvariantCulture,
                "{0}: {1} Trying again in {2:0.0} seconds.",
                call.Request.DisplayName,
                exchange.Fault!.Message,
                delay.TotalSeconds));
            await _options.Clock.Delay(delay, call.Deadline.Token).ConfigureAwait(false);
        }
    }

    private async Task<Exchange> SendOnceAsync(Call call, TokenSet tokens)
    {
        call.Attempts++;
        call.IsInFlight = true;
        var wasRefusedWhenNew = tokens.IsRefusedWhenNew;
        var sentAt = _options.Clock.Elapsed;
        var exchange = await _sender
            .SendAsync(call.Request, call.Body, tokens.AccessToken, call.Options.Values, call.Options.KeepBody, call.Deadline.Token)
            .ConfigureAwait(false);
        call.IsInFlight = false;
        call.Options.Log.Verbose(Describe(call, exchange, _options.Clock.Elapsed - sentAt));
        _pacing.Observe(exchange);
        if (exchange.Response is null || exchange.AuthFailure is AuthFailure.Unauthorized or AuthFailure.NotAuthorized)
            return exchange;
        tokens.MarkAccepted(call.Request.Query);
        if (wasRefusedWhenNew)
            tokens.MarkProven(_options.Clock.Elapsed);
        TakeOver(call, tokens, exchange);
        return exchange;
    }

    private static string Describe(Call call, Exchange exchange, TimeSpan duration) => string.Format(
        CultureInfo.InvariantCulture,
        "{0}: {1} after {2:0} ms.",
        call.Request.DisplayName,
        exchange.Http is { } http ? $"HTTP {http.StatusCode}, {http.Body.Count} bytes" : exchange.Fault!.ErrorCode,
        duration.TotalMilliseconds);

    private void TakeOver(Call call, TokenSet tokens, Exchange exchange)
    {
        if (exchange.Http!.StatusCode is 401 or 403 or >= 500)
            return;
        var answer = new ApiAnswer(exchange.Response!, exchange.Http.Values);
        if (TokenText.Normalize(_options.Api.ReadRotatedToken(answer)) is { } token && _tokens.Adopt(token, tokens))
            call.Options.Log.Verbose($"{call.Request.DisplayName}: the service sent a new token with its answer.");
    }

    /// <summary>What one call has come to so far.</summary>
    private sealed class Call
    {
        public Call(GraphQLRequest request, CallOptions options, CallDeadline deadline)
        {
            Request = request;
            Options = options;
            Deadline = deadline;
        }

        public GraphQLRequest Request { get; }

        public CallOptions Options { get; }

        public CallDeadline Deadline { get; }

        public byte[] Body { get; init; } = [];

        public int Attempts { get; set; }

        public bool IsRefreshed { get; set; }

        /// <summary>Whether a request is under way, so that its operation may be running.</summary>
        public bool IsInFlight { get; set; }
    }
}
