using System.Collections;

namespace RfaAuth.Completers;

/// <summary>
/// Completes the names of vaults and of the secrets in them, by SecretManagement where it is installed. A vault is asked in a runspace
/// of its own that can show nothing: one that wants its password gives no names.
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

    /// <param name="vault">The vault whose secrets are wanted, empty for those of all; null for the vaults themselves.</param>
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

        // What a vault said last is better than nothing, and the next key press has the new answer.
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
