using System.Reflection;
using RfaAuth.Input;

namespace RfaAuth.Pipeline;

/// <summary>Leaves it to -WhatIf and -Confirm, and the preferences of the same names, whether something is done. For the pipeline thread.</summary>
internal static class Confirmation
{
    /// <param name="cmdlet">Whose parameters decide.</param>
    /// <param name="what">What is to be confirmed, as "The mutation".</param>
    /// <param name="action">What is to be done, for -Verbose; without values, as the rest of that stream.</param>
    /// <param name="details">What is to be done, with values, for the person who is to agree.</param>
    /// <returns>Whether to do it.</returns>
    /// <exception cref="RfaException">ConfirmationRequired: nobody can be asked.</exception>
    public static bool Get(PSCmdlet cmdlet, string what, string action, string details)
    {
        var isWhatIf = LanguagePrimitives.IsTrue(Setting(cmdlet, "WhatIf", "WhatIfPreference"));
        // Before the question is shown: input that is not a terminal may hold lines that are no answers, or never end.
        if (!isWhatIf && HostInteraction.WouldReadRedirectedInput(cmdlet.Host) && Asks(cmdlet))
            throw NobodyThere(what);
        try
        {
            // PowerShell takes one text for -WhatIf and for -Verbose, and tells which it is only afterwards.
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
