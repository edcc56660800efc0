namespace RfaAuth.Core.Tests.Exports;

public sealed class ExportFormatTests
{
    [Theory]
    [InlineData("a.jsonl", null, ExportFormat.Lines)]
    [InlineData("a.ndjson", null, ExportFormat.Lines)]
    [InlineData("a.json", null, ExportFormat.Json)]
    [InlineData("a.b.CSV", null, ExportFormat.Csv)]
    [InlineData("a.csv", "Json", ExportFormat.Json)]
    [InlineData("a", "jsonl", ExportFormat.Lines)]
    public void The_name_decides_the_format_else_the_extension(string path, string? name, object format) => Assert.Equal((ExportFormat)format, ExportFormats.Choose(path, name));

    [Theory]
    [InlineData("folder.csv/a")]
    [InlineData("a.txt")]
    public void A_format_that_nothing_tells_is_an_error_with_the_extensions_that_do(string path)
    {
        var exception = Assert.Throws<RfaException>(() => ExportFormats.Choose(path, null));

        Assert.Equal(ErrorCodes.FormatRequired, exception.ErrorCode);
        Assert.EndsWith("Those that do are .jsonl, .ndjson, .json, .csv.", exception.Message, StringComparison.Ordinal);
    }
}
