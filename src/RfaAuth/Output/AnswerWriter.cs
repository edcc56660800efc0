using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Input;
using RfaAuth.Pipeline;

namespace RfaAuth.Output;

/// <summary>Writes an answer and its errors to the pipeline.</summary>
internal static class AnswerWriter
{
    /// <param name="pipeline">Where to.</param>
    /// <param name="target">What an error happened to: the operation's name, in a batch the input.</param>
    /// <param name="response">The answer.</param>
    /// <param name="form">In which form.</param>
    /// <param name="path">Which part of the data; null: all.</param>
    /// <param name="output">Where data goes that was left as text; null: it was not.</param>
    /// <param name="values">Makes the data that errors have with them.</param>
    /// <exception cref="RfaException">The first GraphQL error of an answer without data; DataPathNotFound.</exception>
    public static Task WriteAsync(CmdletPipeline pipeline, object? target, GraphQLResponse response, AnswerForm form, DataPath? path, IAnswerOutput? output, IValueFactory values) =>
        form switch
        {
            AnswerForm.Full => WriteFullAsync(pipeline, target, response),
            AnswerForm.Raw => WriteRawAsync(pipeline, target, response, output),
            _ => output is null ? WriteDataAsync(pipeline, target, response, path) : WriteTextAsync(pipeline, target, response, path, output, values),
        };

    private static Task WriteFullAsync(CmdletPipeline pipeline, object? target, GraphQLResponse response)
    {
        // They stay in the answer; an input of a batch has failed all the same.
        if (pipeline.Outcome is { } outcome)
        {
            foreach (var error in AnswerErrors.From(response))
                outcome.Add(error);
        }

        return pipeline.WriteObjectAsync(new RfaResponse(response, (target as InputArgument)?.Value));
    }

    private static async Task WriteRawAsync(CmdletPipeline pipeline, object? target, GraphQLResponse response, IAnswerOutput? output)
    {
        try
        {
            await (output?.WriteBodyAsync(response.Body!) ?? pipeline.WriteObjectAsync(response.Body)).ConfigureAwait(false);
        }
        catch (RfaException exception)
        {
            throw Unwritten(exception, response);
        }

        await WriteErrorsAsync(pipeline, target, response).ConfigureAwait(false);
    }

    private static async Task WriteDataAsync(CmdletPipeline pipeline, object? target, GraphQLResponse response, DataPath? path)
    {
        if (response.Errors.Count > 0 && !response.HasData)
            throw AnswerErrors.First(response);

        // Data first: under -ErrorAction Stop the first error ends the cmdlet, and the data is not to be lost with it.
        RfaException? notFound = null;
        if (path is null)
            await pipeline.WriteObjectAsync(Record.Shown(response.Data)).ConfigureAwait(false);
        else
            notFound = await WriteSelectedAsync(pipeline, response, path).ConfigureAwait(false);
        await WriteErrorsAsync(pipeline, target, response).ConfigureAwait(false);
        if (notFound is not null)
            throw notFound;
    }

    /// <summary>The error for an answer that came and could not be written: of a mutation it must not be lost.</summary>
    private static RfaException Unwritten(RfaException exception, GraphQLResponse response) =>
        exception.With($"{RfaException.Sentence(exception.Message)} The operation was answered, and its answer is in the exception's Response.", response);

    // In the same order as data that was made into objects.
    private static async Task WriteTextAsync(CmdletPipeline pipeline, object? target, GraphQLResponse response, DataPath? path, IAnswerOutput output, IValueFactory values)
    {
        var shown = response.Errors.Count > 0 ? response with { Data = RawTree.Made(response.Data, values), Values = values } : response;
        if (response.Errors.Count > 0 && !response.HasData)
            throw AnswerErrors.First(shown);
        RfaException? notFound = null;
        try
        {
            IReadOnlyList<object?> items = path is null ? [response.Data] : path.Select(response.Data);
            await output.WriteAsync(pipeline, [.. items.Select(item => item as RawJson ?? RawJson.Null)], path?.LeadsThroughList(response.Data) ?? false, page: null).ConfigureAwait(false);
        }
        catch (RfaException exception)
        {
            var answered = response with { Data = RawTree.Made(response.Data, values), Values = values };
            if (exception.ErrorCode != ErrorCodes.DataPathNotFound)
                throw Unwritten(exception, answered);
            notFound = exception.With(exception.Message, answered);
        }

        await WriteErrorsAsync(pipeline, target, shown).ConfigureAwait(false);
        if (notFound is not null)
            throw notFound;
    }

    private static async Task<RfaException?> WriteSelectedAsync(CmdletPipeline pipeline, GraphQLResponse response, DataPath path)
    {
        object? selected;
        try
        {
            selected = path.Value(Record.Shown(response.Data));
        }
        catch (RfaException exception)
        {
            return exception.With(exception.Message, response);
        }
        if (selected is not null)
            await pipeline.WriteObjectAsync(selected, enumerate: selected is object?[]).ConfigureAwait(false);
        return null;
    }

    /// <summary>Writes each of an answer's errors.</summary>
    /// <param name="pipeline">Where to.</param>
    /// <param name="target">What they happened to.</param>
    /// <param name="response">The answer.</param>
    /// <param name="resume">Where to go on should the user stop at one of them; null where the answer is no page of a list, or the last.</param>
    public static async Task WriteErrorsAsync(CmdletPipeline pipeline, object? target, GraphQLResponse response, ResumePoint? resume = null)
    {
        foreach (var error in AnswerErrors.From(response))
            await pipeline.WriteErrorAsync(resume is null ? error : resume.BesideItems(error), target).ConfigureAwait(false);
    }
}
