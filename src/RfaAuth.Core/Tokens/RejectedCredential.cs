using System.Reflection;
using System.Security;
using System.Security.Cryptography;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// What is kept of a credential that the service rejected, so that no process tries it again: a salted hash by PBKDF2, which is slow to
/// make and slower to guess from. The credential itself is not kept.
/// </summary>
/// <param name="Salt">Its own random bytes, in base64.</param>
/// <param name="Iterations">How often the hash was made over.</param>
/// <param name="Hash">The hash, in base64.</param>
/// <param name="At">When the service rejected it.</param>
internal sealed record RejectedCredential(string Salt, int Iterations, string Hash, DateTimeOffset At)
{
    // As OWASP recommends for PBKDF2 with HMAC-SHA-256: some tenths of a second, in a run that is in vain anyway.
    public const int UsualIterations = 600_000;

    // What was planted must not keep a process busy.
    private const int MostIterations = 10_000_000;
    private const int Size = 32;

    // SHA-256 is not in netstandard2.0. At run time .NET has it by the platform's own code, and .NET Framework 4.7.2 in the class.
    private static readonly MethodInfo? s_platform = typeof(Rfc2898DeriveBytes)
        .GetMethod("Pbkdf2", [typeof(byte[]), typeof(byte[]), typeof(int), typeof(HashAlgorithmName), typeof(int)]);

    /// <param name="signIn">What the credential is for, besides service and address: the way to sign in.</param>
    /// <param name="userName">The user.</param>
    /// <param name="password">The password.</param>
    /// <param name="at">When it was rejected.</param>
    /// <param name="iterations">How slow the hash is to be.</param>
    public static RejectedCredential Of(string signIn, string userName, SecureString password, DateTimeOffset at, int iterations = UsualIterations)
    {
        var salt = new byte[Size];
        using (var random = RandomNumberGenerator.Create())
            random.GetBytes(salt);
        return new RejectedCredential(
            Convert.ToBase64String(salt), iterations, Convert.ToBase64String(Derive(signIn, userName, password, salt, iterations)), at);
    }

    /// <summary>Whether these are its parts, as far as they can be checked without the credential.</summary>
    public bool IsWellFormed => Iterations is > 0 and <= MostIterations && Decode(Salt)?.Length == Size && Decode(Hash)?.Length == Size;

    /// <summary>Whether it is this credential.</summary>
    public bool Is(string signIn, string userName, SecureString password) =>
        IsWellFormed && Convert.ToBase64String(Derive(signIn, userName, password, Decode(Salt)!, Iterations)) == Hash;

    private static byte[] Derive(string signIn, string userName, SecureString password, byte[] salt, int iterations)
    {
        var secret = Encoding.UTF8.GetBytes($"{signIn}\0{userName}\0{SecureText.Reveal(password)}");
        try
        {
            if (s_platform is not null)
                return (byte[])s_platform.Invoke(null, [secret, salt, iterations, HashAlgorithmName.SHA256, Size]);
            using var derive = (DeriveBytes)Activator.CreateInstance(typeof(Rfc2898DeriveBytes), secret, salt, iterations, HashAlgorithmName.SHA256);
            return derive.GetBytes(Size);
        }
        finally
        {
            Array.Clear(secret, 0, secret.Length);
        }
    }

    private static byte[]? Decode(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
