using System.Runtime.CompilerServices;

namespace RfaAuth.Core.Compatibility;

/// <summary>How a method is compiled.</summary>
internal static class Compiled
{
    /// <summary>
    /// MethodImplOptions.AggressiveOptimization, which netstandard2.0 does not name and .NET Framework does not know: optimised from the
    /// start. Without it the first large text of a process is read by code that is not optimised yet.
    /// </summary>
    public const MethodImplOptions AtOnce = (MethodImplOptions)512;
}
