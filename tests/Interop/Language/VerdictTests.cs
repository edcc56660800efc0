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
    public async Task Every_document_is_read_as_graphql_js_reads_it()
    {
        await NodePackages.EnsureInstalledAsync();
        string[] documents = [.. DocumentCorpus.Generate(Seed, ValidCount, EditsOfEach)];

        var verdicts = await AskGraphQLJsAsync(documents);

        var differences = documents.Zip(verdicts, Compare).OfType<string>().ToArray();
        Assert.True(differences.Length == 0, $"{differences.Length} of {documents.Length} differ:\n{string.Join('\n', differences.Take(20))}");
    }

    // Were nearly all refused, or nearly none, the comparison would say little.
    [NodeFact]
    public async Task The_corpus_has_enough_of_both_kinds()
    {
        await NodePackages.EnsureInstalledAsync();
        var verdicts = await AskGraphQLJsAsync([.. DocumentCorpus.Generate(Seed, ValidCount, EditsOfEach)]);

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

    /// <returns>For each document what graphql-js read, or null where it refuses it.</returns>
    private static async Task<IReadOnlyList<string[]?>> AskGraphQLJsAsync(string[] documents)
    {
        var input = string.Concat(documents.Select(document => Convert.ToBase64String(MemoryMarshal.AsBytes(document.AsSpan())) + "\n"));
        var result = await NodeProcess.RunAsync(NodeProcess.Node(Path.Combine("graphql-js", "verdicts.mjs")), input);
        Assert.True(result is { ExitCode: 0 }, result?.Errors ?? "node cannot be started.");
        string[]?[] verdicts = [.. result!.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string[]?>(line))];
        Assert.Equal(documents.Length, verdicts.Length);
        return verdicts;
    }
}
