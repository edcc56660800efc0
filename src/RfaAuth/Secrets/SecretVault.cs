using System.Security;
using RfaAuth.Core.Text;
using RfaAuth.Input;

namespace RfaAuth.Secrets;

/// <summary>A registered vault: the named one, or else the default one. Other vaults are never searched.</summary>
internal sealed class SecretVault : IDisposable
{
    private const string SecretStore = "Microsoft.PowerShell.SecretStore";

    private static readonly Dictionary<string, object?> s_none = [];

    private readonly SecretManagement _management;
    private readonly string _moduleName;

    private SecretVault(SecretManagement management, string name, string moduleName)
    {
        _management = management;
        Name = name;
        _moduleName = moduleName;
    }

    public string Name { get; }

    /// <summary>The name of the storage behind several vault names: a user has one SecretStore, with any number of names. Null for other vaults.</summary>
    public string? SharedStore => IsSecretStore ? SecretStore : null;

    private bool IsSecretStore => string.Equals(_moduleName, SecretStore, StringComparison.OrdinalIgnoreCase);

    /// <param name="management">SecretManagement. The vault owns it from now on.</param>
    /// <param name="name">The vault's name; null: the default one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RfaException">VaultNotFound. The message lists the vaults.</exception>
    public static async Task<SecretVault> OpenAsync(SecretManagement management, string? name, CancellationToken cancellationToken)
    {
        var answer = await management.InvokeAsync("Get-SecretVault", s_none, cancellationToken).ConfigureAwait(false);
        if (VaultFailure.Of("Get-SecretVault", answer) is { } failure)
            throw failure;
        var vaults = answer.Output.OfType<object>().Select(vault => new PSObject(vault)).ToList();
        var found = vaults.FirstOrDefault(vault => name is null
            ? LanguagePrimitives.IsTrue(Property(vault, "IsDefault"))
            : string.Equals(Property(vault, "Name") as string, name, StringComparison.OrdinalIgnoreCase));
        return found is null
            ? throw NotFound(name, vaults.Select(vault => Property(vault, "Name") as string))
            : new SecretVault(management, (string)Property(found, "Name")!, Property(found, "ModuleName") as string ?? "");
    }

    /// <returns>The secret; null if there is none.</returns>
    /// <exception cref="RfaException">VaultLocked, VaultFailed, VaultNotFound, SecretAmbiguous or SecretWrongType.</exception>
    public async Task<T?> GetAsync<T>(string secret, CancellationToken cancellationToken)
        where T : class
    {
        var answer = await InvokeAsync("Get-Secret", secret, null, cancellationToken).ConfigureAwait(false);
        if (VaultFailure.IsMissing(answer))
            return null;
        ThrowIfFailed("Get-Secret", secret, answer);
        return answer.Output.Count switch
        {
            1 when DisposedSecret.Is(answer.Output[0]) => throw new RfaException(
                ErrorCodes.VaultFailed, $"The vault '{Name}' gave an object for the secret '{secret}' that was already disposed of."),
            1 => answer.Output[0] as T ?? throw new RfaException(
                ErrorCodes.SecretWrongType,
                $"The secret '{secret}' of the vault '{Name}' is {Describe(answer.Output[0])}, and a {typeof(T).Name} is needed."),
            0 => null,
            _ => throw new RfaException(ErrorCodes.SecretAmbiguous, $"The vault '{Name}' gave {answer.Output.Count} objects for the secret '{secret}'."),
        };
    }

    public async Task SetAsync(string secret, SecureString value, CancellationToken cancellationToken) =>
        ThrowIfFailed("Set-Secret", secret, await InvokeAsync("Set-Secret", secret, value, cancellationToken).ConfigureAwait(false));

    public async Task RemoveAsync(string secret, CancellationToken cancellationToken) =>
        ThrowIfFailed("Remove-Secret", secret, await InvokeAsync("Remove-Secret", secret, null, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Makes the vault read its storage again, if the module knows how. SecretStore keeps its file in memory. It notices another process's
    /// write five seconds later, or not at all. An attempt to unlock it makes it read the file at once. If the store has no password, it stays
    /// open after the attempt, whose failure is ignored. If it has one, a wrong attempt would lock it, so nothing is done.
    /// </summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (!IsSecretStore)
            return;
        var answer = await _management.InvokeAsync(SecretStore + "\\Get-SecretStoreConfiguration", s_none, cancellationToken).ConfigureAwait(false);
        if (answer.Output.Count != 1 || answer.Output[0] is not { } configuration || Property(new PSObject(configuration), "Authentication")?.ToString() != "None")
            return;
        using var password = SecureText.Protect("none");
        var parameters = new Dictionary<string, object?> { ["Password"] = password };
        await _management.InvokeAsync(SecretStore + "\\Unlock-SecretStore", parameters, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _management.Dispose();

    private Task<VaultAnswer> InvokeAsync(string command, string secret, SecureString? value, CancellationToken cancellationToken)
    {
        var parameters = new Dictionary<string, object?> { ["Name"] = secret, ["Vault"] = Name };
        if (value is not null)
            parameters.Add("SecureStringSecret", value);
        return _management.InvokeAsync(command, parameters, cancellationToken);
    }

    private void ThrowIfFailed(string command, string secret, VaultAnswer answer)
    {
        if (VaultFailure.Of($"{command} '{secret}' of the vault '{Name}'", answer) is { } failure)
            throw failure;
    }

    private static object? Property(PSObject vault, string name) => vault.Properties[name]?.Value;

    private static string Describe(object? value) => value is null ? "empty" : "a " + value.GetType().Name;

    private static RfaException NotFound(string? name, IEnumerable<string?> names)
    {
        var all = string.Join(", ", names);
        var there = all.Length == 0 ? "No vault is registered." : $"There are: {all}.";
        return new RfaException(
            ErrorCodes.VaultNotFound, name is null ? $"There is no default vault, and -Vault was not given. {there}" : $"There is no vault named '{name}'. {there}");
    }
}
