using System.Security;
using RfaAuth.Core.Answers;
using RfaAuth.Core.Apis;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.Text;
using RfaAuth.Core.Tokens;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Sessions;

/// <summary>
/// A user's connection to one service: options, tokens and transport. Thread safe: any number of calls may run at once.
/// No public member returns a password or a token.
/// </summary>
internal sealed class ApiSession : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly SessionJournal _journal;
    private readonly LockedTokenStore? _lockedStore;
    private readonly HttpTransport _transport;
    private readonly TokenSource _tokens;
    private readonly Pacing _pacing;
    private readonly SessionMeter _meter;
    private readonly SharedCallLog _renewals;
    private readonly OperationRunner _runner;
    private readonly SignInCredential? _credential;

    private ApiSession(
        SessionOptions options, SignInCredential? credential, TokenSet initial, SessionJournal? journal = null, LockedTokenStore? lockedStore = null, SharedCallLog? renewals = null)
    {
        Options = options;
        _credential = credential;
        _journal = journal ?? new SessionJournal(options.Clock);
        _lockedStore = lockedStore;
        _transport = new HttpTransport(options);
        _meter = new SessionMeter(options.Clock);
        _pacing = new Pacing(options.Clock, options.CostReserve, options.Api.Cost, _meter);
        var sender = new OperationSender(_transport, CreateRedactor, options.Api.Complete, options.Api.CostMembers);
        _renewals = renewals ?? new SharedCallLog(options.Clock);
        var issuer = new TokenIssuer(options, credential, sender, _pacing, _meter, _renewals);
        Func<double> random = Jitter.Next;
        _tokens = new TokenSource(issuer, initial, options.Clock, random, _journal.Warn, lockedStore);
        _runner = new OperationRunner(options, sender, _tokens, _pacing, _meter, _renewals, random, request => _journal.Interrupted(request.DisplayName));
    }

    public SessionOptions Options { get; }

    /// <summary>The user's name; null if the session was made from tokens whose user is not known.</summary>
    public string? UserName => _credential?.UserName ?? _lockedStore?.UserName;

    /// <summary>The place of the stored tokens; null if they are not stored.</summary>
    public TokenStoreName? Store { get; private init; }

    /// <summary>Whether the session sends its requests without a token.</summary>
    internal bool IsAnonymous => _tokens.Current.IsAnonymous;

    public bool IsDisconnected => _closing.IsCancellationRequested;

    /// <summary>The session's present state, without secrets.</summary>
    public SessionStatus Status
    {
        get
        {
            var tokens = _tokens.Current;
            var now = Options.Clock.UtcNow;
            var hasToken = tokens.AccessToken is not null;
            var isUsable = tokens.IsUsable(now);
            var isRejected = _tokens.CredentialRejection is not null;
            // A failed renewal also knows of a refresh token that another process has used.
            var isReauthenticationRequired = _tokens.IsReauthenticationRequired;
            var canRenew = !IsDisconnected && !isReauthenticationRequired && _tokens.CanRenew;
            return new SessionStatus
            {
                State = SessionState.Of(IsDisconnected, isRejected, isUsable, canRenew, !hasToken || tokens.IsRefused || isReauthenticationRequired),
                ExpiresAt = hasToken && tokens is { IsRefused: false, IsEndKnown: true } ? tokens.ExpiresAt : null,
                TimeLeft = !hasToken || (isUsable && !tokens.IsEndKnown) ? null : isUsable ? tokens.ExpiresAt - now : TimeSpan.Zero,
                CanRenew = canRenew,
                HasRefreshToken = _tokens.CanRefresh,
                HasCredential = _tokens.HasCredential && !IsDisconnected,
                RenewalCount = _tokens.RenewalCount,
                RequestCount = _transport.RequestCount,
                RetryCount = _meter.RetryCount,
                PacingWait = _meter.PacingWait,
                RetryWait = _meter.RetryWait,
                BytesSent = _transport.BytesSent,
                BytesReceived = _transport.BytesReceived,
                CostSpent = _meter.CostSpent,
                LastError = _journal.LastError,
                ThrottleStatus = _pacing.ThrottleStatus,
                LastInterrupted = _journal.LastInterrupted,
            };
        }
    }

    /// <summary>The mutations that were running when their calls were stopped.</summary>
    internal IReadOnlyList<InterruptedCall> LastInterrupted => _journal.LastInterrupted;

    /// <summary>Signs in. The session owns the credential from now on, and overwrites its password at its end.</summary>
    /// <exception cref="RfaException">CredentialRejected, SignInFailed, or a fault in transport.</exception>
    public static async Task<ApiSession> ConnectAsync(
        SessionOptions options, SignInCredential credential, ICallLog log, CancellationToken cancellationToken)
    {
        log.Verbose($"Signing in to {EndpointPolicy.Describe(options.Endpoint)}.");
        var session = new ApiSession(options, credential, NoTokens(options));
        return await session.StartAsync(log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Begins with the stored tokens. It signs in only if there are none or they are dead. From then on each renewal is stored before
    /// the call that needed it returns.
    /// </summary>
    /// <param name="options">The session's options.</param>
    /// <param name="credential">The credential for the sign-in; null: only the stored tokens are used. The session owns it from now on.</param>
    /// <param name="name">The place of the stored tokens.</param>
    /// <param name="store">Reads and writes the stored tokens. The session owns it from now on.</param>
    /// <param name="log">Receives the messages.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="RfaException">
    /// SecretNotFound: there are no stored tokens and no credential. SecretWrongType, StoredTokenMismatch, StoredTokenLocked, the errors of the
    /// store, and those of <see cref="ConnectAsync"/>.
    /// </exception>
    public static async Task<ApiSession> ConnectStoredAsync(
        SessionOptions options, SignInCredential? credential, TokenStoreName name, ITokenStore store, ICallLog log, CancellationToken cancellationToken)
    {
        var journal = new SessionJournal(options.Clock);
        var renewals = new SharedCallLog(options.Clock);
        var binding = new TokenBinding(options.Api.Name, options.Endpoint, credential?.UserName);
        var rejections = new RejectionMemory(
            credential, credential is null ? "" : options.Api.SignIn!.Create(credential).Query, options.RetryRejectedCredential, options.HashIterations);
        var lockedStore = new LockedTokenStore(store, binding, name.LockPath ?? StoreLock.PathOf(name), options.Clock, journal.Warn, rejections, renewals);
        try
        {
            TokenSet? stored;
            using (renewals.Follow(log))
                stored = await lockedStore.RestoreAsync(Jitter.Next(), cancellationToken).ConfigureAwait(false);
            if (stored is null && credential is null)
                throw new RfaException(ErrorCodes.SecretNotFound, $"No tokens are stored as the secret '{name.Secret}' of the vault '{name.Vault}', and there is no credential to sign in with.");
            if (stored is not null && lockedStore.CredentialRejection is { } rejection)
                journal.Warn("The service rejected the credential earlier: it is not tried again, and the session ends with the stored tokens. " + rejection.Message);
            log.Verbose(stored is null
                ? $"No tokens are stored as '{name.Secret}' yet: signing in to {EndpointPolicy.Describe(options.Endpoint)}."
                : $"Beginning with the tokens that are stored as '{name.Secret}'.");
            var session = new ApiSession(options, credential, stored ?? NoTokens(options), journal, lockedStore, renewals) { Store = name };
            return await session.StartAsync(log, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            lockedStore.Dispose();
            credential?.Dispose();
            throw;
        }
    }

    /// <summary>Makes a session from tokens that the user already has. Nothing is sent.</summary>
    /// <param name="options">The session's options.</param>
    /// <param name="accessToken">The access token; may be null if there is a refresh token, or if the service has no sign-in.</param>
    /// <param name="refreshToken">The refresh token; may be null.</param>
    /// <exception cref="RfaException">InvalidToken: both are null and the service has a sign-in, or one is no token.</exception>
    public static ApiSession FromTokens(SessionOptions options, SecureString? accessToken, SecureString? refreshToken)
    {
        var access = accessToken is null ? null : TokenText.Require(SecureText.Reveal(accessToken), "access token");
        var refresh = refreshToken is null ? null : TokenText.Require(SecureText.Reveal(refreshToken), "refresh token");
        var hasSignIn = options.Api.SignIn is not null;
        if (access is null && refresh is null)
        {
            return !hasSignIn
                ? new ApiSession(options, null, TokenSet.Anonymous())
                : throw new RfaException(ErrorCodes.InvalidToken, "Neither an access token nor a refresh token was given.");
        }

        if (refresh is not null && options.Api.Refresh is null)
            throw new RfaException(ErrorCodes.InvalidToken, $"{options.Api.Name} has no refresh operation: a refresh token is of no use to it.");
        return new ApiSession(options, null, TokenSet.Adopted(access, refresh, options.Clock.UtcNow, Jitter.Next(), isLifetimeKnown: hasSignIn));
    }

    /// <summary>Runs a query or mutation.</summary>
    /// <returns>The answer with its errors. A GraphQL error is not thrown here.</returns>
    /// <exception cref="RfaException">There is no GraphQL answer.</exception>
    /// <exception cref="OperationCanceledException">The call was stopped.</exception>
    public async Task<CallResult> ExecuteAsync(GraphQLRequest request, CallOptions options, CancellationToken cancellationToken)
    {
        ThrowIfDisconnected();
        if (request.Headers.Count > 0)
            request = request with { Headers = CheckHeaders(request.Headers) };
        try
        {
            var result = await _runner.RunAsync(request, options, cancellationToken, _closing.Token).ConfigureAwait(false);
            if (result.Errors.Count > 0)
                _journal.Failed(result.Errors[0]);
            return result;
        }
        catch (RfaException exception)
        {
            _journal.Failed(exception);
            throw;
        }
        finally
        {
            await EndCallAsync(options.Log, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks the headers of one call. None may carry a token, frame the message or replace a header of the session.</summary>
    /// <returns>The headers.</returns>
    /// <exception cref="RfaException">InvalidHeader; the message never repeats a value.</exception>
    public IReadOnlyDictionary<string, string> CheckHeaders(IReadOnlyDictionary<string, string> headers) =>
        headers.Count == 0 ? headers : HeaderPolicy.CheckForCall(headers, Options.Headers);

    /// <summary>Gets a new access token now, with the refresh token if there is one, else with a new sign-in.</summary>
    /// <param name="ifExpiringWithin">Renew only if the present token has no more than this time left; null: in any case.</param>
    /// <param name="log">Receives the messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether there is a new token.</returns>
    /// <exception cref="RfaException">ReauthenticationRequired, CredentialRejected, SignInFailed, RefreshFailed or a fault in transport.</exception>
    public async Task<bool> RenewAsync(TimeSpan? ifExpiringWithin, ICallLog log, CancellationToken cancellationToken)
    {
        ThrowIfDisconnected();
        var tokens = _tokens.Current;
        if (LivesLonger(tokens))
            return false;
        await GetTokensAsync(
            deadline => _tokens.RenewAsync(tokens, RenewalReason.Requested, deadline.Began, deadline.Token, LivesLonger), log, cancellationToken).ConfigureAwait(false);
        return true;

        bool LivesLonger(TokenSet set) =>
            ifExpiringWithin is { } limit && set.IsUsable(Options.Clock.UtcNow) && set.ExpiresAt - Options.Clock.UtcNow > limit;
    }

    /// <summary>The access token, renewed first if necessary.</summary>
    /// <exception cref="RfaException">ReauthenticationRequired if the session has none, and the errors of <see cref="RenewAsync"/>.</exception>
    internal async Task<SecureString> GetAccessTokenAsync(ICallLog log, CancellationToken cancellationToken)
    {
        ThrowIfDisconnected();
        var tokens = await GetTokensAsync(
            deadline => _tokens.GetAsync(deadline.Began, deadline.Token), log, cancellationToken).ConfigureAwait(false);
        return SecureText.Protect(tokens.AccessToken ?? throw new RfaException(
            ErrorCodes.ReauthenticationRequired, "The session has no access token: it was connected without one.")
        {
            RecommendedAction = NotSentAgain.BringToken,
        });
    }

    /// <summary>Removes the stored tokens, where there are some of this session's. A disconnected session can do it too.</summary>
    /// <exception cref="RfaException">SecretWrongType, StoredTokenMismatch, StoredTokenLocked or the store's own.</exception>
    public async Task RemoveStoredAsync(CancellationToken cancellationToken, ICallLog? log = null)
    {
        if (_lockedStore is null)
            return;
        using var following = _renewals.Follow(log ?? NullCallLog.Instance);
        await _lockedStore.RemoveAsync(cancellationToken).ConfigureAwait(false);
        if (IsDisconnected)
            _lockedStore.Dispose();
    }

    /// <summary>Drops the tokens and ends the running calls. May be called again.</summary>
    public void Dispose()
    {
        _closing.Cancel();
        _tokens.Dispose();
        _transport.Dispose();
        _lockedStore?.Dispose();
        _credential?.Dispose();
    }

    private static TokenSet NoTokens(SessionOptions options) => TokenSet.Adopted(null, null, options.Clock.UtcNow, 0);

    /// <summary>Makes sure that the session has a token. Disposes of the session if it cannot get one.</summary>
    private async Task<ApiSession> StartAsync(ICallLog log, CancellationToken cancellationToken)
    {
        try
        {
            using var following = _renewals.Follow(log);
            await _tokens.GetAsync(Options.Clock.Elapsed, cancellationToken).ConfigureAwait(false);
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
        finally
        {
            _journal.TellWarnings(log);
        }
    }

    private async Task<TokenSet> GetTokensAsync(Func<CallDeadline, Task<TokenSet>> get, ICallLog log, CancellationToken cancellationToken)
    {
        using var following = _renewals.Follow(log);
        using var deadline = new CallDeadline(Options.Clock, Options.Timeout, cancellationToken, _closing.Token);
        try
        {
            return await get(deadline).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.Explain() is { } reason)
        {
            _journal.Failed(reason);
            throw reason;
        }
        catch (RfaException exception)
        {
            _journal.Failed(exception);
            throw;
        }
        finally
        {
            await EndCallAsync(log, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends each call, also a failed one: stores new tokens and writes warnings.</summary>
    private Task EndCallAsync(ICallLog log, CancellationToken cancellationToken)
    {
        // Another process may use the stored tokens: that is told as well.
        var following = _lockedStore is null ? null : _renewals.Follow(log);
        var saving = _tokens.SaveAsync(cancellationToken);
        if (!saving.IsCompleted)
            return EndSavedCallAsync(saving, following, log);
        following?.Dispose();
        _journal.TellWarnings(log);
        return Task.CompletedTask;
    }

    private async Task EndSavedCallAsync(Task saving, IDisposable? following, ICallLog log)
    {
        try
        {
            using (following)
                await saving.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The call has its answer. It is returned although its user stopped waiting for the vault.
        }

        _journal.TellWarnings(log);
    }

    private void ThrowIfDisconnected()
    {
        if (IsDisconnected)
            throw new RfaException(ErrorCodes.SessionDisconnected, "The session is disconnected.");
    }

    /// <summary>Remembers a mutation whose answer came but cannot be written any more, like one that was still running.</summary>
    internal void NoteInterrupted(string operation) => _journal.Interrupted(operation);

    /// <summary>Makes the object that hides the session's and the request's secrets in a text.</summary>
    internal Redactor CreateRedactor(GraphQLRequest request, string? accessToken = null) =>
        new([accessToken, .. _tokens.RecentSecrets, _credential?.TryReveal(), .. Options.HeaderSecrets, .. request.SecretValues()]);
}
