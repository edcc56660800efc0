using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls.Exports;

/// <summary>Writes the answer to a call, or the items of a list, to a file: <c>-OutFile</c>.</summary>
/// <param name="options">The file.</param>
internal sealed class FileExport(ExportOptions options) : ICallExport
{
    private readonly string _path = options.Path;
    private ExportFile? _file;
    private bool _isComplete;
    private long _waits;

    /// <summary>The place where the list goes on; null: the beginning.</summary>
    public PagerState? State => _file?.State;

    /// <summary>How many items are in the file.</summary>
    public long Items => _file?.Items ?? 0;

    /// <summary>The message for the user after the command was stopped; null if none is needed.</summary>
    public string? Interruption => _file is { HasRecord: true } && !_isComplete
        ? string.Format(CultureInfo.InvariantCulture, "The export was stopped. {0} items are in '{1}.partial': the same command with -Resume goes on.", _file.Items, _path)
        : null;

    /// <summary>Null: a single call need not record its request.</summary>
    public Func<CancellationToken, Task>? Sending => null;

    private string Name => Path.GetFileName(_path);

    /// <summary>Makes the call, and writes the file.</summary>
    /// <param name="pipeline">The cmdlet's pipeline.</param>
    /// <param name="call">The call.</param>
    /// <param name="request">Its operation, approved if it is a mutation.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="RfaException">The errors of the call and of <see cref="ExportFile"/>.</exception>
    public async Task RunAsync(CmdletPipeline pipeline, GraphQLCall call, GraphQLRequest request, CancellationToken cancellationToken)
    {
        if (!request.IsMutation)
        {
            var action = $"Write the answer to the query '{request.DisplayName}' to '{_path}'.";
            if (!await pipeline.ShouldProcessAsync("The export", action, action).ConfigureAwait(false))
                return;
        }

        var clock = call.Session.Connection.Options.Clock;
        var (begun, renewals) = (clock.Elapsed, call.Session.RenewalCount);
        var waits = new CountedWaits(pipeline, () => Interlocked.Increment(ref _waits));
        _file = ExportFile.Open(ExportFiles.Instance, options.Target(call, request, new Dictionary<string, string>()), pipeline.Warning, clock);
        using (_file)
        {
            await SayBeginAsync(pipeline).ConfigureAwait(false);
            try
            {
                if (!_file.IsWritten)
                    await call.RunAsync(pipeline, request, request.DisplayName, this, waits, cancellationToken).ConfigureAwait(false);
                Complete();
            }
            catch (RfaException exception) when (_file.HasRecord && exception.Resume is null && exception.ErrorCode is not (ErrorCodes.OutFileExists or ErrorCodes.InvalidOutFile))
            {
                throw new ResumePoint(_file.Items) { File = Name }.AtEnd(exception);
            }
            finally
            {
                if (!_isComplete)
                    Abandon(pipeline);
            }
        }

        if (!options.PassesThru)
            return;
        await pipeline.WriteObjectAsync(new RfaExport(new FileInfo(_path))
        {
            Items = _file.Items,
            Pages = _file.Pages,
            Bytes = _file.Bytes,
            IsResumed = _file.IsResumed,
            Renewals = call.Session.RenewalCount - renewals,
            Waits = Interlocked.Read(ref _waits),
            Duration = clock.Elapsed - begun,
        }).ConfigureAwait(false);
    }

    /// <summary>The options of the list. Its errors then say how to go on with this file.</summary>
    public PagingOptions Advised(PagingOptions paging) => paging with { OutFile = Name };

    public Task WriteBodyAsync(string body)
    {
        _file!.Add([RawJson.Of(body)], null);
        Complete();
        return Task.CompletedTask;
    }

    public Task WriteAsync(CmdletPipeline pipeline, IReadOnlyList<RawJson> items, bool isList, ListPage? page)
    {
        if (options.Format == ExportFormat.Json && !isList)
            _file!.AddValue(items.Count > 0 ? items[0] : RawJson.Null);
        else
            _file!.Add(items, page?.State);
        // Finish the file before errors are written, because the first error may end the command.
        if (page is null || (page.Next is null && page.Failure is null))
            Complete();
        return Task.CompletedTask;
    }

    private void Complete()
    {
        if (_isComplete)
            return;
        _file!.Complete();
        _isComplete = true;
    }

    // The user gets the other failure in any case.
    private void Abandon(CmdletPipeline pipeline)
    {
        try
        {
            _file!.Abandon();
        }
        catch (RfaException exception)
        {
            pipeline.Verbose($"The last pages of the export are not recorded: {exception.Message}");
        }
    }

    private Task SayBeginAsync(CmdletPipeline pipeline)
    {
        if (_file!.IsResumed)
            pipeline.Verbose(string.Format(CultureInfo.InvariantCulture, "The export to '{0}' goes on after {1} items.", Name, _file.Items));
        else if (options.NothingToResume is { } message)
            return pipeline.InformAsync(message);
        return Task.CompletedTask;
    }

}
