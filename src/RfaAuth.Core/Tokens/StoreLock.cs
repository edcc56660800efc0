using System.Security.Cryptography;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Time;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// One process at a time for one stored token set: a file that is open for nobody else. The system opens it again when its process
/// ends, however it ends. What the file says is for whoever comes next.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    // A refresh takes 30 seconds at most, a vault as long: whoever holds it for longer hangs.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(15);

    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>The lock file of a secret, in this user's own folder for local data. Its name does not show the secret's.</summary>
    public static string PathOf(TokenStoreName store)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
        var name = Fingerprint($"{store.SharedStore ?? store.Vault}\n{store.Secret}".ToUpperInvariant()).Substring(0, 32);
        return Path.Combine(FolderIn(home), name + ".lock");
    }

    /// <summary>The folder of the lock files in a user's own one. A service account may have none.</summary>
    public static string FolderIn(string home) =>
        home.Length > 0 ? Path.Combine(home, "RfaAuth") : Path.Combine(Path.GetTempPath(), "RfaAuth-" + Environment.UserName);

    /// <summary>What stands for a text that must not be written down: its SHA-256, in hexadecimal digits.</summary>
    public static string Fingerprint(string text)
    {
        using var hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(text))).Replace("-", "");
    }

    /// <param name="path">The lock file.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="log">Where to tell of a wait; null: nowhere.</param>
    /// <exception cref="RfaException">StoredTokenLocked: another process did not let go in time, or there can be no such file.</exception>
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

    /// <summary>What the file says.</summary>
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
                // To the system: from there on it outlives this process, however that ends. It is never empty in between, and a mark that is
                // to go is the last to go.
                _file.Position = 0;
                _file.Write(bytes, 0, bytes.Length);
                _file.SetLength(bytes.Length);
            }
            catch (IOException)
            {
                // A full disk costs what the file would tell the next one, and not the tokens that were just got.
            }
        }
    }

    public void Dispose() => _file.Dispose();

    // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION; EAGAIN of Linux and of macOS, which .NET gives as they are. A disk that is full or
    // read-only is no process that lets go.
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

    // A pipe is none, nor is what somebody else wrote, however short: a link may lead to anything. Zeros are what a crash of the machine left.
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
            // Without a buffer, which would be written again where it failed: when the file is closed.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    private static RfaException Locked(string message) => new(ErrorCodes.StoredTokenLocked, message) { IsRetryable = true };
}
