namespace RfaAuth.Core.Tests.Exports;

/// <summary>A batch that writes to files in memory: what one process does of it. The service counts what it is sent.</summary>
internal sealed class BatchRun(bool isMutation, ExportFormat format, int throttleLimit)
{
    public const string Path = "/data/batch";

    public TimeSpan RecordInterval { get; init; }

    public bool IsAppend { get; init; }

    public IReadOnlyList<string> Inputs { get; set; } = [.. Enumerable.Range(0, 9).Select(number => $"input {number}")];

    /// <summary>How often each input was sent, in all runs.</summary>
    public Dictionary<long, int> Sent { get; } = [];

    /// <summary>The inputs of which a run had to say that nobody knows.</summary>
    public HashSet<long> Unknown { get; } = [];

    public List<string> Warnings { get; } = [];

    // The third and every seventh behind it give nothing; the others one item or two.
    public static IReadOnlyList<RawJson> ItemsOf(long index) =>
        [.. Enumerable.Range(0, index % 7 == 2 ? 0 : 1 + (int)(index % 2)).Select(part => RawJson.Of($$"""{"id":"{{index}}.{{part}}","at":{{(index % 3 == 0 ? "null" : """{"town":"t"}""")}}}"""))];

    public ExportTarget Target(bool isResume) => new(Path, format, new Dictionary<string, string> { ["document"] = "the document" })
    {
        RunsOnce = isMutation,
        IsAppend = IsAppend,
        IsResume = isResume,
        RecordInterval = RecordInterval,
        Columns = format == ExportFormat.Csv ? Columns.Of(new GraphQLRequest("{ list { id at { town } } }"), ["list"], null) : null,
    };

    /// <summary>Runs it to its end, unless the process is killed.</summary>
    public BatchFile Run(MemoryFiles files, bool isResume)
    {
        using var file = BatchFile.Open(files, Target(isResume), Warnings.Add, SystemClock.Instance);
        var window = new Queue<IndexedInput>();
        foreach (var content in Inputs)
        {
            var input = file.Place(content);
            if (input.Standing == InputStanding.Finished)
                continue;
            if (input.Standing == InputStanding.Open)
            {
                if (isMutation)
                    file.BeginAsync(input, CancellationToken.None).GetAwaiter().GetResult();
                Sent[input.Index] = Sent.GetValueOrDefault(input.Index) + 1;
            }

            window.Enqueue(input);
            if (window.Count == throttleLimit)
                Finish(file, window.Dequeue());
        }

        while (window.Count > 0)
            Finish(file, window.Dequeue());
        file.Complete();
        return file;
    }

    private void Finish(BatchFile file, IndexedInput input)
    {
        if (input.Standing == InputStanding.Unknown)
            Unknown.Add(input.Index);
        file.Finish(input, input.Standing == InputStanding.Unknown ? null : ItemsOf(input.Index), state => state);
    }
}
