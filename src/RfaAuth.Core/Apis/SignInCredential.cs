using System.Security;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Apis;

/// <summary>A user's name and password. The password is a copy, a SecureString until it is written into a request.</summary>
internal sealed class SignInCredential : IDisposable
{
    public SignInCredential(string userName, SecureString password)
    {
        UserName = userName;
        // A copy: the caller may dispose of theirs at any time.
        Password = password.Copy();
        Password.MakeReadOnly();
    }

    public string UserName { get; }

    internal SecureString Password { get; }

    /// <summary>Overwrites the password.</summary>
    public void Dispose() => Password.Dispose();

    /// <summary>The password, for what masks it; null when it is gone.</summary>
    internal string? TryReveal()
    {
        try
        {
            return SecureText.Reveal(Password);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }
}
