using System.Security.Cryptography;

namespace RfaAuth.Core.Exports;

/// <summary>
/// The digest of the inputs of a batch up to one of them: a salted hash of the digest before and of the input. So each place and content
/// counts, and a record does not show the inputs. Somebody who reads the record and guesses all inputs can check the guess. Pure.
/// </summary>
internal static class InputDigest
{
    /// <param name="salt">The salt of the record.</param>
    /// <param name="before">The digest of the inputs before; empty for the first one.</param>
    /// <param name="content">The input as text (<see cref="Fingerprint.TextOf"/>).</param>
    public static string Next(string salt, string before, string content)
    {
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.Unicode.GetBytes($"{salt}\n{before}\n{content}")));
    }
}
