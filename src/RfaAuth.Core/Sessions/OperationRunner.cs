using RfaAuth.Core.Answers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// Runs a user's operation: with a token, and once more with a new token after Unauthorized if that is safe.
/// The pure functions of Answers and Tokens decide. This class does what they say.
/// </summary>
internal sealed class OperationRunner
{
    // One call renews the token no more often, however fast tokens die.
    private const int MostRenewals = 16;

    // Together a second.
    private const int MostLooks = 100;
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(10);

    private readonly SessionOptions _options;
    private readonly RetryingSender _sender;
    private readonly TokenSource _tokens;
    private readonly Pacing _pacing;
    private readonly SharedCallLog _renewals;
    private readonly Action<GraphQLRequest> _interrupted;

    /// <param name="options">The session's options.</param>
    /// <param name="sender">Sends an operation, and again after temporary faults.</param>
    /// <param name="tokens">The session's tokens.</param>
    /// <param name="pacing">Delays calls.</param>
    /// <param name="renewals">The log of renewals, which calls follow while they wait for one.</param>
    /// <param name="interrupted">Called with a mutation whose call was stopped while it ran.</param>
    public OperationRunner(
        SessionOptions options, RetryingSender sender, TokenSource tokens, Pacing pacing, SharedCallLog renewals, Action<GraphQLRequest> interrupted)
    {
        _options = options;
        _sender = sender;
        _tokens = tokens;
        _pacing = pacing;
        _renewals = renewals;
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
            var (exchange, tokens) = await _sender.SendAsync(call, await _sender.GetTokensAsync(call).ConfigureAwait(false)).ConfigureAwait(false);
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
            (exchange, tokens) = await _sender.SendAsync(call, tokens).ConfigureAwait(false);
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
