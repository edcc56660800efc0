using System.Reflection;
using System.Runtime.ExceptionServices;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Makes a folder that only its user can read. On Unix anyone who can read a lock file can also lock it and so block a user's renewals.
/// netstandard2.0 has no API for file modes, so the method of PowerShell 7's platform is called by reflection. On Windows the user's folders
/// are private anyway.
/// </summary>
internal static class OwnFolder
{
    // rwx------
    private const int OwnerOnly = 0b111_000_000;

    private static readonly MethodInfo? s_create = Path.DirectorySeparatorChar == '/' && Type.GetType("System.IO.UnixFileMode") is { } mode
        ? typeof(Directory).GetMethod(nameof(Directory.CreateDirectory), [typeof(string), mode])
        : null;

    /// <summary>Makes the folder. An existing folder is not changed.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make the folder.</exception>
    public static void Create(string path)
    {
        if (s_create is null)
        {
            Directory.CreateDirectory(path);
            return;
        }

        try
        {
            s_create.Invoke(null, [path, Enum.ToObject(s_create.GetParameters()[1].ParameterType, OwnerOnly)]);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } reason)
        {
            ExceptionDispatchInfo.Capture(reason).Throw();
        }
    }
}
