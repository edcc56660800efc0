using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Sessions;

/// <summary>The state of one call while it runs.</summary>
internal sealed class OperationCall(GraphQLRequest request, CallOptions options, CallDeadline deadline)
{
    public GraphQLRequest Request { get; } = request;

    public CallOptions Options { get; } = options;

    public CallDeadline Deadline { get; } = deadline;

    public byte[] Body { get; } = request.ToJson();

    public int Attempts { get; set; }

    public bool IsTokenRenewed { get; set; }

    /// <summary>Why the operation is not sent again after its token was refused; null if that does not apply.</summary>
    public NotSentAgain? NotSentAgain { get; set; }

    /// <summary>An answer that was refused in part and only for now, while the call is retried.</summary>
    public Exchange? Partial { get; set; }

    /// <summary>Whether a request is running, so that its operation may be running too.</summary>
    public bool IsInFlight { get; set; }

    /// <summary>The answer to return: the last one, or the one before if the retry brought less.</summary>
    public Exchange Best(Exchange last) =>
        Partial is null || last.Response is { HasData: true } || last.AuthFailure == AuthFailure.Unauthorized ? last : Partial;
}
