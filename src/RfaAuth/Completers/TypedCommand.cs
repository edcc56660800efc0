using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Calls;
using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Input;
using RfaAuth.State;

namespace RfaAuth.Completers;

/// <summary>The command that is being typed: its word, and its parameters as the command would have them.</summary>
internal sealed class TypedCommand(string name, string parameter, string word, CommandAst syntax, IDictionary typed)
{
    /// <summary>How long a key press may wait for a service.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(300);

    // While a completer runs the runspace is busy, and this is how to ask it all the same.
    private static readonly ScriptBlock s_location = ScriptBlock.Create("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath");

    /// <summary>The parameter whose value is typed.</summary>
    public string Parameter => parameter;

    public CommandAst Syntax => syntax;

    /// <summary>The word with the quotes that the user has opened.</summary>
    public string WordAsTyped => word;

    public string Word => WithoutQuotes(word);

    /// <summary>The levels of a path that were typed whole, with the last dot; empty at the first level.</summary>
    public string Levels => Word.Substring(0, Word.LastIndexOf('.') + 1);

    /// <summary>What was typed of the last level of a path.</summary>
    public string LastLevel => Word.Substring(Levels.Length);

    /// <summary>The words of the typed lists, but for the word that is being typed.</summary>
    public HashSet<string> ListedWords => new(
        // A list that ends in a comma is an error to the parser, and has its words all the same.
        syntax.FindAll(part => part is StringConstantExpressionAst { Parent: ArrayLiteralAst or ErrorExpressionAst }, searchNestedScriptBlocks: false)
            .Select(part => ((StringConstantExpressionAst)part).Value).Where(text => text != Word),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The schema that the command would use; null where it cannot be had at once. Once asked, the service's answer is there for the next key press.</summary>
    public Schema? Schema
    {
        get
        {
            if (Text("SchemaPath") is { } path)
                return FullPath(path) is { } file ? SchemaReading.File(file)?.Within(s_longestWait) : null;
            return Session is { } session ? SchemaReading.Of(SchemaSource.Of(session), session).Within(s_longestWait) : null;
        }
    }

    /// <summary>The field of the query or the mutation that <c>-Name</c> names.</summary>
    public SchemaField? RootFieldOf(Schema schema) =>
        (IsOn("Mutation") ? schema.Index.Mutation : schema.Index.Query) is { } type && Text("Name") is { } root ? FieldPaths.FindField(type, root) : null;

    public string? Text(string parameter) => Value(parameter) as string;

    public bool IsOn(string parameter) => Value(parameter) is SwitchParameter { IsPresent: true } or true;

    /// <summary>A path from the place where the shell is; null where it is none in the file system.</summary>
    public static string? FullPath(string path)
    {
        try
        {
            return Path.Combine(s_location.Invoke()[0].ToString(), path);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static string WithoutQuotes(string word) => word.Trim('\'', '"');

    private RfaSession? Session => Value("Session") switch
    {
        RfaSession session => session,
        string text => SessionTable.Current.Find(text),
        _ => SessionTable.Current.Default,
    };

    private object? Value(string parameter) => PSObjects.Unwrap(typed[parameter]) ?? DefaultValues.Find(name, parameter);
}
