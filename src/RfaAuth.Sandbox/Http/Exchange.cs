namespace RfaAuth.Sandbox.Http;

/// <summary>A request and what is to be answered: what faults work on.</summary>
/// <param name="context">The HTTP side.</param>
/// <param name="call">The GraphQL side.</param>
/// <param name="trap">Where redirects lead.</param>
/// <param name="cancellation">Ends when the client goes away or the sandbox stops.</param>
internal sealed class Exchange(HttpContext context, CallState call, Uri trap, CancellationToken cancellation)
{
    public HttpContext Context { get; } = context;

    public CallState Call { get; } = call;

    public Uri Trap { get; } = trap;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>The answer; null before there is one. Set before execution, it takes its place.</summary>
    public HttpAnswer? Answer { get; set; }

    /// <summary>Whether the connection was cut: nothing can be answered.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Cuts the connection: Kestrel sends a TCP reset.</summary>
    public void Cut()
    {
        IsCut = true;
        Context.Abort();
    }
}
