using System.Collections;
using RfaAuth.Core.GraphQL.Language;

namespace RfaAuth.Completers;

/// <summary>The document of the command that is being typed: its text, or what its file has.</summary>
internal static class TypedDocument
{
    // A file that takes long is not worth a key press.
    private const long LargestFile = 1024 * 1024;

    /// <returns>The document; null where there is none, or it cannot be read yet.</returns>
    public static Document? Read(IDictionary bound)
    {
        try
        {
            return TextOf(bound) is { } text ? Document.Parse(text) : null;
        }
        catch (GraphQLSyntaxException)
        {
            return null;
        }
    }

    /// <summary>The operations that can run: the one that is named, else all.</summary>
    public static IEnumerable<OperationDefinition> Operations(IDictionary bound)
    {
        var operations = Read(bound)?.Operations ?? [];
        return bound["OperationName"] is string name && operations.Any(operation => operation.Name == name)
            ? operations.Where(operation => operation.Name == name)
            : operations;
    }

    private static string? TextOf(IDictionary bound)
    {
        if (Completion.Unwrap(bound["Query"]) is string text)
            return text;
        return (bound["LiteralPath"] ?? bound["Path"]) is string path && Completion.FullPath(path) is { } file && new System.IO.FileInfo(file) is { Exists: true, Length: <= LargestFile }
            ? System.IO.File.ReadAllText(file)
            : null;
    }
}
