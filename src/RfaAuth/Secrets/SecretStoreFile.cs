using System;
using System.IO;
using System.Runtime.InteropServices;
using RfaAuth.Core.Time;

namespace RfaAuth.Secrets;

/// <summary>
/// SecretStore keeps its file in memory. It notices another process's write only five seconds later, and one that comes within five
/// seconds of a write of its own not at all. But it looks at its files whenever their time changes: so that is what is set anew. Their
/// content stays as it is.
/// </summary>
internal static class SecretStoreFile
{
    /// <summary>The module of the vaults that this is about.</summary>
    public const string ModuleName = "Microsoft.PowerShell.SecretStore";

    /// <summary>Has SecretStore read its file again, soon. Where that cannot be, nothing happens.</summary>
    /// <param name="hasPassword">Whether the store has a password: a change of the configuration is noticed at once, but it locks such a store.</param>
    public static void Touch(bool hasPassword)
    {
        try
        {
            File.SetLastWriteTimeUtc(Path.Combine(Folder(), hasPassword ? "storefile" : "storeconfig"), SystemClock.Instance.UtcNow.UtcDateTime);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Then what it shows stays old for a while, which the caller finds out by itself.
        }
    }

    private static string Folder() => Path.Combine(
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Microsoft", "PowerShell", "secretmanagement")
            : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", ".secretmanagement"),
        "localstore");
}
