using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Input;
using RfaAuth.Pipeline;

namespace RfaAuth.Output;

/// <summary>Writes an answer and its errors to the pipeline.</summary>
internal static class AnswerWriter
{
    /// <param name="pipeline">The cmdlet's pipeline.</param>
    /// <param name="target">The target of errors: the operation's name, in a batch the input.</param>
    /// <param name="result">The answer.</param>
    /// <param name="form">The form of the output.</param>
    /// <param name="path">The part of the data to write; null: all.</param>
    /// <param name="output">The destination of data that was kept as text; null: the data was not.</param>
    /// <param name="values">Makes the objects of the data in errors.</param>
    /// <exception cref="RfaException">The first GraphQL error of an answer without data; DataPathNotFound.</exception>
    public static Task WriteAsync(CmdletPipeline pipeline, object? target, CallResult result, AnswerForm form, DataPath? path, IAnswerOutput? output, IValueFactory values) =>
        form switch
        {
            AnswerForm.Full => WriteFullAsync(pipeline, target, result),
            AnswerForm.Raw => WriteRawAsync(pipeline, target, result, output),
            _ when output is null && path is null && result.Errors.Count == 0 => pipeline.WriteObjectAsync(Record.Shown(result.Response.Data)),
            _ => output is null ? WriteDataAsync(pipeline, target, result, path) : WriteTextAsync(pipeline, target, result, path, output, values),
        };

    private static Task WriteFullAsync(CmdletPipeline pipeline, object? target, CallResult result)
    {
        // The errors stay in the answer. In a batch, the input has failed anyway.
        if (pipeline.Outcome is { } outcome)
        {
            foreach (var error in result.Errors)
                outcome.Add(error);
        }

        return pipeline.WriteObjectAsync(new RfaResponse(result, (target as InputArgument)?.Value));
    }

    private static async Task WriteRawAsync(CmdletPipeline pipeline, object? target, CallResult result, IAnswerOutput? output)
    {
        try
        {
            await (output?.WriteBodyAsync(result.Response.Body!) ?? pipeline.WriteObjectAsync(result.Response.Body)).ConfigureAwait(false);
        }
        catch (RfaException exception)
        {
            throw Unwritten(exception, result);
        }

        await WriteErrorsAsync(pipeline, target, result).ConfigureAwait(false);
    }

    private static async Task WriteDataAsync(CmdletPipeline pipeline, object? target, CallResult result, DataPath? path)
    {
        if (result.Errors.Count > 0 && !result.Response.HasData)
            throw result.FirstError;

        // Data first: under -ErrorAction Stop the first error ends the cmdlet, and the data must not be lost.
        RfaException? notFound = null;
        if (path is null)
            await pipeline.WriteObjectAsync(Record.Shown(result.Response.Data)).ConfigureAwait(false);
        else
            notFound = await WriteSelectedAsync(pipeline, result, path).ConfigureAwait(false);
        await WriteErrorsAsync(pipeline, target, result).ConfigureAwait(false);
        if (notFound is not null)
            throw notFound;
    }

    /// <summary>The error for an answer that could not be written. It has the answer, because a mutation's answer must not be lost.</summary>
    private static RfaException Unwritten(RfaException exception, CallResult result) =>
        exception.With($"{RfaException.Sentence(exception.Message)} The operation was answered, and its answer is in the exception's Response.", result.Response);

    // In the same order as for data that was made into objects.
    private static async Task WriteTextAsync(CmdletPipeline pipeline, object? target, CallResult result, DataPath? path, IAnswerOutput output, IValueFactory values)
    {
        var shown = result.Errors.Count > 0 ? Made(result, values) : result;
        if (result.Errors.Count > 0 && !result.Response.HasData)
            throw shown.FirstError;
        RfaException? notFound = null;
        try
        {
            var data = result.Response.Data;
            IReadOnlyList<object?> items = path is null ? [data] : path.Select(data);
            await output.WriteAsync(pipeline, [.. items.Select(item => item as RawJson ?? RawJson.Null)], path?.LeadsThroughList(data) ?? false, page: null).ConfigureAwait(false);
        }
        catch (RfaException exception)
        {
            var answered = Made(result, values);
            if (exception.ErrorCode != ErrorCodes.DataPathNotFound)
                throw Unwritten(exception, answered);
            notFound = exception.With(exception.Message, answered.Response);
        }

        await WriteErrorsAsync(pipeline, target, shown).ConfigureAwait(false);
        if (notFound is not null)
            throw notFound;
    }

    private static CallResult Made(CallResult result, IValueFactory values) => result.WithData(RawTree.Made(result.Response.Data, values));

    private static async Task<RfaException?> WriteSelectedAsync(CmdletPipeline pipeline, CallResult result, DataPath path)
    {
        object? selected;
        try
        {
            selected = path.Value(Record.Shown(result.Response.Data));
        }
        catch (RfaException exception)
        {
            return exception.With(exception.Message, result.Response);
        }
        if (selected is not null)
            await pipeline.WriteObjectAsync(selected, enumerate: selected is object?[]).ConfigureAwait(false);
        return null;
    }

    /// <summary>Writes each of an answer's errors.</summary>
    /// <param name="pipeline">The cmdlet's pipeline.</param>
    /// <param name="target">The target of the errors.</param>
    /// <param name="result">The answer.</param>
    /// <param name="resume">Where to go on if the user stops at an error; null if the answer is no page of a list, or the last page.</param>
    public static Task WriteErrorsAsync(CmdletPipeline pipeline, object? target, CallResult result, ResumePoint? resume = null) =>
        result.Errors.Count == 0 ? Task.CompletedTask : WriteEachErrorAsync(pipeline, target, result, resume);

    private static async Task WriteEachErrorAsync(CmdletPipeline pipeline, object? target, CallResult result, ResumePoint? resume)
    {
        foreach (var error in result.Errors)
            await pipeline.WriteErrorAsync(resume is null ? error : resume.BesideItems(error), target).ConfigureAwait(false);
    }
}
