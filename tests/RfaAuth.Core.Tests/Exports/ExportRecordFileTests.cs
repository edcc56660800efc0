namespace RfaAuth.Core.Tests.Exports;

/// <summary>What an earlier run left, and whether an export goes on with it.</summary>
public sealed class ExportRecordFileTests
{
    private readonly MemoryFiles _files = new();
    private readonly List<string> _warnings = [];

    /// <summary>The record counts five bytes. A number is the length of a file; null: there is none.</summary>
    [Theory]
    [InlineData(false, false, 5, null, null, "goes on")]
    [InlineData(false, false, 9, null, null, "goes on")]
    [InlineData(false, false, 5, 7, null, "goes on")]
    [InlineData(false, false, 4, null, null, "its file is shorter")]
    [InlineData(false, false, null, null, null, "its file is gone")]
    [InlineData(false, false, null, 5, null, "its file is gone")]
    [InlineData(true, false, 5, null, null, "goes on")]
    [InlineData(true, false, null, 5, null, "goes on")]
    [InlineData(true, false, null, 6, null, "its file is gone")]
    [InlineData(true, false, null, null, null, "its file is gone")]
    [InlineData(true, true, null, 5, 3, "goes on")]
    [InlineData(true, true, null, 6, 3, "goes on")]
    [InlineData(true, true, null, 4, 3, "its file is gone")]
    [InlineData(true, true, 5, 7, 3, "is refused")]
    [InlineData(false, true, 5, 3, 3, "goes on")]
    [InlineData(false, true, 5, null, null, "goes on")]
    [InlineData(false, true, 5, 4, 3, "is refused")]
    [InlineData(false, true, 5, null, 3, "is refused")]
    public void An_export_goes_on_only_with_the_files_that_its_record_knows(bool isComplete, bool isAppend, int? partial, int? final, int? appended, string outcome)
    {
        var target = Target with { IsAppend = isAppend };
        var record = Record(target) with { Appended = appended, State = isComplete ? null : new PagerState(1L, 1) };
        _files.Content[target.RecordPath] = Encoding.UTF8.GetBytes(ExportRecordText.Write(record));
        if (partial is { } partialLength)
            _files.Content[target.PartialPath] = new byte[partialLength];
        if (final is { } length)
            _files.Content[target.Path] = new byte[length];

        ExportRecord? found = null;
        var exception = Xunit.Record.Exception(() => found = ExportRecordFile.Find(_files, target, _warnings.Add));

        Assert.Equal(outcome == "is refused" ? ErrorCodes.InvalidResume : null, (exception as RfaException)?.ErrorCode);
        Assert.Equal(outcome == "goes on", found is not null);
        Assert.Equal(outcome.StartsWith("its", StringComparison.Ordinal), _warnings.Exists(warning => warning.Contains(outcome, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_record_is_whole_even_if_a_longer_one_was_begun_before()
    {
        _files.Content[Target.NextRecordPath] = new byte[5000];
        var file = new ExportRecordFile(_files, Target, SystemClock.Instance, exists: false);

        file.Write(Record(Target));

        Assert.Equal(ExportRecordText.Write(Record(Target)), _files.Text(Target.RecordPath));
        Assert.True(file.Exists);
        file.Delete();
        Assert.False(file.Exists);
    }

    [Fact]
    public void A_record_is_due_at_first_and_when_the_last_one_is_old_enough()
    {
        var clock = new ManualClock();
        clock.Advance(TimeSpan.FromHours(1));
        var file = new ExportRecordFile(_files, Target with { RecordInterval = TimeSpan.FromSeconds(1) }, clock, exists: true);
        Assert.True(file.IsDue);

        file.Write(Record(Target));

        Assert.False(file.IsDue);
        clock.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(file.IsDue);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(file.IsDue);
    }

    private static ExportTarget Target { get; } = new("/data/list", ExportFormat.Lines, new Dictionary<string, string> { ["document"] = "d" }) { IsResume = true };

    private static ExportRecord Record(ExportTarget target) => new(Fingerprint.Of(target.Parts, "salt"), 5, 1, 1);
}
