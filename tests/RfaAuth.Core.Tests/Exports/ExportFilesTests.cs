namespace RfaAuth.Core.Tests.Exports;

/// <summary>The file system itself.</summary>
public sealed class ExportFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly ExportFiles _files = ExportFiles.Instance;

    private string Path => System.IO.Path.Combine(_folder.FullName, "a[1].jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Written_text_is_in_the_file_before_it_is_closed()
    {
        using var stream = _files.Open(Path);
        stream.Write("abc"u8.ToArray(), 2);
        stream.Flush();

        Assert.Equal((2L, 2L), (_files.LengthOf(Path), stream.Length));
    }

    [Fact]
    public void An_existing_file_can_be_cut_and_continued()
    {
        File.WriteAllText(Path, "abcdef");
        using (var stream = _files.Open(Path))
        {
            Assert.Equal(6, stream.Length);
            stream.Cut(3);
            stream.Write("X"u8.ToArray(), 1);
        }

        Assert.Equal("abcX", File.ReadAllText(Path));
    }

    [Fact]
    public void Rows_are_appended_behind_those_of_a_real_file()
    {
        RowAppender.Append(_files, Path, "n\n1\n", Encoding.ASCII);
        RowAppender.Append(_files, Path, "2\n", Encoding.ASCII);

        Assert.Equal("n\n1\n2\n", File.ReadAllText(Path));
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using var stream = _files.Open(Path);

        Assert.Equal(ErrorCodes.FileUnwritable, Assert.Throws<RfaException>(() => _files.Open(Path)).ErrorCode);
    }

    [Theory]
    [InlineData(true, true, "new")]
    [InlineData(true, false, "new")]
    [InlineData(false, false, "new")]
    public void A_file_is_renamed_to_its_final_name(bool overwrites, bool isThere, string content)
    {
        File.WriteAllText(Path + ".partial", "new");
        if (isThere)
            File.WriteAllText(Path, "old");

        _files.Rename(Path + ".partial", Path, overwrites);

        Assert.Equal(content, File.ReadAllText(Path));
        Assert.Null(_files.LengthOf(Path + ".partial"));
    }

    [Fact]
    public void A_file_that_appeared_meanwhile_is_not_replaced_unless_asked()
    {
        File.WriteAllText(Path + ".partial", "new");
        File.WriteAllText(Path, "old");

        Assert.Equal(ErrorCodes.FileUnwritable, Assert.Throws<RfaException>(() => _files.Rename(Path + ".partial", Path, overwrites: false)).ErrorCode);
        Assert.Equal("old", File.ReadAllText(Path));
    }

    [Fact]
    public void An_error_of_the_system_names_the_path()
    {
        var nowhere = System.IO.Path.Combine(_folder.FullName, "none", "a.jsonl");

        var exception = Assert.Throws<RfaException>(() => _files.Open(nowhere));

        Assert.Equal(ErrorCodes.FileUnwritable, exception.ErrorCode);
        Assert.Contains(nowhere, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_is_no_file_is_an_error_like_the_others(string name) =>
        Assert.Equal(ErrorCodes.FileUnwritable, Assert.Throws<RfaException>(() => _files.Open(System.IO.Path.Combine(_folder.FullName, name))).ErrorCode);

    [Fact]
    public void A_deleted_file_is_gone()
    {
        File.WriteAllText(Path, "a");

        _files.Delete(Path);

        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void Deleting_a_missing_file_is_no_error() => _files.Delete(Path);
}
