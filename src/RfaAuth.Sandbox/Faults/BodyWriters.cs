using RfaAuth.Sandbox.Http;

namespace RfaAuth.Sandbox.Faults;

/// <summary>Ways to send a body that are not the right one.</summary>
internal static class BodyWriters
{
    /// <summary>Declares the whole length, sends half of it, resets the connection.</summary>
    public static async Task HalfThenReset(Exchange exchange, HttpAnswer answer)
    {
        await SendHalf(exchange, answer);
        exchange.Cut();
    }

    /// <summary>Declares the whole length, sends half of it, closes the connection in order.</summary>
    public static async Task HalfThenClose(Exchange exchange, HttpAnswer answer)
    {
        await SendHalf(exchange, answer);
        exchange.Close();
    }

    private static async Task SendHalf(Exchange exchange, HttpAnswer answer)
    {
        exchange.Context.Response.ContentLength = answer.Body.Length;
        await exchange.Context.Response.Body.WriteAsync(answer.Body.AsMemory(0, answer.Body.Length / 2), exchange.Cancellation);
        await exchange.Context.Response.Body.FlushAsync(exchange.Cancellation);
    }
}
