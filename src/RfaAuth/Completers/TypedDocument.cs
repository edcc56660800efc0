using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Completers;

/// <summary>The document of the command that is being typed: its text, or what its file has.</summary>
internal static class TypedDocument
{
    // A file that takes long is not worth a key press.
    private const long LargestFile = 1024 * 1024;

    /// <returns>The document; null where there is none, or it cannot be read yet.</returns>
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

    /// <summary>The operations that can run: the one that is named, else all.</summary>
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
