using RfaAuth.Core.Apis;
using RfaAuth.Core.Errors;

namespace RfaAuth.Input;

/// <summary>Which service <c>-Api</c> means.</summary>
internal static class ServiceChoice
{
    public const string RedFlagAlert = "RedFlagAlert";
    public const string Toggle = "Toggle";

    /// <param name="api">One of the names above, in any case.</param>
    /// <param name="signInMode">Red Flag Alert's way to sign in, where it was given.</param>
    /// <param name="signInBy">What Toggle's user is known by, where it was given.</param>
    /// <exception cref="RfaException">ParameterConflict: what was given belongs to the other service.</exception>
    public static IServiceApi Create(string api, SignInMode? signInMode, SignInBy? signInBy)
    {
        if (string.Equals(api, Toggle, System.StringComparison.OrdinalIgnoreCase))
        {
            return signInMode is null
                ? new ToggleApi(signInBy ?? SignInBy.Auto)
                : throw new RfaException(ErrorCodes.ParameterConflict, "-SignInMode is for Red Flag Alert; Toggle has -SignInBy.");
        }
        return signInBy is null
            ? new RedFlagAlertApi(signInMode ?? SignInMode.ManagementFlow)
            : throw new RfaException(ErrorCodes.ParameterConflict, "-SignInBy is for Toggle; Red Flag Alert has -SignInMode.");
    }
}
