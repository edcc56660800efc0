using System.Runtime.InteropServices;
using System.Security;

namespace RfaAuth.Core.Text;

/// <summary>Opens a SecureString for the moment it is needed, and makes one.</summary>
internal static class SecureText
{
    /// <summary>Gives the text to <paramref name="use"/>; the unmanaged copy is overwritten afterwards.</summary>
    public static void Use(SecureString secret, Action<string> use) => use(Reveal(secret));

    public static string Reveal(SecureString secret)
    {
        var pointer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(pointer, secret.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(pointer);
        }
    }

    public static SecureString Protect(string text)
    {
        var secret = new SecureString();
        foreach (var character in text)
            secret.AppendChar(character);
        secret.MakeReadOnly();
        return secret;
    }
}
