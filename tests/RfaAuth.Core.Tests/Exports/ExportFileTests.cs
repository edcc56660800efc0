using RfaAuth.Core.Tests.GraphQL.Paging;

namespace RfaAuth.Core.Tests.Exports;

public sealed class ExportFileTests
{
    private readonly MemoryFiles _files = new();

    [Theory]
    [InlineData(ExportFormat.Lines, 2, "{\"id\":0,\"name\":\"n0\",\"at\":null}\n{\"id\":1,\"name\":\"n1\",\"at\":{\"town\":\"t1\"}}\n")]
    [InlineData(ExportFormat.Json, 0, "[]\n")]
    [InlineData(ExportFormat.Json, 1, "[\n{\"id\":0,\"name\":\"n0\",\"at\":null}\n]\n")]
    [InlineData(ExportFormat.Json, 2, "[\n{\"id\":0,\"name\":\"n0\",\"at\":null},\n{\"id\":1,\"name\":\"n1\",\"at\":{\"town\":\"t1\"}}\n]\n")]
    [InlineData(ExportFormat.Csv, 0, "id,name,at.town\r\n")]
    [InlineData(ExportFormat.Csv, 2, "id,name,at.town\r\n0,n0,\r\n1,n1,t1\r\n")]
    public void A_file_has_the_lines_of_its_format(object format, int count, string text)
    {
        new ExportRun(Paged.Offset, count, (ExportFormat)format) { PageSize = 1 }.Run(_files, isResume: false);

        Assert.Equal(text, _files.Text(ExportRun.Path));
    }

    [Fact]
    public void An_existing_file_is_replaced_when_the_new_one_is_complete()
    {
        _files.Content[ExportRun.Path] = "old"u8.ToArray();
        var run = new ExportRun(Paged.Offset, 9, ExportFormat.Lines);

        Assert.Throws<KilledException>(() => run.Run(_files.Start(20), isResume: false));
        Assert.Equal("old", _files.Text(ExportRun.Path));

        run.Run(_files.Start(null), isResume: false);
        Assert.Equal(9, _files.Text(ExportRun.Path).Count(c => c == '\n'));
        Assert.Contains(run.Warnings, warning => warning.Contains("To go on with an export, pass -Resume", StringComparison.Ordinal));
    }

    [Fact]
    public void An_existing_file_stays_with_NoClobber()
    {
        _files.Content[ExportRun.Path] = "old"u8.ToArray();

        var exception = Assert.Throws<RfaException>(() => new ExportRun(Paged.Offset, 9, ExportFormat.Lines) { NoClobber = true }.Run(_files, isResume: false));

        Assert.Equal(ErrorCodes.OutFileExists, exception.ErrorCode);
        Assert.Equal([ExportRun.Path], _files.Content.Keys);
    }

    [Fact]
    public void A_new_file_is_written_with_NoClobber()
    {
        new ExportRun(Paged.Offset, 9, ExportFormat.Lines) { NoClobber = true }.Run(_files, isResume: false);

        Assert.Equal([ExportRun.Path], _files.Content.Keys);
    }

    /// <summary>The items of the first page may be fewer than those of the next ones.</summary>
    [Theory]
    [InlineData(ExportFormat.Json, "[\n1,\n2,\n3,\n4,\n5,\n6\n]\n")]
    [InlineData(ExportFormat.Lines, "1\n2\n3\n4\n5\n6\n")]
    [InlineData(ExportFormat.Body, "123456")]
    public void Pages_of_any_length_make_one_file(object format, string text)
    {
        using var file = Open(Target((ExportFormat)format));

        foreach (var page in new[] { "[1]", "[]", "[2,3]", "[4,5,6]" })
            file.Add(RawTree.Items(RawJson.Of(page))!, new PagerState(1L, 1));
        file.Complete();

        Assert.Equal(text, _files.Text(ExportRun.Path));
        Assert.Equal((6, 4, text.Length), (file.Items, file.Pages, file.Bytes));
        Assert.Empty(_files.RenamedEarly);
    }

