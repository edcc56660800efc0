using RfaAuth.Core.Tests.GraphQL.Paging;

namespace RfaAuth.Core.Tests.Exports;

/// <summary>An export of a list in memory to files in memory: what one process does of it.</summary>
internal sealed class ExportRun(Paged shape, int count, ExportFormat format)
{
    public const string Path = "/data/list";

    public ExportFormat Format => format;

    public TimeSpan RecordInterval { get; init; }

    public int PageSize { get; init; } = 4;

    public bool IsAppend { get; init; }

    public bool NoClobber { get; init; }

    public string Document { get; init; } = "the document";

    public List<string> Warnings { get; } = [];

    public static RawJson Item(object? item) => RawJson.Of($$"""{"id":{{item}},"name":"n{{item}}","at":{{((long)item! % 3 == 0 ? "null" : $$"""{"town":"t{{item}}"}""")}}}""");

    /// <summary>Runs it to its end, unless the process is killed.</summary>
    public ExportFile Run(MemoryFiles files, bool isResume)
    {
        var service = new ListService(shape, count);
        var target = new ExportTarget(Path, format, new Dictionary<string, string> { ["document"] = Document, ["variables"] = "" })
        {
            IsAppend = IsAppend,
            NoClobber = NoClobber,
            IsResume = isResume,
            RecordInterval = RecordInterval,
            Columns = format == ExportFormat.Csv ? Columns.Of(new GraphQLRequest("{ list { id name at { town } } }"), ["list"], null) : null,
        };
        using var file = ExportFile.Open(files, target, Warnings.Add, SystemClock.Instance);
        if (!file.IsWritten)
        {
            var pager = new Pager(service.Operation, null, ListSource.Choose(service.Operation, null), new PagingOptions { PageSize = PageSize }, file.State);
            for (var request = pager.First(); request is not null;)
            {
                var page = pager.Read(service.Answer(request));
                file.Add([.. page.PlainItems().Select(Item)], page.State);
                request = page.Next;
            }
        }

        file.Complete();
        return file;
    }
}
