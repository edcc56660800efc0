namespace RfaAuth.Core.Apis;

/// <summary>What Toggle knows its user by.</summary>
public enum SignInBy
{
    /// <summary>By e-mail where the name has an <c>@</c>, else by user name.</summary>
    Auto,
    Email,
    UserName,
}
