using System.Collections;

namespace RfaAuth.Completers;

/// <summary>
/// Reads the user's own default values, <c>$PSDefaultParameterValues</c>. PowerShell passes them to a command, but not to a completer.
/// </summary>
internal static class DefaultValues
{
    private static readonly ScriptBlock s_table = ScriptBlock.Create("$ExecutionContext.SessionState.PSVariable.GetValue('PSDefaultParameterValues')");

    /// <returns>The value; null if there is none, or if it is a script block, because a key press must not run code.</returns>
    public static object? Find(string command, string parameter)
    {
        if (s_table.Invoke().FirstOrDefault()?.BaseObject is not IDictionary table || LanguagePrimitives.IsTrue(table["Disabled"]))
            return null;
        foreach (DictionaryEntry entry in table)
        {
            var parts = entry.Key.ToString()!.Split([':'], 2);
            if (parts.Length == 2 && Fits(parts[0], command) && Fits(parts[1], parameter))
                return Input.PSObjects.Unwrap(entry.Value) is var value and not ScriptBlock ? value : null;
        }

        return null;
    }

    private static bool Fits(string pattern, string name) =>
        WildcardPattern.Get(TypedCommand.WithoutQuotes(pattern.Trim()), WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(name);
}
