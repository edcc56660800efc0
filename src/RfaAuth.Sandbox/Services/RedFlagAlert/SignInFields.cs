namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>The tokens that a sign-in or a refresh gives.</summary>
internal sealed record TokenPair(string AccessToken, string? RefreshToken);

/// <summary>The mutations <c>signIn</c> and <c>signInRefresh</c>.</summary>
internal sealed class SignInFields(Passwords passwords, AccessTokens accessTokens, RefreshTokens refreshTokens)
{
    public TokenPair SignIn(IResolveFieldContext context, bool requireManagementFlow) =>
        SignIn(context.CallState(), Credentials(context, requireManagementFlow));

    public TokenPair Refresh(IResolveFieldContext context, bool requireManagementFlow) =>
        Refresh(context.CallState(), Credentials(context, requireManagementFlow));

    private static IDictionary<string, object?> Credentials(IResolveFieldContext context, bool requireManagementFlow) =>
        requireManagementFlow && !context.Value<bool>("useManagementflow")
            ? throw Failure("useManagementflow must be given and must be true.", "MANAGEMENT_FLOW_REQUIRED")
            : context.Value<IDictionary<string, object?>>("credentials")!;

    private TokenPair SignIn(CallState call, IDictionary<string, object?> credentials)
    {
        var name = (string)credentials["userName"]!;
        var user = passwords.Check(name, (string)credentials["password"]!);
        call.Ledger.Add(new SignInEntry(call.Request.Number, "rfa", name, user is not null));
        return user is null
            ? throw Failure("The user name or the password is not right.", "INVALID_CREDENTIALS")
            : new TokenPair(accessTokens.Issue(user, call.Options).Text, refreshTokens.Issue(user));
    }

    private TokenPair Refresh(CallState call, IDictionary<string, object?> credentials)
    {
        var presented = (string)credentials["refreshToken"]!;
        var outcome = refreshTokens.Use(presented, out var user, out var next);
        call.Ledger.Add(new RefreshEntry(call.Request.Number, TokenFingerprint.Of(presented), outcome.ToString()));
        return outcome == RefreshVerdict.Accepted
            ? new TokenPair(accessTokens.Issue(user!, call.Options).Text, next)
            : throw Failure("The refresh token is not valid.", "INVALID_REFRESH_TOKEN");
    }

    private static FieldException Failure(string message, string code) => new(new ServiceError(ErrorKind.Field, message) { Code = code });
}
