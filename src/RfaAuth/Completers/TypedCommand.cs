using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Calls;
using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Input;
using RfaAuth.State;

namespace RfaAuth.Completers;

/// <summary>The command that is being typed: the current word, and the parameters with their default values.</summary>
internal sealed class TypedCommand(string name, string parameter, string word, CommandAst syntax, IDictionary typed)
{
    /// <summary>How long a key press may wait for a service.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMilliseconds(300);

    // The runspace is busy while a completer runs. A script block is a way to ask it even so.
    private static readonly ScriptBlock s_location = ScriptBlock.Create("$ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath");

    /// <summary>The parameter whose value is being typed.</summary>
    public string Parameter => parameter;

    public CommandAst Syntax => syntax;

    /// <summary>The word with its opening quote.</summary>
    public string WordAsTyped => word;

    public string Word => WithoutQuotes(word);

    /// <summary>The complete levels of a path, with the last dot; empty at the first level.</summary>
    public string Levels => Word.Substring(0, Word.LastIndexOf('.') + 1);

    /// <summary>The typed part of the last level of a path.</summary>
    public string LastLevel => Word.Substring(Levels.Length);

    /// <summary>The words of the typed lists, without the word that is being typed.</summary>
    public HashSet<string> ListedWords => new(
        // A list that ends in a comma is a syntax error, but the parser still gives its words.
        syntax.FindAll(part => part is StringConstantExpressionAst { Parent: ArrayLiteralAst or ErrorExpressionAst }, searchNestedScriptBlocks: false)
            .Select(part => ((StringConstantExpressionAst)part).Value).Where(text => text != Word),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The reason why there is no schema; null if it is there, or was not needed.</summary>
    public string? Missing { get; private set; }

    /// <summary>The schema of the command; null if it is not there at once. The service's answer is then there for the next key press.</summary>
    public Schema? Schema
    {
        get
        {
            var reading = Reading();
            var isUnderWay = false;
            var schema = reading?.Within(s_longestWait, out isUnderWay);
            Missing = schema is not null || reading is null ? Missing
                : isUnderWay ? "The schema is still being read. Press Tab again."
                : "The schema cannot be read. Get-RfaSchema shows the error.";
            return schema;
        }
    }

    /// <summary>The query or mutation field with the name of <c>-Name</c>.</summary>
    public SchemaField? RootFieldOf(Schema schema) =>
        (IsOn("Mutation") ? schema.Index.Mutation : schema.Index.Query) is { } type && Text("Name") is { } root ? FieldPaths.FindField(type, root) : null;

    public string? Text(string parameter) => Value(parameter) as string;

    public bool IsOn(string parameter) => Value(parameter) is SwitchParameter { IsPresent: true } or true;

    /// <summary>The full path from the current location; null if it is not in the file system.</summary>
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

    private SchemaReading? Reading()
    {
        if (Text("SchemaPath") is { } path)
        {
            var ofFile = FullPath(path) is { } file ? SchemaReading.File(file) : null;
            Missing = ofFile is null ? "There is no such file as -SchemaPath says." : null;
            return ofFile;
        }

        var session = Session;
        Missing = session is null ? "There is no session, and so no schema. Run Connect-RfaApi first." : null;
        return session is null ? null : SchemaReading.Of(SchemaSource.Of(session), session);
    }

    private RfaSession? Session => Value("Session") switch
    {
        RfaSession session => session,
        string text => RunspaceSessions.Current.Find(text),
        _ => RunspaceSessions.Current.Default,
    };

    private object? Value(string parameter) => PSObjects.Unwrap(typed[parameter]) ?? DefaultValues.Find(name, parameter);
}
