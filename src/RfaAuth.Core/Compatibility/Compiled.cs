using System.Runtime.CompilerServices;

namespace RfaAuth.Core.Compatibility;

/// <summary>Options for the compiler of methods.</summary>
internal static class Compiled
{
    /// <summary>
    /// MethodImplOptions.AggressiveOptimization, which netstandard2.0 does not have and .NET Framework ignores. The method is optimised from the
    /// start. Otherwise the first large text of a process is read by slow code.
    /// </summary>
    public const MethodImplOptions AtOnce = (MethodImplOptions)512;
}
