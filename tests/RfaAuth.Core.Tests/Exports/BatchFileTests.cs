namespace RfaAuth.Core.Tests.Exports;

public sealed class BatchFileTests
{
    // For what comes at once, unless it is broken.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly MemoryFiles _files = new();

    [Fact]
    public void A_mutation_is_in_the_record_from_before_it_is_sent_until_its_line_is_written()
    {
        using var file = Open(isMutation: true);
        var (first, second) = (file.Place("a"), file.Place("b"));
        Begin(file, first);
        Begin(file, second);
        Assert.Equal([0L, 1L], Record().InFlight.Keys);

        file.Finish(first, BatchRun.ItemsOf(0), state => state);

        Assert.Equal((1L, 1L), (Record().Inputs, Assert.Single(Record().InFlight).Key));
        Assert.Equal(_files.Content[BatchRun.Path + ".partial"].Length, _files.Text(BatchRun.Path + ".partial").IndexOf('\n', StringComparison.Ordinal) + 1);
    }

    /// <summary>The record counts the old lines too, or the next run would cut them off.</summary>
    [Theory]
    [InlineData("x\n", "x\n{\"id\":\"1.0\",\"at\":{\"town\":\"t\"}}\n{\"id\":\"1.1\",\"at\":{\"town\":\"t\"}}\n")]
    [InlineData("x", "x\n{\"id\":\"1.0\",\"at\":{\"town\":\"t\"}}\n{\"id\":\"1.1\",\"at\":{\"town\":\"t\"}}\n")]
    public void Lines_that_were_there_stay_if_the_batch_breaks_off_at_its_first_mutation(string before, string after)
    {
        _files.Content[BatchRun.Path] = Encoding.UTF8.GetBytes(before);
        var run = new BatchRun(true, ExportFormat.Lines, 1) { IsAppend = true };
        using (var file = BatchFile.Open(_files, run.Target(isResume: false), _ => { }, SystemClock.Instance))
        {
            Begin(file, file.Place("a"));
            file.Abandon();
        }

        using var next = BatchFile.Open(_files, run.Target(isResume: true), _ => { }, SystemClock.Instance);
        next.Finish(next.Place("a"), null, state => state);
        var second = next.Place("b");
        Begin(next, second);
        next.Finish(second, BatchRun.ItemsOf(1), state => state);
        next.Complete();

        Assert.Equal(after, _files.Text(BatchRun.Path));
    }

    /// <summary>Before a mutation is sent, its record and the name of the record must have reached the disk.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Data_and_records_are_on_the_disk_before_they_get_their_names(bool isMutation)
    {
        using var file = Open(isMutation);
        var input = file.Place("a");
        if (isMutation)
            Begin(file, input);
        file.Finish(input, BatchRun.ItemsOf(0), state => state);

        Assert.Equal(isMutation ? _files.Content[BatchRun.Path + ".resume"].Length : 0, _files.Flushed.GetValueOrDefault(BatchRun.Path + ".resume"));
        Assert.Equal(_files.Content[BatchRun.Path + ".partial"].Length, _files.Flushed[BatchRun.Path + ".partial"]);
        file.Complete();
        Assert.Empty(_files.RenamedEarly);
    }

