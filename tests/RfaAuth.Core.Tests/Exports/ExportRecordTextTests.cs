namespace RfaAuth.Core.Tests.Exports;

/// <summary>The text of a record. A later version must still read it.</summary>
public sealed class ExportRecordTextTests
{
    private static readonly Fingerprint s_fingerprint = new("salt", new Dictionary<string, string> { ["document"] = "h1", ["variables"] = "h2" });

    private const string List = """
        {"format":"RfaAuth export 1","bytes":11,"items":12,"pages":13,"appended":14,"position":{"start":"c","given":21,"before":22,"size":23,"lowerings":2,"drop":24,"left":25,"firstCount":26,"firstTotal":27,"pageLow":-28,"pageHigh":29},"listColumns":["a","b.c"],"salt":"salt","sha256":{"document":"h1","variables":"h2"}}
        """;

    private const string Batch = """
        {"format":"RfaAuth export 1","bytes":11,"items":12,"pages":13,"appended":null,"batch":{"inputs":31,"digest":"d","failed":32,"unknown":33,"failedFile":"f.csv","failedRows":34,"isComplete":true,"inFlight":{"35":"e","36":"f"}},"salt":"salt","sha256":{"document":"h1","variables":"h2"}}
        """;

    private const string Complete = """
        {"format":"RfaAuth export 1","bytes":0,"items":0,"pages":0,"appended":null,"salt":"salt","sha256":{"document":"h1","variables":"h2"}}
        """;

    [Fact]
    public void All_of_the_record_of_a_list_is_written() => Assert.Equal(List, ExportRecordText.Write(new ExportRecord(s_fingerprint, 11, 12, 13)
    {
        Appended = 14,
        Lists = ["a", "b.c"],
        State = new PagerState("c", 21) { Before = 22, Size = 23, Lowerings = 2, Drop = 24, Left = 25, FirstCount = 26, FirstTotal = 27, LastPage = new Digest(-28, 29) },
    }));

    [Fact]
    public void All_of_the_record_of_a_batch_is_written() => Assert.Equal(Batch, ExportRecordText.Write(new ExportRecord(s_fingerprint, 11, 12, 13)
    {
        Batch = new BatchState(31, "d")
        {
            Failed = 32, Unknown = 33, FailedFile = "f.csv", FailedRows = 34, IsComplete = true, InFlight = new Dictionary<long, string> { [36] = "f", [35] = "e" },
        },
    }));

    [Theory]
    [InlineData(List, false)]
    [InlineData(Batch, true)]
    [InlineData(Complete, true)]
    public void What_was_written_is_read(string text, bool isComplete)
    {
        var record = ExportRecordText.Read(text)!;

        Assert.Equal(text, ExportRecordText.Write(record));
        Assert.Equal(isComplete, record.IsComplete);
    }

    /// <summary>A list whose place is not readable must not count as complete, and a mutation in flight must not be forgotten.</summary>
    [Theory]
    [InlineData(List, "\"format\":\"RfaAuth export 1\"", "\"format\":\"RfaAuth export 2\"")]
    [InlineData(List, "\"bytes\":11", "\"bytes\":-11")]
    [InlineData(List, "\"items\":12", "\"items\":\"12\"")]
    [InlineData(List, "\"pages\":13", "\"pages\":1.5")]
    [InlineData(List, "\"salt\":\"salt\"", "\"salt\":1")]
    [InlineData(List, "\"sha256\":{", "\"sha\":{")]
    [InlineData(List, "\"given\":21", "\"given\":null")]
    [InlineData(List, "\"lowerings\":2", "\"lowerings\":null")]
    [InlineData(List, "\"drop\":24", "\"drop\":-24")]
    [InlineData(List, "\"firstCount\":26", "\"first\":26")]
    [InlineData(Complete, "\"appended\":null", "\"position\":5")]
    [InlineData(Complete, "\"appended\":null", "\"batch\":[]")]
    [InlineData(Batch, "\"inputs\":31", "\"inputs\":-31")]
    [InlineData(Batch, "\"digest\":\"d\"", "\"digest\":null")]
    [InlineData(Batch, "\"failed\":32", "\"failed\":null")]
    [InlineData(Batch, "\"unknown\":33", "\"unknown\":null")]
    [InlineData(Batch, "\"failedRows\":34", "\"failedRows\":null")]
    [InlineData(Batch, "\"isComplete\":true", "\"isComplete\":1")]
    [InlineData(Batch, "\"inFlight\":{", "\"inAir\":{")]
    [InlineData(Batch, "\"35\":\"e\"", "\"-35\":\"e\"")]
    [InlineData(Batch, "\"35\":\"e\"", "\"x\":\"e\"")]
    [InlineData(Batch, "\"35\":\"e\"", "\"35\":1")]
    public void A_record_with_a_damaged_part_is_not_read(string text, string part, string damaged)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);

        Assert.Null(ExportRecordText.Read(text.Replace(part, damaged, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"appended\":14")]
    [InlineData("\"before\":22")]
    [InlineData("\"size\":23")]
    [InlineData("\"left\":25")]
    [InlineData("\"firstTotal\":27")]
    [InlineData("\"listColumns\":[\"a\",\"b.c\"]")]
    public void A_part_that_is_not_known_may_be_missing(string part) => Assert.NotNull(ExportRecordText.Read(List.Replace(part, "\"other\":0", StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"pageLow\":-28")]
    [InlineData("\"pageHigh\":29")]
    public void The_page_before_is_known_only_as_a_whole(string part) =>
        Assert.Null(ExportRecordText.Read(List.Replace(part, "\"other\":0", StringComparison.Ordinal))!.State!.LastPage);
}
