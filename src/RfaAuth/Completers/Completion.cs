using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Calls;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.State;

namespace RfaAuth.Completers;

/// <summary>What the completers share.</summary>
internal static class Completion
{
    /// <summary>How long a key press may wait for a service.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(300);

    // While a completer runs the runspace is busy, and this is how to ask it all the same.
    private static readonly ScriptBlock s_location = ScriptBlock.Create("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath");

    /// <summary>The word without the quotes that the user has opened.</summary>
    public static string Bare(string? word) => (word ?? "").Trim('\'', '"');

    /// <summary>
    /// The results; where there are none, the word as it is. PowerShell takes an empty answer for a reason to offer the files of the folder,
    /// which are never what is meant here.
    /// </summary>
    public static IEnumerable<CompletionResult> OrNothing(IEnumerable<CompletionResult> results, string? word)
    {
        var found = results.ToList();
        // Of nothing a blank is the least: an empty text is no result.
        var asItIs = string.IsNullOrEmpty(word) ? " " : word!;
        return found.Count > 0 ? found : [new CompletionResult(asItIs, asItIs, CompletionResultType.ParameterValue, "Nothing is known to fit here.")];
    }

    public static CompletionResult Result(string text, string listed, string tip) =>
        new(NeedsQuotes(text) ? "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'" : text, listed, CompletionResultType.ParameterValue, tip.Length == 0 ? listed : tip);

    /// <summary>The schema that the command would use; null where it cannot be had at once. Once asked, the service's answer is there for the next key press.</summary>
    public static Schema? SchemaFor(IDictionary bound)
    {
        if (bound["SchemaPath"] is string path)
            return FullPath(path) is { } file ? SchemaReading.File(file)?.Within(s_longestWait) : null;
        return SessionFor(bound) is { } session ? SchemaReading.Of(SchemaSource.Of(session), session).Within(s_longestWait) : null;
    }

    public static RfaSession? SessionFor(IDictionary bound) => Unwrap(bound["Session"]) switch
    {
        RfaSession session => session,
        string name => SessionTable.Current.Find(name),
        _ => SessionTable.Current.Default,
    };

    /// <summary>A path from the place where the shell is; null where it is none in the file system.</summary>
    public static string? FullPath(string path)
    {
        try
        {
            return System.IO.Path.Combine(s_location.Invoke()[0].ToString(), path);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    // Deprecated ones last, and marked.
    public static string Tip(string signature, string? description, bool isDeprecated, string? reason) =>
        signature + (isDeprecated ? $"\nDeprecated{(string.IsNullOrEmpty(reason) ? "" : ": " + reason)}" : "") + (string.IsNullOrEmpty(description) ? "" : "\n" + description);

    private static bool NeedsQuotes(string text) => text.Any(character => !char.IsLetterOrDigit(character) && character is not ('_' or '.' or ':' or '-'));
}
