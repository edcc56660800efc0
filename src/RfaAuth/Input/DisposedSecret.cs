using System.Security;

namespace RfaAuth.Input;

/// <summary>
/// Recognises a disposed secret. A script may have disposed of its own, or of an object that a vault's extension keeps in memory.
/// </summary>
internal static class DisposedSecret
{
    /// <param name="value">A SecureString or a PSCredential. Any other value counts as not disposed.</param>
    public static bool Is(object? value)
    {
        try
        {
            _ = (value as SecureString ?? (value as PSCredential)?.Password)?.Length;
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
