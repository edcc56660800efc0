using System.Management.Automation.Host;

namespace RfaAuth.Secrets;

/// <summary>
/// Finds out what a vault's failure means. Pure. The message and id of an extension's error are never repeated, because they may hold the secret.
/// The types and ids are those of SecretManagement 1.1 and SecretStore 1.0.
/// </summary>
internal static class VaultFailure
{
    private const string Missing = "GetSecretNotFound";

    /// <returns>Whether the secret does not exist. If an extension failed, it reports the same error, but also another one.</returns>
    public static bool IsMissing(VaultAnswer answer) =>
        answer is { Exception: null, WasStopped: false } && answer.Output.Count == 0 && answer.Errors.Count == 1
        && Id(answer.Errors[0]) == Missing;

    /// <param name="what">The action, such as "Get-Secret 'name' of the vault 'vault'".</param>
    /// <param name="answer">The action's outcome.</param>
    /// <returns>The failure; null if there is none.</returns>
    public static RfaException? Of(string what, VaultAnswer answer)
    {
        var failures = answer.Errors.Select(error => error.Exception).Append(answer.Exception).OfType<Exception>().SelectMany(Chain).ToList();
        var ids = answer.Errors.Append((answer.Exception as RuntimeException)?.ErrorRecord).OfType<ErrorRecord>().Select(Id).ToList();
        if (answer.WasStopped || failures.Any(IsLocked))
            return new RfaException(ErrorCodes.VaultLocked, $"{what}: the vault is locked, and nobody can be asked for its password here.");
        if (ids.Contains("GetSecretVaultNotFound"))
            return new RfaException(ErrorCodes.VaultNotFound, $"{what}: there is no such vault.");
        if (failures.Count == 0)
            return null;
        var kinds = failures.Where(failure => failure is not (PSInvalidOperationException or ItemNotFoundException))
            .Select(failure => failure.GetType().Name).Distinct().DefaultIfEmpty(failures[0].GetType().Name);
        return new RfaException(ErrorCodes.VaultFailed, $"{what}: the vault's extension failed ({string.Join(", ", kinds)}). Its message is left out: it could hold a secret.")
        {
            IsRetryable = true,
        };
    }

    private static bool IsLocked(Exception exception) =>
        exception is HostException || exception.GetType().FullName == "Microsoft.PowerShell.SecretStore.PasswordRequiredException"
        || exception.GetType().FullName == "Microsoft.PowerShell.SecretManagement.PasswordRequiredException";

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var link = exception; link is not null; link = link.InnerException!)
            yield return link;
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];
}
