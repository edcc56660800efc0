using System.Security;

namespace RfaAuth.Input;

/// <summary>
/// Accepts a PSCredential or a user name. For a user name, <see cref="PendingCredential"/> asks the host for the password after the other parameters
/// were checked. The error for any other value does not repeat the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return PSObjects.Unwrap(inputData) switch
            {
                null => null!,
                PSCredential credential when DisposedSecret.Is(credential) =>
                    throw new RfaException(ErrorCodes.SecretTypeRequired, "The credential's password was already disposed of."),
                PSCredential credential => credential,
                string userName => PendingCredential.For(userName),
                _ => throw new RfaException(ErrorCodes.SecretTypeRequired, "Pass a credential as PSCredential, from Get-Credential or a vault."),
            };
        }
        catch (RfaException reason)
        {
            return RefusedArgument.Mark(new PSCredential("refused", new SecureString()), reason);
        }
    }
}
