using System.Security;

namespace RfaAuth.Core.Exports;

/// <summary>The real file system.</summary>
internal sealed class ExportFiles : IExportFiles
{
    // For one writer. Outside Windows, .NET locks a file only with this share mode.
    private static readonly FileShare s_share = Path.DirectorySeparatorChar == '\\' ? FileShare.Read : FileShare.None;

    public static ExportFiles Instance { get; } = new();

    public long? LengthOf(string path) => Do(path, () => new FileInfo(path) is { Exists: true } file ? file.Length : (long?)null);

    public Stream Read(string path) => Do(path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public IExportStream Open(string path) =>
        Do<IExportStream>(path, () => new OpenFile(path, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, s_share, bufferSize: 1)));

    public void Rename(string from, string to, bool overwrites) => Do(to, () =>
    {
        // Two calls, because netstandard2.0 has none that does both. Each is one step for the file system.
        if (overwrites && File.Exists(to))
            File.Replace(from, to, null);
        else
            File.Move(from, to);
        return true;
    });

    public void Delete(string path) => Do(path, () =>
    {
        File.Delete(path);
        return true;
    });

    private static T Do<T>(string path, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException)
        {
            throw new RfaException(ErrorCodes.FileUnwritable, $"'{path}' cannot be written: {exception.Message}");
        }
    }

    private sealed class OpenFile(string path, FileStream file) : IExportStream
    {
        public long Length => Do(path, () => file.Length);

        public void Cut(long length) => Do(path, () =>
        {
            file.SetLength(length);
            return file.Seek(0, SeekOrigin.End);
        });

        public void Write(byte[] bytes, int count) => Do(path, () =>
        {
            file.Write(bytes, 0, count);
            return true;
        });

        public void Flush() => Do(path, () =>
        {
            file.Flush(flushToDisk: true);
            return true;
        });

        public void Dispose() => file.Dispose();
    }
}
