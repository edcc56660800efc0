using System.Management.Automation.Host;
using System.Runtime.CompilerServices;
using System.Security;

namespace RfaAuth.Input;

/// <summary>A user name in place of a credential. Its password is asked for later, when the purpose is known.</summary>
internal static class PendingCredential
{
    private static readonly ConditionalWeakTable<PSCredential, object> s_names = new();

    /// <returns>A credential with only the user name.</returns>
    public static PSCredential For(string userName)
    {
        if (userName.Length == 0)
            return PSCredential.Empty;
        var credential = new PSCredential(userName, new SecureString());
        s_names.Add(credential, userName);
        return credential;
    }

    /// <summary>The credential itself. If there is none, or only a user name, the user is asked.</summary>
    /// <param name="credential">The given credential; null if none.</param>
    /// <param name="host">The host that asks.</param>
    /// <param name="userName">The user name if no credential was given; null if not known.</param>
    /// <param name="purpose">The use of the credential.</param>
    /// <exception cref="Core.Errors.RfaException">CredentialRequired.</exception>
    public static PSCredential Complete(PSCredential? credential, PSHost host, string? userName, string purpose) =>
        credential is null or { UserName: null or "" } ? HostInteraction.PromptForCredential(host, userName, purpose)
        : s_names.TryGetValue(credential, out _) ? HostInteraction.PromptForCredential(host, credential.UserName, purpose)
        : credential;
}
