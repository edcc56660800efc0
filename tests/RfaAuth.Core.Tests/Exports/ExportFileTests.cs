using RfaAuth.Core.Tests.GraphQL.Paging;

namespace RfaAuth.Core.Tests.Exports;

public sealed class ExportFileTests
{
    private readonly MemoryFiles _files = new();

    [Fact]
    public void Lines_end_each_with_a_line_feed()
    {
        new ExportRun(Paged.Offset, 2, ExportFormat.Lines).Run(_files, isResume: false);

        Assert.Equal("{\"id\":0,\"name\":\"n0\",\"at\":null}\n{\"id\":1,\"name\":\"n1\",\"at\":{\"town\":\"t1\"}}\n", _files.Text(ExportRun.Path));
    }

    [Theory]
    [InlineData(0, "[]\n")]
    [InlineData(1, "[\n{\"id\":0,\"name\":\"n0\",\"at\":null}\n]\n")]
    [InlineData(2, "[\n{\"id\":0,\"name\":\"n0\",\"at\":null},\n{\"id\":1,\"name\":\"n1\",\"at\":{\"town\":\"t1\"}}\n]\n")]
    public void A_list_is_one_document(int count, string text)
    {
        new ExportRun(Paged.Offset, count, ExportFormat.Json) { PageSize = 1 }.Run(_files, isResume: false);

        Assert.Equal(text, _files.Text(ExportRun.Path));
    }

