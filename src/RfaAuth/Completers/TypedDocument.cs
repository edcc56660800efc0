using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Completers;

/// <summary>Reads the document of the command that is being typed: a text, or the text of a file.</summary>
internal static class TypedDocument
{
    // A larger file would take too long for a key press.
    private const long LargestFile = 1024 * 1024;

    /// <returns>The document; null if there is none, or if it cannot be read yet.</returns>
    public static Document? Read(TypedCommand command)
    {
        try
        {
            return TextOf(command) is { } text ? Document.Parse(text) : null;
        }
        catch (GraphQLSyntaxException)
        {
            return null;
        }
    }

    /// <summary>The operations that can run: the named one, or else all.</summary>
    public static IEnumerable<OperationDefinition> Operations(TypedCommand command)
    {
        var operations = Read(command)?.Operations ?? [];
        return command.Text("OperationName") is { } name && operations.Any(operation => operation.Name == name)
            ? operations.Where(operation => operation.Name == name)
            : operations;
    }

    private static string? TextOf(TypedCommand command)
    {
        if (command.Text("Query") is { } text)
            return text;
        return (command.Text("LiteralPath") ?? command.Text("Path")) is { } path && TypedCommand.FullPath(path) is { } file && new FileInfo(file) is { Exists: true, Length: <= LargestFile }
            ? File.ReadAllText(file)
            : null;
    }
}
