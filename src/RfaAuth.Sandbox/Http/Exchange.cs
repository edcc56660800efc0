using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using RfaAuth.Sandbox.Services;

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

    /// <summary>Cuts the connection with a TCP reset.</summary>
    public void Cut()
    {
        try
        {
            // Closing without lingering sends RST in place of FIN.
            Context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // The client was faster: there is no connection left to cut.
        }

        Close();
    }

    /// <summary>Closes the connection where it is.</summary>
    public void Close()
    {
        IsCut = true;
        Context.Abort();
    }
}
