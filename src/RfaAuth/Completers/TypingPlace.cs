using System.Management.Automation.Language;
using System.Reflection;

namespace RfaAuth.Completers;

/// <summary>
/// Where in an argument the cursor is. PowerShell tells completers the whole argument and not that; the line editor of a terminal,
/// PSReadLine, does.
/// </summary>
internal static class TypingPlace
{
    /// <param name="command">The command that is being typed.</param>
    /// <param name="word">The argument as PowerShell gave it, with its opening quote.</param>
    /// <returns>How many characters of the text between the quotes stand before the cursor; null where nobody says.</returns>
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
            // Loaded, and not the one that is typed into.
            return null;
        }
    }
}
