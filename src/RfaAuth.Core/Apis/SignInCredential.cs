using System.Security;

namespace RfaAuth.Core.Apis;

/// <summary>A user's name and password. The password stays a SecureString until it is written into a request.</summary>
public sealed class SignInCredential
{
    public SignInCredential(string userName, SecureString password)
    {
        UserName = userName;
        Password = password;
    }

    public string UserName { get; }

    internal SecureString Password { get; }
}
