using System.Diagnostics;

namespace RfaAuth.Core.Tests.Tokens;

/// <summary>The lock between processes. Another process takes it with flock of util-linux, which asks the system for the same lock.</summary>
public sealed class StoreLockTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".lock");
    private readonly ManualClock _clock = new();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task The_lock_is_held_once_in_one_process()
    {
        var first = await StoreLock.AcquireAsync(_path, SystemClock.Instance, default);
        var second = StoreLock.AcquireAsync(_path, SystemClock.Instance, default);
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second.WaitAsync(Client.Patience)).Dispose();
    }

    [Fact]
    public async Task A_wait_for_the_lock_is_logged()
    {
        var log = new ListLog();
        var first = await StoreLock.AcquireAsync(_path, SystemClock.Instance, default, log);
        Assert.Empty(log.Messages);
        var second = StoreLock.AcquireAsync(_path, SystemClock.Instance, default, log);

        first.Dispose();

        (await second.WaitAsync(Client.Patience)).Dispose();
        Assert.Contains("in use elsewhere", Assert.Single(log.Messages), StringComparison.Ordinal);
        Assert.Equal((1, 0), (log.Waits.Count, log.Open));
    }

    [Fact]
    public async Task A_hundred_callers_hold_the_lock_one_after_the_other()
    {
        var inside = 0;

        await Client.StormAsync(100, async _ =>
        {
            using (await StoreLock.AcquireAsync(_path, SystemClock.Instance, default))
            {
                Assert.Equal(1, Interlocked.Increment(ref inside));
                await Task.Yield();
                Interlocked.Decrement(ref inside);
            }

            return true;
        });
    }

    [Fact]
    public async Task The_lock_of_another_process_is_waited_for_and_free_when_that_process_is_killed()
    {
        using var other = await HoldAsync();
        var mine = StoreLock.AcquireAsync(_path, SystemClock.Instance, default);
        Assert.False(mine.IsCompleted);

        other.Kill();

        (await mine.WaitAsync(Client.Patience)).Dispose();
    }

    [Fact]
    public async Task A_lock_that_another_process_holds_too_long_is_an_error()
    {
        using var other = await HoldAsync();
        try
        {
            var failure = await Assert.ThrowsAsync<RfaException>(() => StoreLock.AcquireAsync(_path, _clock, default));

            Assert.Equal((ErrorCodes.StoredTokenLocked, true), (failure.ErrorCode, failure.IsRetryable));
            Assert.Contains("for longer than a renewal can take", failure.Message, StringComparison.Ordinal);
            // Longer than that, by one more look.
            Assert.Equal(TimeSpan.FromMilliseconds(75_015), _clock.Elapsed);
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public async Task A_wait_for_the_lock_can_be_cancelled()
    {
        using var held = await StoreLock.AcquireAsync(_path, SystemClock.Instance, default);
        using var stop = new CancellationTokenSource();
        var second = StoreLock.AcquireAsync(_path, SystemClock.Instance, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Client.Patience));
    }

    [Fact]
    public async Task The_file_holds_the_record_of_the_last_holder()
    {
        var fingerprint = StoreLock.Fingerprint("tokens");
        using (var first = await StoreLock.AcquireAsync(_path, _clock, default))
        {
            Assert.Equal(new StoreRecord(null, false), first.Record);
            first.Record = new StoreRecord(fingerprint, true, 1748782800500);
        }

        using var second = await StoreLock.AcquireAsync(_path, _clock, default);
        Assert.Equal(new StoreRecord(fingerprint, true, 1748782800500), second.Record);
        second.Record = second.Record with { IsSent = false };
        Assert.Equal(new StoreRecord(fingerprint, false, 1748782800500), second.Record);
        second.Record = new StoreRecord(null, false);
        Assert.Equal(new StoreRecord(null, false), second.Record);
    }

    [Fact]
    public void A_record_without_a_text_says_at_most_that_something_was_sent() =>
        Assert.Equal(("", " sent"), (new StoreRecord(null, false).ToString(), new StoreRecord(null, true, 1).ToString()));

    [Theory]
    [InlineData(100)]
    [InlineData(80)]
    [InlineData(2)]
    public async Task A_file_with_other_content_is_left_unchanged(int length)
    {
        // As long as what a lock file says, and partly of its digits.
        var text = new string('x', length - 1) + "a";
        await File.WriteAllTextAsync(_path, text);

        await AssertRefusedAsync(_path, "is a file of something else. It is left as it is.");

        Assert.Equal(text, await File.ReadAllTextAsync(_path));
    }

    [Fact]
    public async Task A_pipe_is_no_lock_file()
    {
        Needs.Program("mkfifo");
        using (var made = Process.Start("mkfifo", [_path]))
            await made.WaitForExitAsync();

        await AssertRefusedAsync(_path, "is a file of something else. It is left as it is.");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(85)]
    public async Task A_file_of_zeros_after_a_crash_is_an_empty_record(int length)
    {
        await File.WriteAllBytesAsync(_path, new byte[length]);

        using var held = await StoreLock.AcquireAsync(_path, _clock, default);

        Assert.Equal(new StoreRecord(null, false), held.Record);
        held.Record = new StoreRecord(null, true);
        Assert.Equal(new StoreRecord(null, true), held.Record);
    }

    [Fact]
    public async Task A_path_where_no_file_can_be_made_is_an_error_at_once()
    {
        await AssertRefusedAsync(Path.Combine(Path.GetTempPath(), new string('x', 300) + ".lock"), "cannot be made.");
        await File.WriteAllTextAsync(_path, "");
        await AssertRefusedAsync(Path.Combine(_path, "x.lock"), "cannot be made.");
        await AssertRefusedAsync(Path.Combine(_path, "x", "y.lock"), "cannot be made.");
        File.Delete(_path);
        File.CreateSymbolicLink(_path, Path.Combine(_path + ".missing", "x"));
        await AssertRefusedAsync(_path, "cannot be made.");
        // A link to itself. As on a disk that is full or read-only, nobody holds it, and waiting would not help.
        File.Delete(_path);
        File.CreateSymbolicLink(_path, _path);
        await AssertRefusedAsync(_path, "cannot be made.");
    }

    [Theory]
    [InlineData(unchecked((int)0x80070020), true)] // ERROR_SHARING_VIOLATION
    [InlineData(unchecked((int)0x80070021), true)] // ERROR_LOCK_VIOLATION
    [InlineData(11, true)] // EAGAIN of Linux
    [InlineData(35, true)] // EAGAIN of macOS
    [InlineData(unchecked((int)0x80070070), false)] // ERROR_DISK_FULL
    [InlineData(28, false)] // ENOSPC
    [InlineData(30, false)] // EROFS
    public void Only_the_error_of_a_held_lock_is_waited_for(int code, bool isHeld) => Assert.Equal(isHeld, StoreLock.IsHeld(new IOException("x", code)));

    [Fact]
    public async Task A_path_where_the_user_may_not_write_is_an_error_at_once()
    {
        // Nobody may make a folder there.
        if (OperatingSystem.IsLinux())
            await AssertRefusedAsync("/sys/RfaAuth/x.lock", "cannot be opened: this user may not write there.");
        // As a folder cannot be opened to be written, whoever the user is.
        var folder = Directory.CreateTempSubdirectory();
        await AssertRefusedAsync(folder.FullName, "cannot be opened: this user may not write there.");
        folder.Delete();
    }

    [Fact]
    public async Task The_folder_is_made_for_its_user_only()
    {
        var folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());

        (await StoreLock.AcquireAsync(Path.Combine(folder, "x.lock"), _clock, default)).Dispose();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_makes_no_lock_file()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => StoreLock.AcquireAsync(_path, _clock, new CancellationToken(canceled: true)));

        Assert.False(File.Exists(_path));
    }

    [Fact]
    public async Task A_record_that_is_the_same_is_not_written_again()
    {
        var record = new StoreRecord(StoreLock.Fingerprint("tokens"), true);
        using var held = await StoreLock.AcquireAsync(_path, _clock, default);
        held.Record = record;
        File.SetLastWriteTimeUtc(_path, DateTime.UnixEpoch);

        held.Record = record with { };

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(_path));
    }

    [Fact]
    public async Task A_full_disk_loses_the_record_and_nothing_else()
    {
        Needs.Device("/dev/full");
        // The device that is always full, by the name of the lock file.
        File.CreateSymbolicLink(_path, "/dev/full");
        using (var held = await StoreLock.AcquireAsync(_path, _clock, default))
        {
            held.Record = new StoreRecord(StoreLock.Fingerprint("tokens"), true);
            held.Record = new StoreRecord(null, true);
        }

        (await StoreLock.AcquireAsync(_path, _clock, default)).Dispose();
    }

    [Fact]
    public void Each_secret_has_its_own_file_whose_name_does_not_show_it()
    {
        var path = StoreLock.PathOf(new TokenStoreName("Vault", "Secret"));

        Assert.Equal(path, StoreLock.PathOf(new TokenStoreName("VAULT", "secret")));
        Assert.NotEqual(path, StoreLock.PathOf(new TokenStoreName("Vault", "Secret2")));
        Assert.NotEqual(path, StoreLock.PathOf(new TokenStoreName("Vault\nSecret", "")));
        Assert.Matches(@"^[0-9A-F]{32}\.lock$", Path.GetFileName(path));
        Assert.Equal(StoreLock.FolderIn(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)), Path.GetDirectoryName(path));
    }

    [Fact]
    public void Vaults_that_stand_for_the_same_store_share_a_file()
    {
        var path = StoreLock.PathOf(new TokenStoreName("Vault", "Secret") { SharedStore = "Store" });

        Assert.Equal(path, StoreLock.PathOf(new TokenStoreName("Other", "Secret") { SharedStore = "Store" }));
        Assert.NotEqual(path, StoreLock.PathOf(new TokenStoreName("Vault", "Secret2") { SharedStore = "Store" }));
        Assert.NotEqual(path, StoreLock.PathOf(new TokenStoreName("Vault", "Secret")));
    }

    [Fact]
    public void A_user_without_a_home_has_a_folder_in_the_temporary_one()
    {
        Assert.Equal(Path.Combine("/home", "RfaAuth"), StoreLock.FolderIn("/home"));
        Assert.Equal(Path.Combine(Path.GetTempPath(), "RfaAuth-" + Environment.UserName), StoreLock.FolderIn(""));
    }

    private async Task AssertRefusedAsync(string path, string reason)
    {
        var failure = await Assert.ThrowsAsync<RfaException>(() => StoreLock.AcquireAsync(path, _clock, default));

        Assert.Equal((ErrorCodes.StoredTokenLocked, $"The lock file '{path}' {reason}"), (failure.ErrorCode, failure.Message));
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
    }

    private async Task<Process> HoldAsync()
    {
        Needs.Program("flock");
        // Without a fork it is one process that holds the file and waits for the end of its input.
        var process = Process.Start(new ProcessStartInfo("flock", ["--no-fork", _path, "sh", "-c", "echo held; exec cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await process.StandardOutput.ReadLineAsync());
        return process;
    }
}
