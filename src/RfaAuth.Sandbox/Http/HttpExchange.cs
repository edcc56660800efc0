namespace RfaAuth.Sandbox.Http;

/// <summary>A request and its answer, which faults can change.</summary>
/// <param name="context">The HTTP request.</param>
/// <param name="call">The GraphQL request.</param>
/// <param name="trap">The target of redirects.</param>
/// <param name="cancellation">Ends when the client goes away or the sandbox stops.</param>
internal sealed class HttpExchange(HttpContext context, CallState call, Uri trap, CancellationToken cancellation)
{
    public HttpContext Context { get; } = context;

    public CallState Call { get; } = call;

    public Uri Trap { get; } = trap;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The answer; null: none yet. If it is set before the execution, nothing is executed.</summary>
    public OutgoingAnswer? Answer { get; set; }

    /// <summary>Whether the connection was cut, so that nothing can be answered.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Cuts the connection: Kestrel sends a TCP reset.</summary>
    public void Cut()
    {
        IsCut = true;
        Context.Abort();
    }
}
