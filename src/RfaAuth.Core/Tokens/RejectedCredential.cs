using System.Reflection;
using System.Security;
using System.Security.Cryptography;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// A record of a credential that the service rejected, so that no process tries it again. It has a salted PBKDF2 hash, which is slow to
/// compute and therefore hard to guess from. It does not have the credential itself.
/// </summary>
/// <param name="Salt">Random bytes for this hash alone, in base64.</param>
/// <param name="Iterations">The number of iterations of PBKDF2.</param>
/// <param name="Hash">The hash, in base64.</param>
/// <param name="At">When the service rejected it.</param>
internal sealed record RejectedCredential(string Salt, int Iterations, string Hash, DateTimeOffset At)
{
    // The number that OWASP recommends for PBKDF2 with HMAC-SHA-256. It takes some tenths of a second, in a run that has failed anyway.
    public const int UsualIterations = 600_000;

    // A limit, so that a number that somebody planted in the vault cannot keep a process busy.
    private const int MostIterations = 10_000_000;
    private const int Size = 32;

    // netstandard2.0 has no PBKDF2 with SHA-256. At run time .NET has a fast method for it, and .NET Framework 4.7.2 has it in the class.
    private static readonly MethodInfo? s_platform = typeof(Rfc2898DeriveBytes)
        .GetMethod("Pbkdf2", [typeof(byte[]), typeof(byte[]), typeof(int), typeof(HashAlgorithmName), typeof(int)]);

    /// <param name="signIn">The way to sign in, which is part of the hash.</param>
    /// <param name="userName">The user.</param>
    /// <param name="password">The password.</param>
    /// <param name="at">When it was rejected.</param>
    /// <param name="iterations">The number of iterations of PBKDF2.</param>
    public static RejectedCredential Of(string signIn, string userName, SecureString password, DateTimeOffset at, int iterations = UsualIterations)
    {
        var salt = new byte[Size];
        using (var random = RandomNumberGenerator.Create())
            random.GetBytes(salt);
        return new RejectedCredential(
            Convert.ToBase64String(salt), iterations, Convert.ToBase64String(Derive(signIn, userName, password, salt, iterations)), at);
    }

    /// <summary>Whether the parts can be right, as far as this can be checked without the credential.</summary>
    public bool IsWellFormed => Iterations is > 0 and <= MostIterations && Decode(Salt)?.Length == Size && Decode(Hash)?.Length == Size;

    /// <summary>Whether the record is about this credential.</summary>
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
