namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The query <c>loginUser</c>: by e-mail or by user name; the token goes out in the response headers.</summary>
internal static class LoginField
{
    public static SandboxUser LogIn(IResolveFieldContext context, Passwords passwords, AccessTokens tokens)
    {
        var call = context.CallState();
        var name = context.Value<string>("email") ?? context.Value<string>("username")
            ?? throw ValidationFailure.Of("email", "An email or a username is required.");
        var user = passwords.Check(name, context.Value<string>("password")!);
        call.Ledger.Add(new SignInEntry(call.Request.Number, "toggle", name, user is not null));
        if (user is null)
            throw new FieldException(new ServiceError(ErrorKind.Field, "Your login details are not right."));

        call.IssuedToken = tokens.Issue(user, call.Options);
        return user;
    }
}
