namespace RfaAuth.Core.Tests.GraphQL;

public sealed class DocumentCacheTests
{
    [Fact]
    public void A_document_is_read_once()
    {
        const string Text = "query CachedDocument { company { name } }";

        Assert.Same(DocumentCache.Get(Text), DocumentCache.Get(new string(Text)));
        Assert.NotSame(DocumentCache.Get(Text), DocumentCache.Get(Text + " "));
    }

    [Fact]
    public void A_long_or_wrong_document_is_not_cached()
    {
        var text = "{ a } #" + new string('x', 20_000);

        Assert.NotSame(DocumentCache.Get(text), DocumentCache.Get(text));
        Assert.Throws<GraphQLSyntaxException>(() => DocumentCache.Get("{"));
        Assert.Throws<GraphQLSyntaxException>(() => DocumentCache.Get("{"));
    }

    [Fact]
    public void Concurrent_reads_of_many_documents_are_correct() => Parallel.For(0, 500, i =>
        Assert.Equal($"Q{i % 100}", DocumentCache.Get($"query Q{i % 100} {{ a }}").Operations[0].Name));
}
