using System.Security.Cryptography;

namespace RfaAuth.Core.Exports;

/// <summary>
/// What stands for the inputs of a batch up to one of them: a salted hash of the one before and of the input, so that each place and content
/// counts, and a record tells nothing of them. Who can read the record and guesses all of the inputs can find out that they are right. Pure.
/// </summary>
internal static class InputDigest
{
    /// <param name="salt">The salt of the record.</param>
    /// <param name="before">What stands for the inputs before; empty for the first one.</param>
    /// <param name="content">The input, as <see cref="Fingerprint.TextOf"/> has it.</param>
    public static string Next(string salt, string before, string content)
    {
        using var hash = SHA256.Create();
        return Convert.ToBase64String(hash.ComputeHash(Encoding.Unicode.GetBytes($"{salt}\n{before}\n{content}")));
    }
}
