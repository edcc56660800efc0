using System.Reflection;
using System.Runtime.ExceptionServices;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// A folder for its user alone. On Unix whoever may read a file may hold its lock as well, and so keep a user's renewals waiting. netstandard2.0
/// knows no modes; where the platform does (PowerShell 7), its method is called by reflection. On Windows the user's folders are private as they are.
/// </summary>
internal static class OwnFolder
{
    // rwx------
    private const int OwnerOnly = 0b111_000_000;

    private static readonly MethodInfo? s_create = Path.DirectorySeparatorChar == '/' && Type.GetType("System.IO.UnixFileMode") is { } mode
        ? typeof(Directory).GetMethod(nameof(Directory.CreateDirectory), [typeof(string), mode])
        : null;

    /// <summary>Makes the folder. One that is there stays as it is.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not make it.</exception>
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
