namespace RfaAuth.Core.Tests.Exports;

/// <summary>A row is in the file as a whole, or not at all.</summary>
public sealed class RowAppenderTests
{
    private readonly MemoryFiles _files = new();

    [Theory]
    [InlineData(false, "n\n1\n2\n")]
    [InlineData(true, "\uFEFFn\n1\n2\n")]
    public void Rows_follow_the_existing_ones_and_a_byte_order_mark_is_written_once(bool hasMark, string text)
    {
        RowAppender.Append(_files, "failed.csv", "n\n1\n", new UTF8Encoding(hasMark));
        RowAppender.Append(_files, "failed.csv", "2\n", new UTF8Encoding(hasMark));

        Assert.Equal(text, _files.Text("failed.csv"));
    }

    [Fact]
    public void A_row_that_does_not_fit_on_the_disk_leaves_no_part_in_the_file()
    {
        RowAppender.Append(_files, "failed.csv", "amount,MayHaveRun\n10,true\n", new UTF8Encoding(false));
        _files.Space = 30;

        var error = Assert.Throws<RfaException>(() => RowAppender.Append(_files, "failed.csv", "1000,true\n", new UTF8Encoding(false)));

        Assert.Equal(ErrorCodes.FileUnwritable, error.ErrorCode);
        Assert.Equal("amount,MayHaveRun\n10,true\n", _files.Text("failed.csv"));

        _files.Space = 100;
        RowAppender.Append(_files, "failed.csv", "1000,true\n", new UTF8Encoding(false));
        Assert.Equal("amount,MayHaveRun\n10,true\n1000,true\n", _files.Text("failed.csv"));
    }
}
