using RfaAuth.Core.Tests.GraphQL.Paging;

namespace RfaAuth.Core.Tests.Exports;

/// <summary>Exports whose process is killed in each of their steps, once and again.</summary>
public sealed class ExportKillTests
{
    public static TheoryData<string, string, bool, bool> Runs()
    {
        var data = new TheoryData<string, string, bool, bool>();
        foreach (var shape in Enum.GetValues<Paged>())
        {
            foreach (var format in new[] { ExportFormat.Lines, ExportFormat.Json, ExportFormat.Csv })
                data.Add(shape.ToString(), format.ToString(), false, false);
        }

        data.Add(nameof(Paged.Offset), nameof(ExportFormat.Lines), true, false);
        data.Add(nameof(Paged.Cursor), nameof(ExportFormat.Csv), true, false);
        data.Add(nameof(Paged.PageNumber), nameof(ExportFormat.Lines), false, true);
        data.Add(nameof(Paged.Cursor), nameof(ExportFormat.Json), false, true);
        return data;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_export_killed_at_any_step_is_completed_by_the_next_run(string shape, string format, bool isAppend, bool isRare)
    {
        var run = Make(shape, format, isAppend, isRare);
        var whole = Files(run, isAppend);
        run.Run(whole.Start(null), isResume: false);
        var steps = whole.Steps;
        Assert.True(steps > 20);

        for (var killedIn = 1; killedIn <= steps; killedIn++)
        {
            for (var seed = 0; seed < 4; seed++)
            {
                var files = Files(run, isAppend);
                Assert.Throws<KilledException>(() => run.Run(files.Start(killedIn, seed), isResume: false));
                AssertNothingHalf(files, whole, isAppend);
                if (!IsDone(files, whole))
                    run.Run(files.Start(null), isResume: true);
                AssertDone(files, whole);
            }
        }

        // No record was damaged, and none was of another file.
        Assert.Empty(run.Warnings);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_export_killed_several_times_is_completed_by_the_last_run(string shape, string format, bool isAppend, bool isRare)
    {
        var run = Make(shape, format, isAppend, isRare);
        var whole = Files(run, isAppend);
        run.Run(whole.Start(null), isResume: false);
        var random = new Random(42);

        for (var trial = 0; trial < 40; trial++)
        {
            var files = Files(run, isAppend);
            for (var kills = 0; kills < 12 && !IsDone(files, whole); kills++)
            {
                try
                {
                    run.Run(files.Start(random.Next(1, whole.Steps), random.Next()), isResume: true);
                }
                catch (KilledException)
                {
                }

                AssertNothingHalf(files, whole, isAppend);
            }

            if (!IsDone(files, whole))
                run.Run(files.Start(null), isResume: true);
            AssertDone(files, whole);
        }

        Assert.Empty(run.Warnings);
    }

    private static ExportRun Make(string shape, string format, bool isAppend, bool isRare) =>
        new(Enum.Parse<Paged>(shape), 14, Enum.Parse<ExportFormat>(format)) { IsAppend = isAppend, RecordInterval = isRare ? TimeSpan.MaxValue : TimeSpan.Zero };

    private static MemoryFiles Files(ExportRun run, bool isAppend)
    {
        var files = new MemoryFiles();
        if (isAppend)
            new ExportRun(Paged.Offset, 3, run.Format).Run(files, isResume: false);
        return files;
    }

    // With the record gone as well: a kill before that leaves a file that has its name, and a record that says so.
    private static bool IsDone(MemoryFiles files, MemoryFiles whole) =>
        files.Content.Count == 1 && files.Content.TryGetValue(ExportRun.Path, out var bytes) && bytes.AsSpan().SequenceEqual(whole.Content[ExportRun.Path]);

    private static void AssertDone(MemoryFiles files, MemoryFiles whole)
    {
        Assert.Equal(whole.Text(ExportRun.Path), files.Text(ExportRun.Path));
        Assert.Equal([ExportRun.Path], files.Content.Keys);
    }

    private static void AssertNothingHalf(MemoryFiles files, MemoryFiles whole, bool isAppend)
    {
        if (files.Content.TryGetValue(ExportRun.Path, out var bytes) && !bytes.AsSpan().SequenceEqual(whole.Content[ExportRun.Path]))
            Assert.True(isAppend && whole.Content[ExportRun.Path].AsSpan().StartsWith(bytes) && bytes.Length < whole.Content[ExportRun.Path].Length);
    }
}
