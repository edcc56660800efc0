using System.Security.Cryptography;

namespace RfaAuth.Core.Sessions;

/// <summary>Random numbers for jitter; safe from any thread.</summary>
internal static class Jitter
{
    private static readonly RandomNumberGenerator s_random = RandomNumberGenerator.Create();

    /// <returns>A number from 0 to below 1.</returns>
    public static double Next()
    {
        var bytes = new byte[4];
        s_random.GetBytes(bytes);
        return BitConverter.ToUInt32(bytes, 0) / (uint.MaxValue + 1.0);
    }
}
