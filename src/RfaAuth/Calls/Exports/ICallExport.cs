using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Output;

namespace RfaAuth.Calls.Exports;

/// <summary>Takes the answer to a call in place of the output.</summary>
internal interface ICallExport : IAnswerOutput
{
    /// <summary>The place where a list goes on; null: the beginning.</summary>
    PagerState? State { get; }

    /// <summary>The number of items of earlier runs.</summary>
    long Items { get; }

    /// <summary>Awaited before the operation is sent; null if nothing must be done.</summary>
    Func<CancellationToken, Task>? Sending { get; }

    /// <summary>The options of a list. Its errors then say how to go on with this export.</summary>
    PagingOptions Advised(PagingOptions paging);
}