    [Theory]
    [InlineData(0, "id,name,at.town\r\n")]
    [InlineData(2, "id,name,at.town\r\n0,n0,\r\n1,n1,t1\r\n")]
    public void A_table_has_its_header_also_without_rows(int count, string text)
    {
        new ExportRun(Paged.Offset, count, ExportFormat.Csv).Run(_files, isResume: false);

        Assert.Equal(text, _files.Text(ExportRun.Path));
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_when_the_new_one_is_complete()
    {
        _files.Content[ExportRun.Path] = "old"u8.ToArray();
        var run = new ExportRun(Paged.Offset, 9, ExportFormat.Lines);

        Assert.Throws<KilledException>(() => run.Run(_files.Start(20), isResume: false));
        Assert.Equal("old", _files.Text(ExportRun.Path));

        run.Run(_files.Start(null), isResume: false);
        Assert.Equal(9, _files.Text(ExportRun.Path).Count(c => c == '\n'));
        Assert.Contains(run.Warnings, warning => warning.Contains("-Resume would have gone on", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_there_stays_with_NoClobber()
    {
        _files.Content[ExportRun.Path] = "old"u8.ToArray();

        var exception = Assert.Throws<RfaException>(() => new ExportRun(Paged.Offset, 9, ExportFormat.Lines) { NoClobber = true }.Run(_files, isResume: false));

        Assert.Equal(ErrorCodes.OutFileExists, exception.ErrorCode);
        Assert.Equal([ExportRun.Path], _files.Content.Keys);
    }

    [Theory]
    [InlineData("a\nb", "a\nb\n")]
    [InlineData("a\nb\n", "a\nb\n")]
    [InlineData("", "")]
    public void Lines_are_appended_behind_the_last_one(string before, string begin)
    {
        _files.Content[ExportRun.Path] = System.Text.Encoding.UTF8.GetBytes(before);

        new ExportRun(Paged.Offset, 1, ExportFormat.Lines) { IsAppend = true }.Run(_files, isResume: false);

        Assert.Equal(begin + "{\"id\":0,\"name\":\"n0\",\"at\":null}\n", _files.Text(ExportRun.Path));
    }

    [Theory]
    [InlineData("id,name,at.town\r\n7,n7,t7\r\n", "id,name,at.town\r\n7,n7,t7\r\n0,n0,\r\n")]
    [InlineData("\uFEFF\"id\",\"name\",\"at.town\"\n\"7\",,", "\uFEFF\"id\",\"name\",\"at.town\"\n\"7\",,\r\n0,n0,\r\n")]
    [InlineData("id,name,at\r\n", "id,name,at\r\n0,n0,\r\n")]
    [InlineData("", "id,name,at.town\r\n0,n0,\r\n")]
    public void Rows_are_appended_to_a_table_with_the_same_columns(string before, string after)
    {
        _files.Content[ExportRun.Path] = System.Text.Encoding.UTF8.GetBytes(before);

        new ExportRun(Paged.Offset, 1, ExportFormat.Csv) { IsAppend = true }.Run(_files, isResume: false);

        Assert.Equal(after, _files.Text(ExportRun.Path));
    }

    [Theory]
    [InlineData("id,name\r\n", ExportFormat.Csv)]
    [InlineData("name,id,at.town\r\n", ExportFormat.Csv)]
    [InlineData("{\0\"\0", ExportFormat.Lines)]
    public void What_does_not_fit_is_not_appended(string before, object format)
    {
        _files.Content[ExportRun.Path] = System.Text.Encoding.UTF8.GetBytes(before);

        var exception = Assert.Throws<RfaException>(() => new ExportRun(Paged.Offset, 1, (ExportFormat)format) { IsAppend = true }.Run(_files, isResume: false));

        Assert.Equal(ErrorCodes.InvalidOutFile, exception.ErrorCode);
        Assert.Equal(before, _files.Text(ExportRun.Path));
        Assert.Equal([ExportRun.Path], _files.Content.Keys);
    }

    [Fact]
    public void Another_command_does_not_go_on()
    {
        BreakOff(new ExportRun(Paged.Offset, 9, ExportFormat.Lines));
        var before = _files.Content.ToDictionary();

        var exception = Assert.Throws<RfaException>(() => new ExportRun(Paged.Offset, 9, ExportFormat.Lines) { Document = "another one" }.Run(_files, isResume: true));

        Assert.Equal(ErrorCodes.InvalidResume, exception.ErrorCode);
        Assert.Contains("document", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("variables", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, _files.Content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"RfaAuth export 2\"}")]
    [InlineData("not JSON")]
    public void A_record_that_cannot_be_read_has_the_export_start_again(string record) => AssertStartsAgain(files => files[ExportRun.Path + ".resume"] = System.Text.Encoding.UTF8.GetBytes(record));

    [Fact]
    public void A_file_that_is_gone_has_the_export_start_again() => AssertStartsAgain(files => files.Remove(ExportRun.Path + ".partial"));

    [Fact]
    public void A_file_that_is_shorter_than_its_record_has_the_export_start_again() => AssertStartsAgain(files => files[ExportRun.Path + ".partial"] = [1]);

    [Fact]
    public void The_file_to_which_is_appended_must_not_change()
    {
        _files.Content[ExportRun.Path] = "a\n"u8.ToArray();
        var run = new ExportRun(Paged.Offset, 9, ExportFormat.Lines) { IsAppend = true };
        BreakOff(run);
        _files.Content[ExportRun.Path] = "a\nb\n"u8.ToArray();

        Assert.Equal(ErrorCodes.InvalidResume, Assert.Throws<RfaException>(() => run.Run(_files, isResume: true)).ErrorCode);
    }

    [Fact]
    public void An_export_that_was_killed_after_its_end_does_not_append_again_even_if_others_have_appended_since()
    {
        var run = new ExportRun(Paged.Offset, 9, ExportFormat.Lines) { IsAppend = true };
        _files.Content[ExportRun.Path] = "a\n"u8.ToArray();
        run.Run(_files.Start(null), isResume: false);
        var lastStep = _files.Steps;
        for (var seed = 0; !_files.Content.ContainsKey(ExportRun.Path + ".resume"); seed++)
        {
            _files.Content[ExportRun.Path] = "a\n"u8.ToArray();
            Assert.Throws<KilledException>(() => run.Run(_files.Start(lastStep, seed), isResume: false));
        }

        Assert.Equal(10, _files.Text(ExportRun.Path).Count(c => c == '\n'));
        _files.Content[ExportRun.Path] = [.. _files.Content[ExportRun.Path], .. "b\n"u8];

        Assert.True(run.Run(_files.Start(null), isResume: true).IsResumed);
        Assert.Equal(11, _files.Text(ExportRun.Path).Count(c => c == '\n'));
        Assert.Equal([ExportRun.Path], _files.Content.Keys);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a\n")]
    public void A_file_that_changes_while_the_export_appends_to_it_is_not_replaced(string? before)
    {
        if (before is not null)
            _files.Content[ExportRun.Path] = System.Text.Encoding.UTF8.GetBytes(before);
        var target = new ExportTarget(ExportRun.Path, ExportFormat.Lines, new Dictionary<string, string>()) { IsAppend = true, IsResume = true };
        using (var file = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance))
        {
            file.Add([ExportRun.Item(1L)], new PagerState(1L, 1));
            _files.Content[ExportRun.Path] = System.Text.Encoding.UTF8.GetBytes(before + "another line\n");

            Assert.Equal(ErrorCodes.InvalidOutFile, Assert.Throws<RfaException>(file.Complete).ErrorCode);
            file.Abandon();
        }

        Assert.Equal(before + "another line\n", _files.Text(ExportRun.Path));
        Assert.StartsWith(before + "{\"id\":1,", _files.Text(target.PartialPath), StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.InvalidResume, Assert.Throws<RfaException>(() => ExportFile.Open(_files, target, _ => { }, SystemClock.Instance)).ErrorCode);
    }

    [Fact]
    public void Nothing_is_left_behind_where_the_disk_has_no_space_for_a_first_record()
    {
        var target = new ExportTarget(ExportRun.Path, ExportFormat.Lines, new Dictionary<string, string>());
        _files.Space = 100;
        using (var file = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance))
        {
            Assert.Equal(ErrorCodes.FileUnwritable, Assert.Throws<RfaException>(() => file.Add([ExportRun.Item(1L)], new PagerState(1L, 1))).ErrorCode);
            Assert.Throws<RfaException>(file.Abandon);
        }

        Assert.Empty(_files.Content);
    }

    [Fact]
    public void A_record_for_which_there_is_no_space_leaves_the_one_before()
    {
        var target = new ExportTarget(ExportRun.Path, ExportFormat.Lines, new Dictionary<string, string>()) { IsResume = true, RecordInterval = TimeSpan.Zero };
        using (var file = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance))
        {
            file.Add([ExportRun.Item(1L)], new PagerState(1L, 1));
            _files.Space = _files.Content.Values.Sum(content => content.Length) + 100;
            Assert.Throws<RfaException>(() => file.Add([ExportRun.Item(2L)], new PagerState(2L, 2)));
            Assert.Throws<RfaException>(file.Abandon);
        }

        Assert.Equal([target.PartialPath, target.RecordPath], _files.Content.Keys.Order());
        using var next = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance);
        Assert.Equal(1, next.Items);
    }

    [Fact]
    public void What_was_written_counts_also_before_it_broke_off()
    {
        var run = new ExportRun(Paged.Offset, 9, ExportFormat.Lines);
        BreakOff(run);

        var file = run.Run(_files.Start(null), isResume: true);

        Assert.True(file.IsResumed);
        Assert.Equal((9, 3, _files.Content[ExportRun.Path].Length), (file.Items, file.Pages, file.Bytes));
    }

    [Fact]
    public void An_export_that_nothing_is_known_of_leaves_no_file()
    {
        using var file = ExportFile.Open(_files, new ExportTarget(ExportRun.Path, ExportFormat.Lines, new Dictionary<string, string>()), _ => { }, SystemClock.Instance);

        file.Abandon();

        Assert.Empty(_files.Content);
    }

    [Fact]
    public void A_failure_in_good_order_has_its_last_page_recorded()
    {
        var target = new ExportTarget(ExportRun.Path, ExportFormat.Lines, new Dictionary<string, string>()) { RecordInterval = TimeSpan.MaxValue, IsResume = true };
        using (var file = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance))
        {
            for (var page = 1; page <= 3; page++)
                file.Add([ExportRun.Item((long)page)], new PagerState((long)page, page));
            file.Abandon();
        }

        using var next = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance);

        Assert.Equal((3L, 3L), (next.State!.Start, next.Items));
    }