    [Fact]
    public void A_single_value_is_written_without_a_list()
    {
        using var file = Open(Target(ExportFormat.Json));

        file.AddValue(RawJson.Of("""{"a":1}"""));
        file.Complete();

        Assert.Equal("{\"a\":1}\n", _files.Text(ExportRun.Path));
    }

    /// <summary>The last page is not the end of a file: some text may follow.</summary>
    [Fact]
    public void The_last_page_is_not_recorded_before_the_file_ends()
    {
        using var file = Open(Target(ExportFormat.Json));

        file.Add([RawJson.Of("1")], null);

        Assert.Equal((true, false), (file.IsRecorded, file.HasRecord));
        Assert.DoesNotContain(ExportRun.Path + ".resume", _files.Content.Keys);
    }

    [Fact]
    public void A_page_is_on_the_disk_before_its_record()
    {
        var target = Target(ExportFormat.Lines);
        using var file = Open(target);

        file.Add([RawJson.Of("1")], new PagerState(1L, 1));

        Assert.Equal((true, true), (file.IsRecorded, file.HasRecord));
        Assert.Equal(2, _files.Flushed[target.PartialPath]);
        Assert.Equal(2, ExportRecordText.Read(_files.Text(target.RecordPath))!.Bytes);
    }

    [Fact]
    public void A_new_export_removes_the_record_of_the_earlier_one_first()
    {
        var target = Target(ExportFormat.Lines);
        using (var file = Open(target))
        {
            file.Add([RawJson.Of("1")], new PagerState(1L, 1));
            file.Abandon();
        }

        using var next = Open(target);

        Assert.Equal([target.PartialPath], _files.Content.Keys);
        Assert.Empty(_files.Content[target.PartialPath]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Discard_leaves_nothing(bool isRecorded)
    {
        var clock = new ManualClock();
        using var file = ExportFile.Open(_files, Target(ExportFormat.Lines) with { RecordInterval = TimeSpan.FromHours(1) }, _ => { }, clock);
        file.Add([RawJson.Of("1")], new PagerState(1L, 1));
        if (!isRecorded)
            file.Add([RawJson.Of("2")], new PagerState(2L, 2));
        Assert.Equal(isRecorded, file.IsRecorded);

        file.Discard();
        file.Abandon();

        Assert.Empty(_files.Content);
        Assert.Empty(_files.OpenFiles);
        Assert.False(file.HasRecord);
    }

    /// <summary>
    /// The first page is empty, so the columns are not known when the export breaks off, unless the existing file has a header. Without it they
    /// follow from the first item.
    /// </summary>
    [Theory]
    [InlineData(null, "[]", "id,tags,at.town\r\n1,[],\r\n")]
    [InlineData("", "[]", "id,tags,at.town\r\n1,[],\r\n")]
    [InlineData("id,tags,at.town\r\n0,,\r\n", "null", "id,tags,at.town\r\n0,,\r\n1,,\r\n")]
    public void The_columns_of_a_resumed_file_are_those_of_its_header(string? existing, string firstTags, string start)
    {
        if (existing is not null)
            _files.Content[ExportRun.Path] = Encoding.UTF8.GetBytes(existing);
        AddPage(isResume: false, isLast: false);
        AddPage(isResume: true, isLast: false, $$"""{"id":1,"tags":{{firstTags}},"at":null}""");
        AddPage(isResume: true, isLast: false, """{"id":2,"tags":null,"at":{"town":"t"}}""");

        AddPage(isResume: true, isLast: true, """{"id":3,"tags":[{"name":"b"}],"at":null}""");

        Assert.Equal(start + "2,,t\r\n3,\"[{\"\"name\"\":\"\"b\"\"}]\",\r\n", _files.Text(ExportRun.Path));

        void AddPage(bool isResume, bool isLast, params string[] items)
        {
            var columns = Columns.Of(new GraphQLRequest("{ list { id tags { name } at { town } } }"), ["list"], null);
            using var file = Open(Target(ExportFormat.Csv) with { IsAppend = true, IsResume = isResume, Columns = columns });
            file.Add([.. items.Select(RawJson.Of)], isLast ? null : new PagerState(1L, 1));
            if (isLast)
                file.Complete();
            else
                file.Abandon();
        }
    }

    [Theory]
    [InlineData(ExportFormat.Lines, "a\nb", "a\nb\n{\"id\":0,\"name\":\"n0\",\"at\":null}\n")]
    [InlineData(ExportFormat.Lines, "a", "a\n{\"id\":0,\"name\":\"n0\",\"at\":null}\n")]
    [InlineData(ExportFormat.Lines, "a\nb\n", "a\nb\n{\"id\":0,\"name\":\"n0\",\"at\":null}\n")]
    [InlineData(ExportFormat.Lines, "", "{\"id\":0,\"name\":\"n0\",\"at\":null}\n")]
    [InlineData(ExportFormat.Csv, "id,name,at.town\r\n7,n7,t7\r\n", "id,name,at.town\r\n7,n7,t7\r\n0,n0,\r\n")]
    [InlineData(ExportFormat.Csv, "\uFEFF\"id\",\"name\",\"at.town\"\n\"7\",,", "\uFEFF\"id\",\"name\",\"at.town\"\n\"7\",,\r\n0,n0,\r\n")]
    [InlineData(ExportFormat.Csv, "id,name,at\r\n", "id,name,at\r\n0,n0,\r\n")]
    [InlineData(ExportFormat.Csv, "", "id,name,at.town\r\n0,n0,\r\n")]
    public void Lines_and_rows_are_appended_on_new_lines(object format, string before, string after)
    {
        _files.Content[ExportRun.Path] = Encoding.UTF8.GetBytes(before);

        new ExportRun(Paged.Offset, 1, (ExportFormat)format) { IsAppend = true }.Run(_files, isResume: false);

        Assert.Equal(after, _files.Text(ExportRun.Path));
    }

    [Theory]
    [InlineData("id,name\r\n", ExportFormat.Csv)]
    [InlineData("name,id,at.town\r\n", ExportFormat.Csv)]
    [InlineData("\n", ExportFormat.Csv)]
    [InlineData("{\0\"\0", ExportFormat.Lines)]
    [InlineData("\0{\0\"", ExportFormat.Lines)]
    public void Content_of_another_form_is_not_appended(string before, object format)
    {
        _files.Content[ExportRun.Path] = Encoding.UTF8.GetBytes(before);

        var exception = Assert.Throws<RfaException>(() => new ExportRun(Paged.Offset, 1, (ExportFormat)format) { IsAppend = true }.Run(_files, isResume: false));

        Assert.Equal(ErrorCodes.InvalidOutFile, exception.ErrorCode);
        Assert.Equal(before, _files.Text(ExportRun.Path));
        Assert.Equal([ExportRun.Path], _files.Content.Keys);
    }

    [Fact]
    public void Resume_of_another_command_is_an_error()
    {
        BreakOff(new ExportRun(Paged.Offset, 9, ExportFormat.Lines));
        var before = _files.Content.ToDictionary();

        var exception = Assert.Throws<RfaException>(() => new ExportRun(Paged.Offset, 9, ExportFormat.Lines) { Document = "another one" }.Run(_files, isResume: true));

        Assert.Equal(ErrorCodes.InvalidResume, exception.ErrorCode);
        Assert.Contains("document", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("variables", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, _files.Content);
        Assert.Empty(_files.OpenFiles);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"RfaAuth export 2\"}")]
    [InlineData("not JSON")]
    public void An_export_starts_again_if_its_record_cannot_be_read(string record) => AssertStartsAgain(files => files[ExportRun.Path + ".resume"] = Encoding.UTF8.GetBytes(record));

    [Fact]
    public void An_export_starts_again_if_its_file_is_missing() => AssertStartsAgain(files => files.Remove(ExportRun.Path + ".partial"));

    [Fact]
    public void An_export_starts_again_if_its_file_is_shorter_than_the_record_says() => AssertStartsAgain(files => files[ExportRun.Path + ".partial"] = [1]);

    [Fact]
    public void An_export_that_appends_is_an_error_if_its_file_changed()
    {
        _files.Content[ExportRun.Path] = "a\n"u8.ToArray();
        var run = new ExportRun(Paged.Offset, 9, ExportFormat.Lines) { IsAppend = true };
        BreakOff(run);
        _files.Content[ExportRun.Path] = "a\nb\n"u8.ToArray();

        Assert.Equal(ErrorCodes.InvalidResume, Assert.Throws<RfaException>(() => run.Run(_files, isResume: true)).ErrorCode);
    }

    [Fact]
    public void An_export_that_was_killed_after_its_end_does_not_append_again()
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
    public void A_file_that_changes_during_an_appending_export_is_not_replaced(string? before)
    {
        if (before is not null)
            _files.Content[ExportRun.Path] = Encoding.UTF8.GetBytes(before);
        var target = new ExportTarget(ExportRun.Path, ExportFormat.Lines, new Dictionary<string, string>()) { IsAppend = true, IsResume = true };
        using (var file = ExportFile.Open(_files, target, _ => { }, SystemClock.Instance))
        {
            file.Add([ExportRun.Item(1L)], new PagerState(1L, 1));
            _files.Content[ExportRun.Path] = Encoding.UTF8.GetBytes(before + "another line\n");

            Assert.Equal(ErrorCodes.InvalidOutFile, Assert.Throws<RfaException>(file.Complete).ErrorCode);
            file.Abandon();
        }

        Assert.Equal(before + "another line\n", _files.Text(ExportRun.Path));
        Assert.StartsWith(before + "{\"id\":1,", _files.Text(target.PartialPath), StringComparison.Ordinal);
        var refused = Assert.Throws<RfaException>(() => ExportFile.Open(_files, target, _ => { }, SystemClock.Instance));
        Assert.Equal(ErrorCodes.InvalidResume, refused.ErrorCode);
        // The command is right but cannot go on, so the usual advice would not help.
        Assert.Contains("Add that by hand", refused.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_left_if_the_disk_has_no_space_for_the_first_record()
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
    public void The_last_record_stays_if_the_disk_has_no_space_for_the_next()
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
    public void Items_written_before_the_failure_are_counted()
    {
        var run = new ExportRun(Paged.Offset, 9, ExportFormat.Lines);
        BreakOff(run);

        var file = run.Run(_files.Start(null), isResume: true);

        Assert.True(file.IsResumed);
        Assert.Equal((9, 3, _files.Content[ExportRun.Path].Length), (file.Items, file.Pages, file.Bytes));
    }

    [Fact]
    public void An_abandoned_export_without_a_page_leaves_no_file()
    {
        using var file = ExportFile.Open(_files, new ExportTarget(ExportRun.Path, ExportFormat.Lines, new Dictionary<string, string>()), _ => { }, SystemClock.Instance);

        file.Abandon();

        Assert.Empty(_files.Content);
    }

    [Fact]
    public void An_abandoned_export_records_its_last_page()
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
    public void The_record_is_correct_if_the_disk_is_full_within_a_page()
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

    private static ExportTarget Target(ExportFormat format) =>
        new(ExportRun.Path, format, new Dictionary<string, string>()) { RecordInterval = TimeSpan.Zero };

    private ExportFile Open(ExportTarget target) => ExportFile.Open(_files, target, _ => { }, SystemClock.Instance);

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
        Assert.Contains("starts again", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(9, _files.Text(ExportRun.Path).Count(c => c == '\n'));
        Assert.Equal([ExportRun.Path], _files.Content.Keys);
    }
}
