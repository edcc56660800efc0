using System.Management.Automation.Language;
using System.Reflection;

namespace RfaAuth.Completers;

/// <summary>
/// Finds the cursor within an argument. PowerShell passes only the whole argument to completers. PSReadLine, the line editor of a terminal,
/// knows the cursor.
/// </summary>
internal static class TypedCursor
{
    /// <param name="command">The command that is being typed.</param>
    /// <param name="word">The argument from PowerShell, with its opening quote.</param>
    /// <returns>The number of characters between the opening quote and the cursor; null if not known.</returns>
    public static int? In(CommandAst command, string word)
    {
        if (word.Length == 0 || word[0] is not ('\'' or '"') || BufferState() is not { } buffer || command.Extent.StartScriptPosition.GetFullScript() != buffer.Line)
            return null;
        var argument = command.CommandElements.LastOrDefault(element => element.Extent.StartOffset <= buffer.Cursor && buffer.Cursor <= element.Extent.EndOffset);
        return argument is StringConstantExpressionAst or ExpandableStringExpressionAst ? Math.Max(0, buffer.Cursor - argument.Extent.StartOffset - 1) : null;
    }

    private static (string Line, int Cursor)? BufferState()
    {
        try
        {
            var editor = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType("Microsoft.PowerShell.PSConsoleReadLine")).FirstOrDefault(type => type is not null);
            var read = editor?.GetMethod("GetBufferState", [typeof(string).MakeByRefType(), typeof(int).MakeByRefType()]);
            object?[] state = ["", 0];
            read?.Invoke(null, state);
            return read is null ? null : ((string)state[0]!, (int)state[1]!);
        }
        catch (TargetInvocationException)
        {
            // PSReadLine is loaded, but the user does not type in it.
            return null;
        }
    }
}
