using System.Text;
using RfaAuth.Core.Exports;

namespace RfaAuth.Core.Tests.Exports;

/// <summary>A row is in the file as a whole, or not at all.</summary>
public sealed class WholeRowsTests
{
    private readonly MemoryFiles _files = new();

    [Fact]
    public void Rows_come_behind_those_that_are_there()
    {
        WholeRows.Append(_files, "failed.csv", "n\n1\n", new UTF8Encoding(false));
        WholeRows.Append(_files, "failed.csv", "2\n", new UTF8Encoding(false));

        Assert.Equal("n\n1\n2\n", _files.Text("failed.csv"));
    }

    [Fact]
    public void The_mark_of_an_encoding_is_written_once()
    {
        WholeRows.Append(_files, "failed.csv", "n\n", new UTF8Encoding(true));
        WholeRows.Append(_files, "failed.csv", "1\n", new UTF8Encoding(true));

        Assert.Equal("\uFEFFn\n1\n", _files.Text("failed.csv"));
    }

    [Fact]
    public void A_row_for_which_there_is_no_space_leaves_no_part_of_itself()
    {
        WholeRows.Append(_files, "failed.csv", "amount,MayHaveRun\n10,true\n", new UTF8Encoding(false));
        _files.Space = 30;

        var error = Assert.Throws<RfaException>(() => WholeRows.Append(_files, "failed.csv", "1000,true\n", new UTF8Encoding(false)));

        Assert.Equal(ErrorCodes.FileUnwritable, error.ErrorCode);
        Assert.Equal("amount,MayHaveRun\n10,true\n", _files.Text("failed.csv"));

        _files.Space = 100;
        WholeRows.Append(_files, "failed.csv", "1000,true\n", new UTF8Encoding(false));
        Assert.Equal("amount,MayHaveRun\n10,true\n1000,true\n", _files.Text("failed.csv"));
    }
}
