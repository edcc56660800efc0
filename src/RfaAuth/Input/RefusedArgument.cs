using System.Runtime.CompilerServices;

namespace RfaAuth.Input;

/// <summary>
/// Remembers why a transformation refused an argument. If the transformation threw the error, it would get PowerShell's own id. If
/// PowerShell converted the argument, its message would repeat the value, which may be a password. So the transformation returns a
/// placeholder with the parameter's type, and the cmdlet throws the remembered error before it does anything.
/// </summary>
internal static class RefusedArgument
{
    private static readonly ConditionalWeakTable<object, RfaException> s_refused = new();

    /// <returns>The placeholder.</returns>
    public static T Mark<T>(T placeholder, RfaException reason)
        where T : class
    {
        s_refused.Add(placeholder, reason);
        return placeholder;
    }

    /// <exception cref="RfaException">The reason of the first argument that was refused.</exception>
    public static void ThrowIfAny(IEnumerable<object?> arguments)
    {
        foreach (var argument in arguments.SelectMany(argument => argument is object?[] several ? several : [argument]))
        {
            if (argument is not null && s_refused.TryGetValue(argument, out var reason))
                throw reason;
        }
    }
}
