using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;
using RfaAuth.Pipeline;

namespace RfaAuth.Output;

/// <summary>Writes data that was kept as text: into a file, or flattened into the pipeline.</summary>
internal interface IAnswerOutput
{
    /// <summary>Writes the text of a body.</summary>
    Task WriteBodyAsync(string body);

    /// <summary>Writes the items of a single answer, or of a page of a list.</summary>
    /// <param name="pipeline">The cmdlet's pipeline.</param>
    /// <param name="items">The wanted items.</param>
    /// <param name="isList">Whether they are the items of a list.</param>
    /// <param name="page">The page; null for a single answer.</param>
    Task WriteAsync(CmdletPipeline pipeline, IReadOnlyList<RawJson> items, bool isList, ListPage? page);
}
