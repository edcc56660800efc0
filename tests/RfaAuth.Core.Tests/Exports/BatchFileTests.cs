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
        Assert.Equal(ErrorCodes.OutFileExists, Assert.Throws<RfaException>(() => Open(isMutation: true)).ErrorCode);
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

        run.Inputs = [.. run.Inputs, "one more"];
        Assert.Equal(ErrorCodes.InvalidResume, Assert.Throws<RfaException>(() => run.Run(_files, isResume: true)).ErrorCode);
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
