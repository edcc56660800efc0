using System.Runtime.InteropServices;

namespace Interop.Language;

/// <summary>The client's reader of documents beside graphql-js, which is the specification's reference.</summary>
public sealed class VerdictTests
{
    // A failure names the document; the seed makes it come again.
    private const int Seed = 20251;
    private const int ValidCount = 2000;
    private const int EditsOfEach = 4;

    [NodeFact]
    public async Task Each_document_is_read_as_by_graphql_js()
    {
        await NodePackages.EnsureInstalledAsync();
        string[] documents = [.. DocumentCorpus.Generate(Seed, ValidCount, EditsOfEach)];

        // For each document what graphql-js read, or null where it refuses it.
        var verdicts = await NodeProcess.AskGraphQLJsAsync<string[]?>(
            "verdicts.mjs", documents.Select(document => Convert.ToBase64String(MemoryMarshal.AsBytes(document.AsSpan()))));
        Assert.Equal(documents.Length, verdicts.Length);

        var differences = documents.Zip(verdicts, Compare).OfType<string>().ToArray();
        Assert.True(differences.Length == 0, $"{differences.Length} of {documents.Length} differ:\n{string.Join('\n', differences.Take(20))}");

        // With nearly all refused, or nearly none, the comparison would say little.
        Assert.InRange(verdicts.Count(verdict => verdict is null), 3000, 7000);
        Assert.InRange(verdicts.Count(verdict => verdict is not null), 3000, 7000);
    }

    private static string? Compare(string document, string[]? expected)
    {
        var actual = ReadDocument.Describe(document);
        if (expected is null || actual is null)
            return expected is null == actual is null ? null : $"{Show(document)}: graphql-js {(expected is null ? "refuses" : "reads")} it, the client does not.";
        return expected.SequenceEqual(actual) ? null : $"{Show(document)}:\n  graphql-js: {Show(expected)}\n  the client: {Show(actual)}";
    }

    // As a C# literal would have it, so that a document can be copied from the failure into a test.
    private static string Show(string text) => '"' + string.Concat(text.Select(character =>
        character is >= ' ' and <= '~' and not ('"' or '\\') ? character.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"))) + '"';

    private static string Show(IEnumerable<string> texts) => string.Join(", ", texts.Select(Show));
}
