using System.Collections;
using System.Reflection;
using System.Security;
using RfaAuth.State;

namespace RfaAuth.Input;

// The attributes that change an argument before PowerShell converts it to the type of its parameter.

/// <summary>Joins the lines of a document, as they come from Get-Content. Any other value is left to PowerShell.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DocumentTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (PSObjects.Unwrap(inputData) is not IList { Count: > 0 } lines)
            return inputData;
        object?[] texts = [.. lines.Cast<object?>().Select(PSObjects.Unwrap)];
        return texts.All(text => text is string) ? string.Join("\n", texts) : inputData;
    }
}

/// <summary>
/// The argument of <c>-Variables</c>. PowerShell's module logging and transcripts write a parameter's value with its ToString, which for a
/// custom object or JSON text shows all values. The ToString of this class shows none.
/// </summary>
internal sealed class VariablesArgument(object? value)
{
    internal object? Value { get; } = value;

    public override string ToString() => "(variables)";
}

/// <summary>Wraps the argument of any type. It is read when the cmdlet runs.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class VariablesTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData as VariablesArgument ?? new VariablesArgument(inputData);
}

/// <summary>
/// An input object of a batch. As with <see cref="VariablesArgument"/>, PowerShell's logs show only this class's text for the parameter. Scripts
/// get the object itself as an error's TargetObject.
/// </summary>
internal sealed class InputArgument(object? value)
{
    internal object? Value { get; } = value;

    public override string ToString() => "(input)";
}

/// <summary>
/// Wraps each input object. It is read when its turn comes. Null stays null: PowerShell's binder fails if a null from the
/// pipeline becomes an object.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class InputTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : PSObjects.Unwrap(inputData) as InputArgument ?? new InputArgument(inputData);
}

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
                string name => RunspaceSessions.Current.Find(name) ?? throw new RfaException(
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

/// <summary>
/// Accepts a PSCredential or a user name. For a user name, <see cref="PendingCredential"/> asks the host for the password after the other parameters
/// were checked. The error for any other value does not repeat the value.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CredentialTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        try
        {
            return PSObjects.Unwrap(inputData) switch
            {
                null => null!,
                PSCredential credential when DisposedSecret.Is(credential) =>
                    throw new RfaException(ErrorCodes.SecretTypeRequired, "The credential's password was already disposed of."),
                PSCredential credential => credential,
                string userName => PendingCredential.For(userName),
                _ => throw new RfaException(ErrorCodes.SecretTypeRequired, "Pass a credential as PSCredential, from Get-Credential or a vault."),
            };
        }
        catch (RfaException reason)
        {
            return RefusedArgument.Mark(new PSCredential("refused", new SecureString()), reason);
        }
    }
}

/// <summary>Accepts only a SecureString. The error for any other value does not repeat the value.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecureStringTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        PSObjects.Unwrap(inputData) switch
        {
            null => null!,
            SecureString secret when DisposedSecret.Is(secret) => RefusedArgument.Mark(new SecureString(), new RfaException(
                ErrorCodes.SecretTypeRequired, "The SecureString was already disposed of.")),
            SecureString secret => secret,
            _ => RefusedArgument.Mark(new SecureString(), new RfaException(
                ErrorCodes.SecretTypeRequired,
                "Pass a token as SecureString, never as text: text stays in histories and logs. Read it with Read-Host -AsSecureString, or from a vault.")),
        };
}
