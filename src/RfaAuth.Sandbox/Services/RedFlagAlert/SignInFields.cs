using RfaAuth.Sandbox.Execution;
using RfaAuth.Sandbox.Ledger;
using RfaAuth.Sandbox.Tokens;

namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>The tokens that a sign-in or a refresh gives.</summary>
internal sealed record TokenPair(string AccessToken, string? RefreshToken);

/// <summary>The mutations <c>signIn</c> and <c>signInRefresh</c>.</summary>
internal sealed class SignInFields(Passwords passwords, AccessTokens accessTokens, RefreshTokens refreshTokens)
{
    private static readonly ObjectType s_tokens = new(
        "AuthenticationResult",
        FieldDefinition.Of<TokenPair>("accessToken", Scalars.String.Required(), pair => pair.AccessToken),
        FieldDefinition.Of<TokenPair>("refreshToken", Scalars.String, pair => pair.RefreshToken));

    private static readonly InputObjectType s_signInInput = new("SignInCredentialsInput", () =>
    [
        new ArgumentDefinition("userName", Scalars.String.Required()),
        new ArgumentDefinition("password", Scalars.String.Required()),
    ]);

    private static readonly InputObjectType s_refreshInput = new("SignInRefreshCredentialsInput", () =>
    [
        new ArgumentDefinition("refreshToken", Scalars.String.Required()),
    ]);

    public FieldDefinition SignIn(bool requireManagementFlow) => Define("signIn", s_signInInput, requireManagementFlow, SignIn);

    public FieldDefinition Refresh(bool requireManagementFlow) => Define("signInRefresh", s_refreshInput, requireManagementFlow, Refresh);

    private static FieldDefinition Define(
        string name, InputObjectType input, bool requireManagementFlow, Func<CallState, IReadOnlyDictionary<string, object?>, TokenPair> run)
    {
        var credentials = new ArgumentDefinition("credentials", input.Required());
        var field = new FieldDefinition(name, s_tokens, context =>
        {
            if (requireManagementFlow && !context.Argument<bool>("useManagementflow"))
            {
                throw Failure("useManagementflow must be given and must be true.", "MANAGEMENT_FLOW_REQUIRED");
            }

            return run((CallState)context.State, context.Argument<IReadOnlyDictionary<string, object?>>("credentials")!);
        });
        return (requireManagementFlow
            ? field.With(new ArgumentDefinition("useManagementflow", Scalars.Boolean), credentials)
            : field.With(credentials)).For(FieldAccess.Anyone);
    }

    private TokenPair SignIn(CallState call, IReadOnlyDictionary<string, object?> credentials)
    {
        var name = (string)credentials["userName"]!;
        var user = passwords.Check(name, (string)credentials["password"]!);
        call.Ledger.Add(new SignInEntry(call.Request.Number, "rfa", name, user is not null));
        return user is null
            ? throw Failure("The user name or the password is not right.", "INVALID_CREDENTIALS")
            : new TokenPair(accessTokens.Issue(user, call.Options).Text, refreshTokens.Issue(user));
    }

    private TokenPair Refresh(CallState call, IReadOnlyDictionary<string, object?> credentials)
    {
        var presented = (string)credentials["refreshToken"]!;
        var outcome = refreshTokens.Use(presented, call.Options.RefreshTokenRotation, out var user, out var next);
        call.Ledger.Add(new RefreshEntry(call.Request.Number, Fingerprint.Of(presented), outcome.ToString()));
        return outcome == RefreshOutcome.Accepted
            ? new TokenPair(accessTokens.Issue(user!, call.Options).Text, next)
            : throw Failure("The refresh token is not valid.", "INVALID_REFRESH_TOKEN");
    }

    private static FieldException Failure(string message, string code) => new(new ExecutionError(ErrorKind.Field, message) { Code = code });
}
