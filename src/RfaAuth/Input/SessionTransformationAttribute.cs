using System.Collections;
using System.Reflection;
using RfaAuth.State;

namespace RfaAuth.Input;

/// <summary>
/// Accepts a session, or the name of a session in this runspace. A session from a job, a remote call or a file is only a
/// deserialised copy, and a session of another version of the module has another type. The errors for both say what to do.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string s_typeName = typeof(RfaSession).FullName!;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PSObjects.Unwrap(inputData) switch
        {
            null => null!,
            IList several => several.Cast<object?>().Select(One).ToArray(),
            _ => One(inputData),
        };

    private static RfaSession One(object? value)
    {
        try
        {
            return PSObjects.Unwrap(value) switch
            {
                RfaSession session => session,
                string name => SessionTable.Current.Find(name) ?? throw new RfaException(
                    ErrorCodes.SessionNotFound, $"There is no session named '{name}' in this runspace."),
                _ => throw new RfaException(ErrorCodes.SessionNotTransferable, Explain(value)),
            };
        }
        catch (RfaException reason)
        {
            return RefusedArgument.Mark(RfaSession.Placeholder(), reason);
        }
    }

    private static string Explain(object? value)
    {
        if (value is PSObject wrapper && wrapper.TypeNames.Contains("Deserialized." + s_typeName))
            return "This is only a copy of a session. A session cannot go through a job, a remote call or a file, because its tokens are not written down.";
        if (PSObjects.Unwrap(value)?.GetType() is { } type && type.FullName == s_typeName)
            return $"This session belongs to version {type.Assembly.GetName().Version} of RfaAuth, and this is version {Assembly.GetExecutingAssembly().GetName().Version}: import one version only.";
        return "-Session takes a session of Connect-RfaApi or Get-RfaSession, or the name of one.";
    }
}
