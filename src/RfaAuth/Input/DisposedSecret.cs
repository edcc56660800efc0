using System.Security;

namespace RfaAuth.Input;

/// <summary>
/// Tells a secret that somebody disposed of: a script of its own, or an earlier user of the very object that a vault's extension keeps in memory.
/// </summary>
internal static class DisposedSecret
{
    /// <param name="value">A SecureString or a PSCredential; anything else is not disposed of.</param>
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
