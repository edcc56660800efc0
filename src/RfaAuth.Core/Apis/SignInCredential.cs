using System.Security;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Apis;

/// <summary>A user's name and password. The password is a copy. It stays a SecureString until it is written into a request.</summary>
internal sealed class SignInCredential : IDisposable
{
    public SignInCredential(string userName, SecureString password)
    {
        UserName = userName;
        // Copy the password: the caller may dispose of its own at any time.
        Password = password.Copy();
        Password.MakeReadOnly();
    }

    public string UserName { get; }

    internal SecureString Password { get; }

    /// <summary>Overwrites the password.</summary>
    public void Dispose() => Password.Dispose();

    /// <summary>The password, for hiding it in texts; null after the object was disposed.</summary>
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
