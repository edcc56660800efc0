namespace RfaAuth.Core.Tests.GraphQL.Queries;

public sealed class DocumentCompletionTests
{
    private static readonly Schema s_schema = SdlReader.Read("""
        type Query { companies(take: Int, where: Filter, status: Status, is: Boolean): [Company!]! found: [Found!]! }
        type Mutation { rename(name: String): Company }
        type Company { name: String old: Int @deprecated address: Address }
        type Address { postcode: String }
        type Person { born: Int }
        union Found = Company | Person
        enum Status { ACTIVE CLOSED @deprecated }
        input Filter { status: Status name: String not: Filter many: [Filter!] }
        """);

    [Theory]
    [InlineData("", "{  query mutation fragment")]
    [InlineData("que", "query")]
    [InlineData("query ", "{ ")]
    [InlineData("query Name ", "{ ")]
    [InlineData("mutation M($a: Int) ", "{ ")]
    [InlineData("fragment F ", "")]
    [InlineData("fragment F on Company ", "{ ")]
    [InlineData("{ ", "companies found __typename")]
    [InlineData("{ comp", "companies")]
    [InlineData("{ x: comp", "companies")]
    [InlineData("mutation { ", "rename __typename")]
    [InlineData("mutation M($a: Int) { ", "rename __typename")]
    [InlineData("{ companies { ", "name address __typename old")]
    [InlineData("{ companies { name address { ", "postcode __typename")]
    [InlineData("{ companies { address { postcode } ", "name address __typename old")]
    [InlineData("{ companies(take: 1) { ", "name address __typename old")]
    [InlineData("{ companies(", "take where status is")]
    [InlineData("{ companies(take: 1, ", "where status is")]
    [InlineData("{ companies(status: ", "ACTIVE CLOSED")]
    [InlineData("{ companies(is: ", "true false")]
    [InlineData("{ companies(where: { ", "status name not many")]
    [InlineData("{ companies(where: { name: \"a\", ", "status not many")]
    [InlineData("{ companies(where: { status: ACT", "ACTIVE")]
    [InlineData("{ companies(where: { not: { status: CLOSED } ", "status name many")]
    [InlineData("{ companies(where: { many: [{ name: \"a\" }, { ", "status name not many")]
    [InlineData("query($take: Int, $other: Filter) { companies(take: $", "take other")]
    [InlineData("query($take: Int, $other: Filter) { companies(take: $t", "take")]
    [InlineData("query($a: Fil", "Filter")]
    [InlineData("{ found { ... on ", "Company Person Found")]
    [InlineData("{ found { ... on Company { ", "name address __typename old")]
    [InlineData("{ found { ...", "F on")]
    [InlineData("fragment F on Com", "Company")]
    [InlineData("fragment F on Company { ", "name address __typename old")]
    [InlineData("{ companies @inc", "include")]
    [InlineData("{ companies @include(", "if")]
    [InlineData("{ companies @include(if: true) { ", "name address __typename old")]
    [InlineData("{ companies { # a comment", "")]
    [InlineData("{ companies(where: { name: \"nam", "")]
    [InlineData("{ nowhere { ", "")]
    [InlineData("{ } } ) ] : $ @ ... (", "")]
    public void Completions_follow_from_the_place_in_the_document(string before, string expected)
    {
        var found = DocumentCompletion.Find(s_schema, before, " } fragment F on Company { name }", out var start);

        Assert.Equal(expected, string.Join(' ', found.Select(candidate => candidate.Text)));
        Assert.Equal(before.Length - before.AsSpan().TrimEnd("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_").Length, before.Length - start);
    }

    [Fact]
    public void Deprecated_fields_come_last_and_are_marked()
    {
        var last = DocumentCompletion.Find(s_schema, "{ companies { ", "", out _)[^1];

        Assert.Equal(("old", true, "old: Int\nDeprecated: No longer supported"), (last.Text, last.IsDeprecated, last.Tip));
    }

    [Fact]
    public void A_document_cut_anywhere_is_no_error()
    {
        const string Document = "query Q($a: [Int!]! = [1], $b: Filter) @skip(if: true) { x: companies(take: 1, where: { many: [{ name: \"\"\"a\"\"\" }] }) { ...F ... on Company @include(if: $c) { name } } } fragment F on Company { name # c\n }";

        for (var length = 0; length <= Document.Length; length++)
            Assert.NotNull(DocumentCompletion.Find(s_schema, Document[..length], Document[length..], out _));
    }

    // PowerShell takes no empty text as a tip, and services write empty descriptions.
    [Fact]
    public void Every_candidate_has_a_tip()
    {
        var schema = SdlReader.Read("\"\" type Query { \"\" a(\"\" b: In): E } \"\" input In { \"\" c: E } \"\" enum E { \"\" V }");

        foreach (var before in (string[])["{ ", "{ a(", "{ a(b: { ", "{ a(b: { c: ", "query ($x: ", "fragment F on "])
            Assert.All(DocumentCompletion.Find(schema, before, "", out _), candidate => Assert.NotEmpty(candidate.Tip));
    }
}
