using RfaAuth.Calls.Exports;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Core.Sessions;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls;

/// <summary>Makes the calls of a cmdlet and writes their answers: its only call, or each call of a batch.</summary>
/// <param name="session">The session whose token is sent.</param>
/// <param name="form">The form of the output.</param>
/// <param name="path">The part of the data to write; null: all.</param>
/// <param name="options">Makes the options of one call.</param>
internal sealed class GraphQLCall(RfaSession session, AnswerForm form, DataPath? path, Func<ICallLog, GraphQLRequest, CallOptions> options)
{
    public RfaSession Session => session;

    public AnswerForm Form => form;

    /// <summary>The part of the data to write; null: all.</summary>
    public DataPath? Path => path;

    /// <summary>Makes the output that flattens items; null: items are not flattened.</summary>
    public Func<GraphQLRequest, ListSource?, IValueFactory, FlatOutput>? Flat { get; init; }

    /// <summary>The options for a list to follow; null: the operation runs once.</summary>
    public PagingOptions? Paging { get; init; }

    /// <summary>The list of the operation to follow; null: none.</summary>
    /// <exception cref="RfaException">ParameterConflict, PagingNotPossible or DataPathNotFound.</exception>
    public ListSource? ChooseList(GraphQLRequest operation) => Paging is null ? null : ListSource.Choose(operation, path?.Keys, Paging.IsNested);

    /// <summary>Decides by -WhatIf and -Confirm whether an operation runs. A query changes nothing, so nobody is asked.</summary>
    /// <returns>Whether to send the operation. Before that nothing may be sent for it, not even a sign-in.</returns>
    public Task<bool> ApproveAsync(CmdletPipeline pipeline, GraphQLRequest request)
    {
        if (!request.IsMutation)
            return Task.FromResult(true);
        var action = $"Run the {OperationSummary.Name(request)} in {session.Name}";
        var variables = OperationSummary.Variables(request, session.Connection.CreateRedactor(request));
        return pipeline.ShouldProcessAsync("The mutation", action + ".", variables.Length == 0 ? action + "." : $"{action} with {variables}.");
    }

    /// <param name="pipeline">The cmdlet's pipeline.</param>
    /// <param name="request">The operation, approved if it is a mutation. For a list, the operation with the variables as they were given.</param>
    /// <param name="target">The target of errors: the operation's name, in a batch the input.</param>
    /// <param name="export">The file; null: the answer is output.</param>
    /// <param name="log">Receives the messages of the call.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether the answer has no errors.</returns>
    public async Task<bool> RunAsync(CmdletPipeline pipeline, GraphQLRequest request, object? target, ICallExport? export, ICallLog log, CancellationToken cancellationToken)
    {
        // The outcome of a mutation must be written before anything may end the command.
        pipeline.HoldsQuestions = request.IsMutation;
        CallResult? result;
        bool isFreeOfErrors;
        try
        {
            (result, isFreeOfErrors) = Paging is null
                ? await RunOnceAsync(pipeline, request, target, export, log, cancellationToken).ConfigureAwait(false)
                : (null, await RunListAsync(pipeline, request, target, export, log, cancellationToken).ConfigureAwait(false));
        }
        catch (RfaException exception)
        {
            await PrepareErrorAsync(pipeline, exception).ConfigureAwait(false);
            throw;
        }

        if (pipeline.HasHeldLines)
            await pipeline.ReleaseLinesAsync(result is not null && request.IsMutation ? line => Ended(request, result, line) : null, target).ConfigureAwait(false);
        return isFreeOfErrors;
    }

    private static async Task PrepareErrorAsync(CmdletPipeline pipeline, RfaException exception)
    {
        try
        {
            await pipeline.WriteHeadersAsync(exception.AllHeaders ?? exception.Headers).ConfigureAwait(false);
            if (pipeline.HoldsQuestions)
                await pipeline.ReleaseQuestionsAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped before its turn: an error that says that a mutation may have run must not be lost.
        }
    }

    private Task<bool> RunListAsync(CmdletPipeline pipeline, GraphQLRequest request, object? target, ICallExport? export, ICallLog log, CancellationToken cancellationToken)
    {
        var made = options(log, request);
        var list = ChooseList(request)!;
        var output = export ?? (IAnswerOutput?)Flat?.Invoke(request, list, made.Values);
        var paging = export?.Advised(Paging!) ?? Paging!;
        return new ListCall(pipeline, session, request, path, paging, made, target) { Output = output, State = export?.State, Before = export?.Items ?? 0 }.RunAsync(cancellationToken);
    }

    private async Task<(CallResult Result, bool IsFreeOfErrors)> RunOnceAsync(
        CmdletPipeline pipeline, GraphQLRequest request, object? target, ICallExport? export, ICallLog log, CancellationToken cancellationToken)
    {
        var made = options(log, request) with { Sending = export?.Sending };
        var output = export ?? (IAnswerOutput?)Flat?.Invoke(request, null, made.Values);
        var result = await session.Connection
            .ExecuteAsync(request, output is null ? made : made with { Values = RawValues.Whole }, cancellationToken).ConfigureAwait(false);
        try
        {
            await pipeline.GoOnHere();
            await pipeline.WriteHeadersAsync(result.Facts.AllHeaders).ConfigureAwait(false);
            await AnswerWriter.WriteAsync(pipeline, target, result, form, path, output, made.Values).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.IsMutation && !pipeline.HasWritten)
        {
            // Stopped between the answer and the output: the mutation ran, and the user was not told.
            session.Connection.NoteInterrupted(request.DisplayName);
            throw;
        }

        return (result, result.Errors.Count == 0);
    }

    private static RfaException Ended(GraphQLRequest request, CallResult result, string line) => new(
        ErrorCodes.ActionPreferenceStop,
        $"The mutation '{request.DisplayName}' was answered (HTTP {result.Facts.StatusCode}, {result.Errors.Count} errors) and its answer is output. A preference that is Stop ended the command afterwards, at this line: {line}")
    {
        Response = result.Response,
        StatusCode = result.Facts.StatusCode,
    };
}
