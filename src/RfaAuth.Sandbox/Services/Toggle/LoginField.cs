using RfaAuth.Sandbox.Execution;
using RfaAuth.Sandbox.Ledger;
using RfaAuth.Sandbox.Tokens;

namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The query <c>loginUser</c>: by e-mail or by user name; the token goes out in the response headers.</summary>
internal static class LoginField
{
    public static FieldDefinition Define(ObjectType user, Passwords passwords, AccessTokens tokens) =>
        new FieldDefinition("loginUser", user, context => LogIn(context, passwords, tokens))
            .With(
                new ArgumentDefinition("email", Scalars.String),
                new ArgumentDefinition("username", Scalars.String),
                new ArgumentDefinition("password", Scalars.String.Required()))
            .For(FieldAccess.Anyone);

    private static SandboxUser LogIn(FieldContext context, Passwords passwords, AccessTokens tokens)
    {
        var call = (CallState)context.State;
        var name = context.Argument<string>("email") ?? context.Argument<string>("username")
            ?? throw ValidationFailure.Of("email", "An email or a username is required.");
        var user = passwords.Check(name, context.Argument<string>("password")!);
        call.Ledger.Add(new SignInEntry(call.Request.Number, "toggle", name, user is not null));
        if (user is null)
        {
            throw new FieldException(new ExecutionError(ErrorKind.Field, "Your login details are not right."));
        }

        call.IssuedToken = tokens.Issue(user, call.Options);
        return user;
    }
}
