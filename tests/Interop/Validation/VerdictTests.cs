using Interop.Schemas;
using RfaAuth.Core.GraphQL.Validation;

namespace Interop.Validation;

/// <summary>The client's validation beside graphql-js's, document by document and rule by rule.</summary>
public sealed class VerdictTests(PublicSchemas schemas) : IClassFixture<PublicSchemas>
{
    // A failure shows the document; the seed makes it come again.
    private const int Seed = 20251130;

    // What graphql-js 16 does not look at when it validates.
    private static readonly string[] s_ownRules = ["KnownOperationTypes"];

    [NodeTheory]
    [InlineData("corners", 3000)]
    [InlineData("star-wars-with-more", 1500)]
    [InlineData("relay", 1500)]
    [InlineData("shopify-storefront", 1000)]
    [InlineData("github", 500)]
    [InlineData("generated", 500)]
    public async Task Each_document_breaks_the_same_rules_as_for_graphql_js(string name, int count)
    {
        var schema = SchemaText.Read(schemas.Read(name, "given"));
        string[] documents = [.. Generate(schema, count), .. name == "corners" ? HandWritten.Documents : []];

        var expected = await AskGraphQLJsAsync(name, documents);

        var actual = documents.Select(document => BrokenRules(schema, document)).ToArray();
        var differences = documents.Zip(expected.Zip(actual)).Where(each => !each.Second.First.SequenceEqual(each.Second.Second)).ToArray();
        Assert.True(differences.Length == 0, $"{differences.Length} of {documents.Length} differ:\n" + string.Join(
            "\n\n", differences.OrderBy(each => each.First.Length).Take(5).Select(each => $"{each.First}\n  graphql-js: {string.Join(' ', each.Second.First)}\n  the client: {string.Join(' ', each.Second.Second)}")));

        // Were nearly all refused, or nearly none, the comparison would say little.
        Assert.InRange(expected.Count(IsValid), count / 5, count * 4 / 5);
    }

    [NodeFact]
    public async Task The_corpus_breaks_each_rule()
    {
        string[] documents = [.. Generate(SchemaText.Read(schemas.Read("corners", "given")), 3000), .. HandWritten.Documents];
        var broken = (await AskGraphQLJsAsync("corners", documents)).SelectMany(rules => rules).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "FieldsOnCorrectType", "FragmentsOnCompositeTypes", "KnownArgumentNames", "KnownDirectives", "KnownFragmentNames", "KnownTypeNames",
                "LoneAnonymousOperation", "MaxIntrospectionDepth", "NoDeprecated", "NoFragmentCycles", "NoUndefinedVariables", "NoUnusedFragments", "NoUnusedVariables",
                "OverlappingFieldsCanBeMerged", "PossibleFragmentSpreads", "ProvidedRequiredArguments", "ScalarLeafs", "SingleFieldSubscriptions", "Syntax",
                "UniqueArgumentNames", "UniqueDirectivesPerLocation", "UniqueFragmentNames", "UniqueInputFieldNames", "UniqueOperationNames", "UniqueVariableNames",
                "ValuesOfCorrectType", "VariablesAreInputTypes", "VariablesInAllowedPosition",
            ],
            broken);
    }

    private static IEnumerable<string> Generate(Schema schema, int count)
    {
        var random = new Random(Seed);
        var generator = new QueryGenerator(schema, random);
        for (var index = 0; index < count; index++)
        {
            var text = generator.Generate(index % 2 == 0 ? 0 : 0.03);
            yield return index % 5 == 4 ? Edit(text, random) : text;
        }
    }

    // One word less, twice, or at another's place: most of it can still be read.
    private static string Edit(string text, Random random)
    {
        var words = text.Split(' ').ToList();
        var at = random.Next(words.Count);
        switch (random.Next(3))
        {
            case 0:
                words.RemoveAt(at);
                break;
            case 1:
                words.Insert(at, words[random.Next(words.Count)]);
                break;
            default:
                words[at] = words[random.Next(words.Count)];
                break;
        }
        return string.Join(' ', words);
    }

    private static bool IsValid(IReadOnlyList<string> rules) => rules.All(rule => rule == "NoDeprecated");

    private static string[] BrokenRules(Schema schema, string text)
    {
        Document document;
        try
        {
            document = Document.Parse(text);
        }
        catch (GraphQLSyntaxException)
        {
            return ["Syntax"];
        }

        return [.. DocumentValidator.Validate(schema, document)
            .Where(problem => problem.Severity == ProblemSeverity.Error || problem.Rule == "NoDeprecated")
            .Select(problem => problem.Rule).Except(s_ownRules).Distinct().Order(StringComparer.Ordinal)];
    }

    private static async Task<string[][]> AskGraphQLJsAsync(string schema, string[] documents)
    {
        var verdicts = await NodeProcess.AskGraphQLJsAsync<string[]>(
            "validate.mjs", documents.Select(document => JsonSerializer.Serialize(document)).Prepend(schema));
        Assert.Equal(documents.Length, verdicts.Length);
        return verdicts;
    }
}
