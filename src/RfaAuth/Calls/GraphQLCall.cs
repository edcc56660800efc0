using System;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Errors;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Sessions;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Calls;

/// <summary>How a cmdlet's calls are made and their answers written: the same for its only one and for each of a batch.</summary>
/// <param name="session">Whose token they are sent with.</param>
/// <param name="form">In which form the answers are written.</param>
/// <param name="path">Which part of their data; null: all.</param>
/// <param name="options">Makes the options of one call.</param>
internal sealed class GraphQLCall(RfaSession session, AnswerForm form, DataPath? path, Func<ICallLog, GraphQLRequest, CallOptions> options)
{
    public RfaSession Session => session;

    /// <summary>What is wanted of the list to follow; null: the operation runs once, whatever it answers.</summary>
    public PagingOptions? Paging { get; init; }

    /// <summary>The list of the operation that is followed; null: none is.</summary>
    /// <exception cref="RfaException">ParameterConflict, PagingNotPossible or DataPathNotFound.</exception>
    public ListSource? ChooseList(GraphQLRequest operation) => Paging is null ? null : ListSource.Choose(operation, path?.Keys, Paging.IsNested);

    /// <param name="pipeline">Where to write.</param>
    /// <param name="request">What to send; approved, where it is a mutation. Of a list its operation, and the variables as they are given.</param>
    /// <param name="target">What an error happened to: the operation's name, in a batch the input.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether the answer is free of errors.</returns>
    public async Task<bool> RunAsync(CmdletPipeline pipeline, GraphQLRequest request, object? target, CancellationToken cancellationToken)
    {
        // The outcome of a mutation is said before anything may end the command.
        pipeline.HoldsQuestions = request.IsMutation;
        GraphQLResponse? response;
        bool isFreeOfErrors;
        try
        {
            (response, isFreeOfErrors) = Paging is null
                ? await RunOnceAsync(pipeline, request, target, cancellationToken).ConfigureAwait(false)
                : (null, await new ListCall(pipeline, session, request, path, Paging, options(pipeline, request), target).RunAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (RfaException exception)
        {
            await PrepareErrorAsync(pipeline, exception).ConfigureAwait(false);
            throw;
        }

        if (pipeline.HasHeldLines)
            await pipeline.ReleaseLinesAsync(response is not null && request.IsMutation ? line => Ended(request, response, line) : null, target).ConfigureAwait(false);
        return isFreeOfErrors;
    }

    private static async Task PrepareErrorAsync(CmdletPipeline pipeline, RfaException exception)
    {
        try
        {
            await pipeline.WriteHeadersAsync((exception.Response as GraphQLResponse)?.AllHeaders ?? exception.Headers).ConfigureAwait(false);
            if (pipeline.HoldsQuestions)
                await pipeline.ReleaseQuestionsAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Stopped before its turn: what the error says of a mutation is not lost for that.
        }
    }

    private async Task<(GraphQLResponse Response, bool IsFreeOfErrors)> RunOnceAsync(
        CmdletPipeline pipeline, GraphQLRequest request, object? target, CancellationToken cancellationToken)
    {
        var response = await session.Connection.ExecuteAsync(request, options(pipeline, request), cancellationToken).ConfigureAwait(false);
        try
        {
            await pipeline.GoOnHere();
            await pipeline.WriteHeadersAsync(response.AllHeaders).ConfigureAwait(false);
            await AnswerWriter.WriteAsync(pipeline, target, response, form, path).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (request.IsMutation && !pipeline.HasWritten)
        {
            // Stopped between the answer and the output: it ran, and nobody was told.
            session.Connection.NoteInterrupted(request.DisplayName);
            throw;
        }

        return (response, response.Errors.Count == 0);
    }

    private static RfaException Ended(GraphQLRequest request, GraphQLResponse response, string line) => new(
        ErrorCodes.ActionPreferenceStop,
        $"The mutation '{request.DisplayName}' was answered (HTTP {response.StatusCode}, {response.Errors.Count} errors) and its answer is output. A preference that is Stop ended the command afterwards, at this line: {line}")
    {
        Response = response,
        StatusCode = response.StatusCode,
    };
}
