using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Output;

namespace RfaAuth.Calls.Exports;

/// <summary>Where the answer to a call goes in place of the output.</summary>
internal interface ICallExport : IAnswerOutput
{
    /// <summary>Where a list goes on; null: at its beginning.</summary>
    PagerState? State { get; }

    /// <summary>How many of its items came before.</summary>
    long Items { get; }

    /// <summary>Awaited before the operation is sent; null: nothing is to be done.</summary>
    Func<CancellationToken, Task>? Sending { get; }

    /// <summary>The options of a list with the advice of this export for what fails on the way.</summary>
    PagingOptions Advised(PagingOptions paging);
}
