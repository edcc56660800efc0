using System.Collections;

namespace RfaAuth.Completers;

/// <summary>
/// Completes the names of vaults and of their secrets, with SecretManagement if it is installed. A vault is asked in its own
/// runspace, which shows nothing. A vault that wants its password gives no names.
/// </summary>
public sealed class SecretNameCompleter : CommandCompleter
{
    private const string Vaults = "Get-SecretVault | ForEach-Object Name";
    private const string Secrets = "param($vault) Get-SecretInfo @vault | ForEach-Object Name";

    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(300);
    private static readonly ScriptBlock s_module = ScriptBlock.Create("(Get-Command Microsoft.PowerShell.SecretManagement\\Get-SecretInfo -ErrorAction Ignore).Module.Path");
    private static readonly object s_gate = new();
    private static readonly Dictionary<string, (Task<string[]> Running, string[] Known)> s_names = new(StringComparer.OrdinalIgnoreCase);

    private protected override IEnumerable<CompletionResult> Find(TypedCommand command)
    {
        var pattern = WildcardPattern.Get(command.Word + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var vault = command.Parameter == "Vault" ? null : command.Text("Vault") ?? "";
        return Names(vault).Where(name => pattern.IsMatch(name)).Distinct().Select(name => Results.Of(name, name, vault is null ? "A vault." : "A secret."));
    }

    /// <param name="vault">The vault with the secrets, empty for all vaults; null for the names of the vaults.</param>
    private static string[] Names(string? vault)
    {
        if (s_module.Invoke().FirstOrDefault()?.BaseObject is not string module)
            return [];
        var key = vault ?? "\0";
        Task<string[]> running;
        string[] known;
        lock (s_gate)
        {
            s_names.TryGetValue(key, out var entry);
            known = entry.Running is { IsCompleted: true } ? entry.Running.Result : entry.Known ?? [];
            running = entry.Running is null or { IsCompleted: true } ? Task.Run(() => Ask(module, vault)) : entry.Running;
            s_names[key] = (running, known);
        }

        // The vault's last answer is better than nothing. The next key press has the new one.
        return running.Wait(s_longestWait) ? running.Result : known;
    }

    private static string[] Ask(string module, string? vault)
    {
        try
        {
            using var shell = PowerShell.Create();
            shell.AddCommand("Import-Module").AddParameter("Name", module).AddStatement();
            if (vault is null)
                shell.AddScript(Vaults);
            else
                shell.AddScript(Secrets).AddArgument(vault.Length == 0 ? new Hashtable() : new Hashtable { ["Vault"] = vault });
            return [.. shell.Invoke().Select(name => name?.ToString()).OfType<string>()];
        }
        catch (RuntimeException)
        {
            return [];
        }
    }
}