    [Fact]
    public void What_counts_is_right_where_the_disk_is_full_in_the_middle_of_a_page()
    {
        var target = new ExportTarget(ExportRun.Path, ExportFormat.Lines, new Dictionary<string, string>()) { RecordInterval = TimeSpan.MaxValue, IsResume = true };
        using (var file = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance))
        {
            file.Add([ExportRun.Item(1L)], new PagerState(1L, 1));
            file.Add([ExportRun.Item(2L)], new PagerState(2L, 2));
            _files.Space = _files.Content.Values.Sum(content => content.Length) + 10;
            Assert.Throws<RfaException>(() => file.Add([ExportRun.Item(3L)], new PagerState(3L, 3)));
            _files.Space = int.MaxValue;
            file.Abandon();
        }

        using var next = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance);

        Assert.Equal((2L, 2L, 2L), (next.State!.Start, next.Items, next.Pages));
        Assert.EndsWith("\"name\":\"n2\",\"at\":{\"town\":\"t2\"}}\n", _files.Text(target.PartialPath), StringComparison.Ordinal);
    }

    private void BreakOff(ExportRun run)
    {
        Assert.Throws<KilledException>(() => run.Run(_files.Start(20), isResume: false));
        Assert.Contains(ExportRun.Path + ".resume", _files.Content.Keys);
        _files.Start(null);
    }

    private void AssertStartsAgain(Action<Dictionary<string, byte[]>> damage)
    {
        var run = new ExportRun(Paged.Offset, 9, ExportFormat.Lines);
        BreakOff(run);
        damage(_files.Content);

        var file = run.Run(_files, isResume: true);

        Assert.False(file.IsResumed);
        Assert.Contains(run.Warnings, warning => warning.Contains("starts again", StringComparison.Ordinal));
        Assert.Equal(9, _files.Text(ExportRun.Path).Count(c => c == '\n'));
        Assert.Equal([ExportRun.Path], _files.Content.Keys);
    }
}
