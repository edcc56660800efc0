using RfaAuth.Core.Answers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Tokens;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// Sends a user's operation, and again after a temporary fault or refusal if that is safe. It waits for the pace of the service, and learns from
/// each answer. The pure functions of Answers decide.
/// </summary>
internal sealed class RetryingSender
{
    private readonly SessionOptions _options;
    private readonly OperationSender _sender;
    private readonly TokenSource _tokens;
    private readonly Pacing _pacing;
    private readonly SessionMeter _meter;
    private readonly SharedCallLog _renewals;
    private readonly Func<double> _random;

    /// <param name="options">The session's options.</param>
    /// <param name="sender">Sends a request once.</param>
    /// <param name="tokens">The session's tokens.</param>
    /// <param name="pacing">Delays calls.</param>
    /// <param name="meter">Counts retries and waits.</param>
    /// <param name="renewals">The log of renewals, which calls follow while they wait for one.</param>
    /// <param name="random">A number from 0 to below 1, for jitter.</param>
    public RetryingSender(
        SessionOptions options, OperationSender sender, TokenSource tokens, Pacing pacing, SessionMeter meter, SharedCallLog renewals, Func<double> random)
    {
        _options = options;
        _sender = sender;
        _tokens = tokens;
        _pacing = pacing;
        _meter = meter;
        _renewals = renewals;
        _random = random;
    }

    /// <summary>Gets a token for the call. Most calls have one at once.</summary>
    public Task<TokenSet> GetTokensAsync(OperationCall call)
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
    public async Task<(Exchange Exchange, TokenSet Tokens)> SendAsync(OperationCall call, TokenSet tokens)
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
}
