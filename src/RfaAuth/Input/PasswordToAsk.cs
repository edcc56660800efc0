using System.Management.Automation.Host;
using System.Runtime.CompilerServices;
using System.Security;

namespace RfaAuth.Input;

/// <summary>A user name that was given in place of a credential: its password is asked for later, when it is known what for.</summary>
internal static class PasswordToAsk
{
    private static readonly ConditionalWeakTable<PSCredential, object> s_names = new();

    /// <returns>A credential that stands for the user name.</returns>
    public static PSCredential For(string userName)
    {
        if (userName.Length == 0)
            return PSCredential.Empty;
        var credential = new PSCredential(userName, new SecureString());
        s_names.Add(credential, userName);
        return credential;
    }

    /// <summary>The credential itself, or what the user enters where there is none, or a name alone.</summary>
    /// <param name="credential">What was given; null: nothing.</param>
    /// <param name="host">Who asks.</param>
    /// <param name="userName">The user name where none was given; null: not known.</param>
    /// <param name="purpose">What the credential is for.</param>
    /// <exception cref="Core.Errors.RfaException">CredentialRequired.</exception>
    public static PSCredential Complete(PSCredential? credential, PSHost host, string? userName, string purpose) =>
        credential is null or { UserName: null or "" } ? HostInteraction.PromptForCredential(host, userName, purpose)
        : s_names.TryGetValue(credential, out _) ? HostInteraction.PromptForCredential(host, credential.UserName, purpose)
        : credential;
}
