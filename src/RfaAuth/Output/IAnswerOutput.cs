using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Pipeline;

namespace RfaAuth.Output;

/// <summary>Where the data of answers goes that were left as text: into a file, or flattened into the pipeline.</summary>
internal interface IAnswerOutput
{
    /// <summary>Writes the text of a body.</summary>
    Task WriteBodyAsync(string body);

    /// <summary>Writes the only answer there is, or a page of a list.</summary>
    /// <param name="pipeline">The cmdlet's pipeline.</param>
    /// <param name="items">The items that are wanted of it.</param>
    /// <param name="isList">Whether they stand in a list.</param>
    /// <param name="page">The page; null: it is the only answer.</param>
    Task WriteAsync(CmdletPipeline pipeline, IReadOnlyList<RawJson> items, bool isList, ListPage? page);
}
