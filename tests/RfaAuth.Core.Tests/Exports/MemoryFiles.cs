namespace RfaAuth.Core.Tests.Exports;

/// <summary>
/// Files in memory, for a process that may be killed before, in or behind each step. What was written before the kill stays; of the write
/// in which it came, a part does.
/// </summary>
internal sealed class MemoryFiles : IExportFiles
{
    private int _left = int.MaxValue;
    private Random _random = new(0);

    public Dictionary<string, byte[]> Content { get; } = [];

    /// <summary>How many bytes the disk takes.</summary>
    public int Space { get; set; } = int.MaxValue;

    /// <summary>The files that are open for writing.</summary>
    public List<string> OpenFiles { get; } = [];

    /// <summary>How many bytes of each file are surely on the disk. After a new name nothing is, until the file is flushed again.</summary>
    public Dictionary<string, int> Flushed { get; } = [];

    /// <summary>The files that got another name while they were open, or before all of them was on the disk.</summary>
    public List<string> RenamedEarly { get; } = [];

    /// <summary>How many steps were done since the process started.</summary>
    public int Steps { get; private set; }

    /// <summary>Starts a process that is killed in a step; null: it lives.</summary>
    public MemoryFiles Start(int? killedIn, int seed = 0)
    {
        (Steps, _left, _random) = (0, killedIn ?? int.MaxValue, new Random(seed));
        OpenFiles.Clear();
        return this;
    }

    public string Text(string path) => System.Text.Encoding.UTF8.GetString(Content[path]);

    public long? LengthOf(string path) => Step(() => Content.TryGetValue(path, out var bytes) ? bytes.Length : (long?)null);

    public Stream Read(string path) => Step(() => new MemoryStream(Content[path], writable: false));

    public IExportStream Open(string path) => Step(() =>
    {
        Content.TryAdd(path, []);
        OpenFiles.Add(path);
        return new OpenFile(this, path);
    });

    public void Rename(string from, string to, bool overwrites) => Step(() =>
    {
        Assert.True(overwrites || !Content.ContainsKey(to));
        if (OpenFiles.Contains(from) || Flushed.GetValueOrDefault(from) != Content[from].Length)
            RenamedEarly.Add(from);
        Flushed.Remove(to);
        Content[to] = Content[from];
        return Content.Remove(from);
    });

    public void Delete(string path) => Step(() => Content.Remove(path));

    private T Step<T>(Func<T> step)
    {
        if (_left <= 0)
            throw new KilledException();
        Steps++;
        if (--_left > 0)
            return step();
        // The last step is done or not: a kill knows no half of it.
        if (_random.Next(2) == 0)
            step();
        throw new KilledException();
    }

    private sealed class OpenFile(MemoryFiles files, string path) : IExportStream
    {
        private bool _isClosed;

        public long Length => files.Step(() => files.Content[path].Length);

        public void Cut(long length) => files.Step(() =>
        {
            var bytes = files.Content[path];
            Array.Resize(ref bytes, (int)length);
            files.Content[path] = bytes;
            return 0;
        });

        public void Write(byte[] bytes, int count)
        {
            // In the step of its kill a part is written.
            if (files._left == 1)
                Append(bytes, files._random.Next(count + 1));
            files.Step(() =>
            {
                if (files._left > 0)
                    Append(bytes, count);
                return 0;
            });
        }

        public void Flush() => files.Step(() => files.Flushed[path] = files.Content[path].Length);

        public void Dispose()
        {
            if (!_isClosed)
                files.OpenFiles.Remove(path);
            _isClosed = true;
        }

        private void Append(byte[] bytes, int count)
        {
            var written = Math.Min(count, files.Space - files.Content.Values.Sum(content => content.Length));
            files.Content[path] = [.. files.Content[path], .. bytes[..written]];
            if (written < count)
                throw new RfaException(ErrorCodes.FileUnwritable, "The disk is full.");
        }
    }
}

/// <summary>The end of a process. Nothing of the code under test may catch it.</summary>
internal sealed class KilledException : Exception;
