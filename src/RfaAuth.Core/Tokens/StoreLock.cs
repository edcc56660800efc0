using System.Security.Cryptography;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Lets one process at a time use a stored token set. The lock is a file that is open for nobody else. The operating system frees it when the
/// process ends in any way. The file's text is a message to the next process.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    // A refresh takes at most 30 seconds, and a vault as long. A process that has the lock for longer hangs.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(15);

    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>The path of a secret's lock file, in this user's folder for local data. It does not show the secret's name.</summary>
    public static string PathOf(TokenStoreName store)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var name = Fingerprint($"{store.SharedStore ?? store.Vault}\n{store.Secret}".ToUpperInvariant()).Substring(0, 32);
        return Path.Combine(FolderIn(home), name + ".lock");
    }

    /// <summary>The folder of the lock files below the user's home folder. A service account may have no home folder.</summary>
    public static string FolderIn(string home) =>
        home.Length > 0 ? Path.Combine(home, "RfaAuth") : Path.Combine(Path.GetTempPath(), "RfaAuth-" + Environment.UserName);

    /// <summary>The SHA-256 of a text in hexadecimal digits, for a text that must not be written to a file.</summary>
    public static string Fingerprint(string text)
    {
        using var hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(text))).Replace("-", "");
    }

    /// <param name="path">The lock file.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="log">Receives a message about the wait; null if none is needed.</param>
    /// <exception cref="RfaException">StoredTokenLocked: another process kept the lock for too long, or the file cannot be made.</exception>
    public static async Task<StoreLock> AcquireAsync(string path, IClock clock, CancellationToken cancellationToken, ICallLog? log = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryOpen(path) is { } free)
            return new StoreLock(free);
        log ??= NullCallLog.Instance;
        log.Verbose(string.Format(CultureInfo.InvariantCulture, "The stored tokens are in use elsewhere: waiting until they are free, {0:0} seconds at most.", s_longestWait.TotalSeconds));
        using var waiting = log.Waiting(new CallWait("The stored tokens are in use elsewhere", s_longestWait, IsAtMost: true));
        var began = clock.Elapsed;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryOpen(path) is { } file)
                return new StoreLock(file);
            if (clock.Elapsed - began > s_longestWait)
                throw Locked("Another process has been renewing the stored tokens for longer than a renewal can take.");
            await clock.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The file's content.</summary>
    public StoreRecord Record
    {
        get => StoreRecord.Parse(Read(_file));

        set
        {
            if (value == Record)
                return;
            try
            {
                var bytes = Encoding.ASCII.GetBytes(value.ToString());
                // The text goes to the operating system at once, so it outlives this process. The file is never empty in between, and a mark that is
                // removed is removed last.
                _file.Position = 0;
                _file.Write(bytes, 0, bytes.Length);
                _file.SetLength(bytes.Length);
            }
            catch (IOException)
            {
                // With a full disk the message to the next process is lost, but not the new tokens.
            }
        }
    }

    public void Dispose() => _file.Dispose();

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows; EAGAIN of Linux and of macOS, which .NET does not translate. Waiting does not
    // help with a disk that is full or read-only.
    internal static bool IsHeld(IOException exception) => exception.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    private static FileStream? TryOpen(string path)
    {
        try
        {
            OwnFolder.Create(Path.GetDirectoryName(path)!);
            var file = OpenUnlessHeld(path);
            if (file is null || IsLockFile(file))
                return file;
            file.Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            throw Locked($"The lock file '{path}' cannot be opened: this user may not write there.");
        }
        catch (IOException)
        {
            throw Locked($"The lock file '{path}' cannot be made.");
        }

        throw Locked($"The lock file '{path}' is a file of something else. It is left as it is.");
    }

    // A link may lead to any file, so a pipe and any other text are refused, however short. Zeros are left by a crash of the machine.
    private static bool IsLockFile(FileStream file)
    {
        if (!file.CanSeek || file.Length > StoreRecord.LongestText)
            return false;
        var text = Read(file);
        return text.Trim('\0').Length == 0 || StoreRecord.Parse(text).ToString() == text;
    }

    private static string Read(FileStream file)
    {
        file.Position = 0;
        var bytes = new byte[StoreRecord.LongestText];
        return Encoding.ASCII.GetString(bytes, 0, file.Read(bytes, 0, bytes.Length));
    }

    private static FileStream? OpenUnlessHeld(string path)
    {
        try
        {
            // Without a buffer: after a failed write, a buffer would be written again when the file is closed.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    private static RfaException Locked(string message) => new(ErrorCodes.StoredTokenLocked, message) { IsRetryable = true };
}
