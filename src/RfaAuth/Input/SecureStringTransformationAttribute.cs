using System.Security;

namespace RfaAuth.Input;

/// <summary>Accepts only a SecureString. The error for any other value does not repeat the value.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PSObjects.Unwrap(inputData) switch
        {
            null => null!,
            SecureString secret when DisposedSecret.Is(secret) => RefusedArgument.Mark(new SecureString(), new RfaException(
                ErrorCodes.SecretTypeRequired, "The SecureString was already disposed of.")),
            SecureString secret => secret,
            _ => RefusedArgument.Mark(new SecureString(), new RfaException(
                ErrorCodes.SecretTypeRequired,
                "Pass a token as SecureString, never as text: text stays in histories and logs. Read it with Read-Host -AsSecureString, or from a vault.")),
        };
}
