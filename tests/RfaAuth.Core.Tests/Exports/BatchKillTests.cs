namespace RfaAuth.Core.Tests.Exports;

/// <summary>Batches whose process is killed in each of their steps, once and again.</summary>
public sealed class BatchKillTests
{
    // Of a mutation that is appended nobody can tell whether it is complete: -Resume refuses it.
    public static TheoryData<bool, string, int, bool, bool> Runs() => new()
    {
        { true, nameof(ExportFormat.Lines), 1, false, false },
        { true, nameof(ExportFormat.Lines), 4, true, false },
        { true, nameof(ExportFormat.Csv), 3, false, false },
        { true, nameof(ExportFormat.Json), 2, true, false },
        { false, nameof(ExportFormat.Lines), 1, true, true },
        { false, nameof(ExportFormat.Json), 4, false, false },
        { false, nameof(ExportFormat.Csv), 3, true, false },
        { false, nameof(ExportFormat.Csv), 2, false, true },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_batch_killed_at_any_step_loses_no_input_and_repeats_no_mutation(bool isMutation, string format, int throttleLimit, bool isRare, bool isAppend)
    {
        var whole = Files(format, isAppend);
        Make().Run(whole.Start(null), isResume: false);
        var (steps, clean) = (whole.Steps, 0);
        Assert.True(steps > 20);

        for (var killedIn = 1; killedIn <= steps; killedIn++)
        {
            for (var seed = 0; seed < 4; seed++)
            {
                var (run, files) = (Make(), Files(format, isAppend));
                Assert.Throws<KilledException>(() => run.Run(files.Start(killedIn, seed), isResume: false));
                AssertEnds(run, files, whole, isMutation);
                clean += run.Unknown.Count == 0 ? 1 : 0;
            }
        }

        Assert.InRange(clean, 1, isMutation ? (4 * steps) - 1 : 4 * steps);

        BatchRun Make() => BatchKillTests.Make(isMutation, format, throttleLimit, isRare, isAppend);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_batch_killed_several_times_loses_no_input_and_repeats_no_mutation(bool isMutation, string format, int throttleLimit, bool isRare, bool isAppend)
    {
        var whole = Files(format, isAppend);
        Make(isMutation, format, throttleLimit, isRare, isAppend).Run(whole.Start(null), isResume: false);
        var steps = whole.Steps;
        var random = new Random(42);

        for (var trial = 0; trial < 60; trial++)
        {
            var (run, files) = (Make(isMutation, format, throttleLimit, isRare, isAppend), Files(format, isAppend));
            for (var kills = 0; kills < 12 && !IsDone(files, whole, isMutation); kills++)
            {
                try
                {
                    run.Run(files.Start(random.Next(1, steps), random.Next()), isResume: true);
                }
                catch (KilledException)
                {
                }
            }

            AssertEnds(run, files, whole, isMutation);
        }
    }

    /// <summary>Runs it to its end, where it has not come to it: each input is in the file or unknown, and no mutation ran twice.</summary>
    private static void AssertEnds(BatchRun run, MemoryFiles files, MemoryFiles whole, bool isMutation)
    {
        files.Start(null);
        if (!IsDone(files, whole, isMutation))
            Assert.Equal(run.Inputs.Count, run.Run(files, isResume: true).State.Inputs);
        Assert.Empty(run.Warnings);
        Assert.Equal([BatchRun.Path], files.Content.Keys);
        Assert.Equal(run.Inputs.Count, run.Sent.Keys.Union(run.Unknown).Count());
        Assert.True(isMutation ? run.Sent.Values.All(count => count == 1) : run.Unknown.Count == 0);
        if (run.Unknown.Count == 0)
            Assert.Equal(whole.Text(BatchRun.Path), files.Text(BatchRun.Path));
        var text = files.Text(BatchRun.Path);
        for (long index = 0; index < run.Inputs.Count; index++)
            Assert.Equal(BatchRun.ItemsOf(index).Count > 0 && !run.Unknown.Contains(index), text.Contains($"{index}.0", StringComparison.Ordinal));
    }

    private static BatchRun Make(bool isMutation, string format, int throttleLimit, bool isRare, bool isAppend) =>
        new(isMutation, Enum.Parse<ExportFormat>(format), throttleLimit) { IsAppend = isAppend, RecordInterval = isRare ? TimeSpan.FromHours(1) : TimeSpan.Zero };

    private static MemoryFiles Files(string format, bool isAppend)
    {
        var files = new MemoryFiles();
        if (isAppend)
            files.Content[BatchRun.Path] = System.Text.Encoding.UTF8.GetBytes(format == nameof(ExportFormat.Csv) ? "id,at.town\r\nx,y" : "\"x\"\n");
        return files;
    }

    // A batch of mutations that has its name is complete: -Resume would say so.
    private static bool IsDone(MemoryFiles files, MemoryFiles whole, bool isMutation) =>
        files.Content.Count == 1 && files.Content.TryGetValue(BatchRun.Path, out var bytes) && (isMutation || bytes.AsSpan().SequenceEqual(whole.Content[BatchRun.Path]));
}
