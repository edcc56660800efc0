using System.Reflection;
using RfaAuth.Input;

namespace RfaAuth.Pipeline;

/// <summary>Decides by -WhatIf and -Confirm, and their preferences, whether to do something. For the pipeline thread.</summary>
internal static class Confirmation
{
    /// <param name="cmdlet">The cmdlet whose parameters decide.</param>
    /// <param name="what">The subject of the question, such as "The mutation".</param>
    /// <param name="action">The action for -Verbose, without values like the rest of that stream.</param>
    /// <param name="details">The action with its values, for the person who must agree.</param>
    /// <returns>Whether to do it.</returns>
    /// <exception cref="RfaException">ConfirmationRequired: nobody can be asked.</exception>
    public static bool Get(PSCmdlet cmdlet, string what, string action, string details)
    {
        var isWhatIf = LanguagePrimitives.IsTrue(Setting(cmdlet, "WhatIf", "WhatIfPreference"));
        // Check before the question is shown: input that is not a terminal may hold lines that are no answers, or may never end.
        if (!isWhatIf && HostInteraction.WouldReadRedirectedInput(cmdlet.Host) && Asks(cmdlet))
            throw NobodyThere(what);
        try
        {
            // PowerShell uses the same text for -WhatIf and for -Verbose, and says only afterwards which of them it was.
            return cmdlet.ShouldProcess(isWhatIf ? details : action, $"Are you sure you want to perform this action?\n{details}", caption: null);
        }
        catch (Exception exception) when (HostInteraction.IsNobodyThere(exception))
        {
            throw NobodyThere(what);
        }
    }

    private static bool Asks(PSCmdlet cmdlet)
    {
        if (cmdlet.MyInvocation.BoundParameters.TryGetValue("Confirm", out var confirm))
            return LanguagePrimitives.IsTrue(confirm);
        var impact = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact;
        return LanguagePrimitives.TryConvertTo<ConfirmImpact>(cmdlet.SessionState.PSVariable.GetValue("ConfirmPreference"), out var from)
            && from != ConfirmImpact.None && impact >= from;
    }

    private static object? Setting(PSCmdlet cmdlet, string parameter, string variable) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var given) ? given : cmdlet.SessionState.PSVariable.GetValue(variable);

    private static RfaException NobodyThere(string what) => new(
        ErrorCodes.ConfirmationRequired, $"{what} is to be confirmed, and nobody can be asked here. Nothing was done.");
}
