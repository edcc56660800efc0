using System.Runtime.InteropServices;
using System.Security;

namespace RfaAuth.Core.Text;

/// <summary>Reads and makes SecureStrings.</summary>
internal static class SecureText
{
    /// <summary>Passes the text to <paramref name="use"/>. The unmanaged copy is overwritten afterwards.</summary>
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