    [Fact]
    public void A_new_batch_replaces_a_file_unless_it_should_go_on_with_one()
    {
        _files.Content[BatchRun.Path] = "old"u8.ToArray();
        using (var file = Open(isMutation: true))
            file.Abandon();

        var exception = Assert.Throws<RfaException>(() => Open(isMutation: true, isResume: true));

        Assert.Equal(ErrorCodes.OutFileExists, exception.ErrorCode);
        Assert.Contains("leave out -Resume", exception.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_is_not_in_the_record()
    {
        using var file = Open(isMutation: false);

        file.Finish(file.Place("a"), BatchRun.ItemsOf(0), state => state);

        Assert.Empty(Record().InFlight);
    }

    [Fact]
    public async Task One_write_of_the_record_is_for_all_mutations_that_wait()
    {
        var slow = new WatchedFiles(_files);
        slow.MayGoOn.Reset();
        using var file = BatchFile.Open(slow, new BatchRun(true, ExportFormat.Lines, 1).Target(isResume: false), _ => { }, SystemClock.Instance);
        IndexedInput[] inputs = [.. "abcdefgh".Select(name => file.Place($"{name}"))];
        var first = Task.Run(() => file.BeginAsync(inputs[0], CancellationToken.None));
        Assert.True(slow.IsWriting.Wait(s_patience));
        var others = inputs.Skip(1).Select(input => file.BeginAsync(input, CancellationToken.None)).ToList();

        slow.MayGoOn.Set();
        await first;
        await Task.WhenAll(others);

        Assert.Equal(2, slow.Records);
        Assert.Equal(8, Record().InFlight.Count);
    }

    [Fact]
    public void A_mutation_that_did_not_run_is_sent_again_by_Resume()
    {
        using (var file = Open(isMutation: true))
        {
            var input = file.Place("a");
            Begin(file, input);
            file.Withdraw(input);
            file.Abandon();
        }

        using var next = Open(isMutation: true, isResume: true);

        Assert.Equal(InputStanding.Open, next.Place("a").Standing);
    }

    [Fact]
    public async Task The_items_of_a_list_are_kept_only_when_its_input_is_finished()
    {
        using (var file = Open(isMutation: false))
        {
            file.Finish(file.Place("a"), BatchRun.ItemsOf(0), state => state);
            file.Place("b");
            await file.WriteAsync(BatchRun.ItemsOf(1), CancellationToken.None);
            file.Abandon();
        }

        using var next = Open(isMutation: false, isResume: true);

        Assert.Equal((1L, InputStanding.Finished, InputStanding.Open), (next.Items, next.Place("a").Standing, next.Place("b").Standing));
        Assert.Equal(1, _files.Text(BatchRun.Path + ".partial").Count(c => c == '\n'));
    }

    [Fact]
    public async Task The_items_of_a_list_count_when_its_input_is_finished_and_none_are_written_after_the_end()
    {
        using var file = Open(isMutation: false);
        var input = file.Place("a");
        await file.WriteAsync(BatchRun.ItemsOf(0), CancellationToken.None);
        await file.WriteAsync(BatchRun.ItemsOf(1), CancellationToken.None);
        Assert.Equal((0L, 0L, 0L), (file.Items, file.Pages, file.Bytes));

        file.Finish(input, null, state => state with { Failed = 1 });

        Assert.Equal((3L, 2L, 1L), (file.Items, file.Pages, file.State.Failed));
        Assert.Equal(file.Bytes, _files.Content[BatchRun.Path + ".partial"].Length);
        file.Abandon();
        Assert.Empty(_files.OpenFiles);
        await file.WriteAsync(BatchRun.ItemsOf(3), CancellationToken.None);
        file.Finish(file.Place("b"), BatchRun.ItemsOf(3), state => state);
        file.Complete();
        Assert.Equal(3, _files.Text(BatchRun.Path + ".partial").Count(c => c == '\n'));
        Assert.Equal(1, Record().Inputs);
    }

    [Fact]
    public void A_mutation_that_an_earlier_run_may_have_sent_stays_in_the_record_until_it_is_finished()
    {
        using (var file = Open(isMutation: true))
        {
            Begin(file, file.Place("a"));
            Begin(file, file.Place("b"));
            file.Abandon();
        }

        using var next = Open(isMutation: true, isResume: true);
        var first = next.Place("a");
        Assert.Equal((InputStanding.Unknown, InputStanding.Unknown), (first.Standing, next.Place("b").Standing));
        next.Finish(first, null, state => state with { Unknown = 1 });

        Assert.Equal((1L, 1L, 1L), (Record().Inputs, Record().Unknown, Assert.Single(Record().InFlight).Key));
    }

    [Fact]
    public async Task A_mutation_that_could_not_begin_is_not_in_the_record()
    {
        using var file = Open(isMutation: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.BeginAsync(file.Place("a"), new CancellationToken(true)));
        Begin(file, file.Place("b"));
        Assert.Equal([1L], Record().InFlight.Keys);

        file.Abandon();

        await Assert.ThrowsAsync<OperationCanceledException>(() => file.BeginAsync(file.Place("c"), CancellationToken.None));
        Assert.Equal([1L], Record().InFlight.Keys);
    }

    /// <summary>Nothing was sent, so nothing has to be remembered.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_batch_that_ends_before_its_first_mutation_leaves_no_file(bool isStopped)
    {
        using var file = Open(isMutation: true);
        var input = file.Place("a");
        if (isStopped)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => file.BeginAsync(input, new CancellationToken(true)));

        file.Abandon();

        Assert.Empty(_files.Content);
        Assert.Empty(_files.OpenFiles);
    }

    [Fact]
    public async Task Discard_removes_the_file_of_a_new_batch_and_ends_it()
    {
        using var file = Open(isMutation: true);
        var input = file.Place("a");

        file.Discard();

        Assert.Empty(_files.Content);
        await Assert.ThrowsAsync<OperationCanceledException>(() => file.BeginAsync(input, CancellationToken.None));
        Assert.Empty(_files.Content);
    }

    [Fact]
    public void Discard_leaves_the_file_of_an_earlier_run_as_it_was()
    {
        BreakOff();
        var before = _files.Content.ToDictionary();
        using var file = Open(isMutation: true, isResume: true);

        file.Discard();

        Assert.Equal(before.Keys, _files.Content.Keys);
        Assert.Equal(before[BatchRun.Path + ".resume"], _files.Content[BatchRun.Path + ".resume"]);
    }

    [Fact]
    public async Task Nothing_begins_after_the_end()
    {
        using var file = Open(isMutation: true);
        var (first, second) = (file.Place("a"), file.Place("b"));
        Begin(file, first);
        file.Finish(first, BatchRun.ItemsOf(0), state => state);
        file.Complete();

        await Assert.ThrowsAsync<OperationCanceledException>(() => file.BeginAsync(second, CancellationToken.None));
        file.Abandon();

        Assert.Equal([BatchRun.Path], _files.Content.Keys);
        Assert.Empty(_files.OpenFiles);
    }

    [Fact]
    public void A_complete_batch_that_does_not_get_its_name_stays_complete_in_its_record()
    {
        var target = new BatchRun(true, ExportFormat.Lines, 1) { RecordInterval = TimeSpan.FromHours(1) }.Target(isResume: false) with { NoClobber = true };
        using var file = BatchFile.Open(_files, target, _ => { }, new ManualClock { SkipsDelays = false });
        var input = file.Place("a");
        Begin(file, input);
        file.Finish(input, BatchRun.ItemsOf(0), state => state);
        _files.Content[BatchRun.Path] = "of somebody else"u8.ToArray();
        Assert.Equal(ErrorCodes.OutFileExists, Assert.Throws<RfaException>(file.Complete).ErrorCode);

        file.Abandon();

        Assert.Equal((true, 1L), (Record().IsComplete, Record().Inputs));
        Assert.Equal("of somebody else", _files.Text(BatchRun.Path));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("0,1", false)]
    public void A_batch_is_complete_only_with_all_inputs_of_before(string inputs, bool isRefused)
    {
        using (var file = Open(isMutation: false))
        {
            foreach (var index in new[] { 0, 1 })
                file.Finish(file.Place($"{index}"), BatchRun.ItemsOf(index), state => state);
            file.Abandon();
        }

        using var next = Open(isMutation: false, isResume: true);
        foreach (var content in inputs.Split(','))
            Assert.Equal(InputStanding.Finished, next.Place(content).Standing);

        var exception = Xunit.Record.Exception(next.Complete);

        Assert.Equal(isRefused ? ErrorCodes.InvalidResume : null, (exception as RfaException)?.ErrorCode);
        Assert.Equal(!isRefused, _files.Content.ContainsKey(BatchRun.Path));
    }

    [Fact]
    public void A_file_has_a_record_from_its_first_mutation_on_and_says_whether_it_was_resumed()
    {
        using (var file = Open(isMutation: true))
        {
            Assert.Equal((false, false), (file.HasRecord, file.IsResumed));
            Begin(file, file.Place("a"));
            Assert.Equal((true, false), (file.HasRecord, file.IsResumed));
            file.Abandon();
        }

        using var next = Open(isMutation: true, isResume: true);
        Assert.Equal((true, true), (next.HasRecord, next.IsResumed));
    }

    [Theory]
    [InlineData("0,x,2,3", true)]
    [InlineData("1,0,2,3", true)]
    [InlineData("0,1,x,3", true)]
    [InlineData("0,1,2", true)]
    [InlineData("0", true)]
    [InlineData("", true)]
    [InlineData("0,1,2,3,4,5", false)]
    [InlineData("0,1,2,3,x", false)]
    public void Resume_with_other_inputs_is_an_error(string inputs, bool isOther)
    {
        // Two are finished and two in flight.
        using (var file = Open(isMutation: true))
        {
            IndexedInput[] placed = [.. Enumerable.Range(0, 4).Select(index => file.Place($"{index}"))];
            foreach (var input in placed)
                Begin(file, input);
            file.Finish(placed[0], BatchRun.ItemsOf(0), state => state);
            file.Finish(placed[1], BatchRun.ItemsOf(1), state => state);
            file.Abandon();
        }

        var before = Record();
        using var next = Open(isMutation: true, isResume: true);

        var exception = Xunit.Record.Exception(() =>
        {
            foreach (var content in inputs.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                var input = next.Place(content);
                if (input.Standing != InputStanding.Finished)
                    next.Finish(input, null, state => state);
            }

            next.Complete();
        });

        Assert.Equal(isOther, exception is RfaException { ErrorCode: ErrorCodes.InvalidResume });
        if (!isOther)
            return;
        // What is finished stays finished for the right inputs.
        next.Abandon();
        Assert.InRange(Record().Inputs, before.Inputs, 3);
    }

    [Theory]
    [InlineData("0,x,2", true)]
    [InlineData("1,0,2", true)]
    [InlineData("0,1", false)]
    [InlineData("0,1,x", false)]
    public void Resume_with_changed_finished_inputs_is_an_error(string inputs, bool isOther)
    {
        using (var file = Open(isMutation: false))
        {
            foreach (var index in new[] { 0, 1 })
                file.Finish(file.Place($"{index}"), BatchRun.ItemsOf(index), state => state);
            file.Abandon();
        }

        using var next = Open(isMutation: false, isResume: true);

        var exception = Xunit.Record.Exception(() => inputs.Split(',').Select(next.Place).ToList());

        Assert.Equal(isOther, exception is RfaException { ErrorCode: ErrorCodes.InvalidResume });
    }

    [Fact]
    public void A_batch_of_mutations_does_not_start_again_without_Resume()
    {
        BreakOff();
        var exception = Assert.Throws<RfaException>(() => Open(isMutation: true));
        Assert.Equal(ErrorCodes.OutFileExists, exception.ErrorCode);
        Assert.StartsWith("Pass -Resume.", exception.RecommendedAction, StringComparison.Ordinal);
        _files.Content[BatchRun.Path + ".resume"] = "damaged"u8.ToArray();
        Assert.Equal(ErrorCodes.InvalidResume, Assert.Throws<RfaException>(() => Open(isMutation: true, isResume: true)).ErrorCode);
        _files.Content.Remove(BatchRun.Path + ".partial");
        Assert.Equal(ErrorCodes.InvalidResume, Assert.Throws<RfaException>(() => Open(isMutation: true, isResume: true)).ErrorCode);
    }

    [Fact]
    public void A_batch_of_mutations_that_is_complete_is_not_sent_again_by_Resume()
    {
        var run = new BatchRun(true, ExportFormat.Lines, 2);
        run.Run(_files, isResume: true);

        var exception = Assert.Throws<RfaException>(() => run.Run(_files, isResume: true));

        Assert.Equal(ErrorCodes.OutFileExists, exception.ErrorCode);
        Assert.All(run.Sent.Values, count => Assert.Equal(1, count));
    }

    [Fact]
    public void Resume_of_a_complete_file_with_more_inputs_is_an_error()
    {
        var run = new BatchRun(false, ExportFormat.Json, 2);
        run.Run(_files.Start(null), isResume: false);
        var steps = _files.Steps;
        _files.Content.Clear();
        // In the rename, which is not done.
        Assert.Throws<KilledException>(() => run.Run(_files.Start(steps - 1, seed: 1), isResume: false));
        _files.Start(null);

        var inputs = run.Inputs;
        run.Inputs = [.. inputs, "one more"];
        var exception = Assert.Throws<RfaException>(() => run.Run(_files, isResume: true));
        Assert.Equal(ErrorCodes.InvalidResume, exception.ErrorCode);
        Assert.Contains("all of its 9 inputs are finished, and there are more now", exception.Message, StringComparison.Ordinal);
        run.Inputs = inputs;
        Assert.True(run.Run(_files, isResume: true).IsResumed);
        Assert.Equal([BatchRun.Path], _files.Content.Keys);
        Assert.All(run.Sent.Values, count => Assert.Equal(2, count));
    }

    [Fact]
    public void The_record_does_not_hold_the_inputs()
    {
        BreakOff();

        Assert.DoesNotContain("input", _files.Text(BatchRun.Path + ".resume").Replace("\"inputs\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finished_inputs_are_recorded_when_no_further_input_comes()
    {
        var watched = new WatchedFiles(_files);
        var clock = new ManualClock { SkipsDelays = false };
        using var file = BatchFile.Open(watched, new BatchRun(true, ExportFormat.Lines, 1) { RecordInterval = TimeSpan.FromMinutes(1) }.Target(isResume: false), _ => { }, clock);
        var input = file.Place("a");
        Begin(file, input);
        file.Finish(input, BatchRun.ItemsOf(0), state => state);
        Assert.True(await watched.Recorded.WaitAsync(s_patience));
        Assert.Equal(0, Record().Inputs);

        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(await watched.Recorded.WaitAsync(s_patience));
        Assert.Equal((1L, 0), (Record().Inputs, Record().InFlight.Count));
        Assert.Equal([TimeSpan.FromMinutes(1)], clock.Delays);
        // The file is free for the next input.
        var next = file.Place("b");
        await file.BeginAsync(next, CancellationToken.None).WaitAsync(s_patience);
        await Task.Run(() => file.Finish(next, null, state => state)).WaitAsync(s_patience);
    }

    [Fact]
    public void A_mutation_is_recorded_before_it_is_sent_even_if_the_last_record_is_recent()
    {
        using var file = BatchFile.Open(
            _files, new BatchRun(true, ExportFormat.Lines, 1) { RecordInterval = TimeSpan.FromHours(1) }.Target(isResume: false), _ => { }, new ManualClock { SkipsDelays = false });
        var (first, second) = (file.Place("a"), file.Place("b"));
        Begin(file, first);
        file.Finish(first, BatchRun.ItemsOf(0), state => state);
        Assert.Equal([0L], Record().InFlight.Keys);

        Begin(file, second);

        Assert.Equal((1L, 1L), (Record().Inputs, Assert.Single(Record().InFlight).Key));
    }

    [Fact]
    public void Nothing_is_recorded_after_the_file_was_closed()
    {
        var clock = new ManualClock { SkipsDelays = false };
        var file = BatchFile.Open(_files, new BatchRun(true, ExportFormat.Lines, 1) { RecordInterval = TimeSpan.FromMinutes(1) }.Target(isResume: false), _ => { }, clock);
        var input = file.Place("a");
        Begin(file, input);
        file.Finish(input, BatchRun.ItemsOf(0), state => state);

        file.Dispose();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0L, Record().Inputs);
        Assert.Empty(_files.OpenFiles);
    }

    private static void Begin(BatchFile file, IndexedInput input) => file.BeginAsync(input, CancellationToken.None).GetAwaiter().GetResult();

    private BatchState Record() => ExportRecordText.Read(_files.Text(BatchRun.Path + ".resume"))!.Batch!;

    private BatchFile Open(bool isMutation, bool isResume = false) =>
        BatchFile.Open(_files, new BatchRun(isMutation, ExportFormat.Lines, 1).Target(isResume), _ => { }, SystemClock.Instance);

    private void BreakOff()
    {
        Assert.Throws<KilledException>(() => new BatchRun(true, ExportFormat.Lines, 1).Run(_files.Start(30), isResume: false));
        _files.Start(null);
    }

    /// <summary>Files that say when a record is there, and of which the first record waits where that is wanted.</summary>
    private sealed class WatchedFiles(IExportFiles files) : IExportFiles
    {
        private int _records;

        public SemaphoreSlim Recorded { get; } = new(0);

        public ManualResetEventSlim IsWriting { get; } = new();

        public ManualResetEventSlim MayGoOn { get; } = new(true);

        public int Records => _records;

        public long? LengthOf(string path) => files.LengthOf(path);

        public Stream Read(string path) => files.Read(path);

        public IExportStream Open(string path)
        {
            if (path.EndsWith(".tmp", StringComparison.Ordinal) && Interlocked.Increment(ref _records) == 1)
            {
                IsWriting.Set();
                MayGoOn.Wait(s_patience);
            }

            return files.Open(path);
        }

        public void Rename(string from, string to, bool overwrites)
        {
            files.Rename(from, to, overwrites);
            Recorded.Release();
        }

        public void Delete(string path) => files.Delete(path);
    }
}
