namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in the connection: resets and closes, before the answer, in it and after it.</summary>
internal static class ConnectionFaults
{
    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("abort", "", "the connection is reset, nothing is executed", _ =>
            FaultAction.BeforeExecution(exchange => exchange.Cut())),
        new("abort-after", "", "the operation is executed, the connection is reset before the answer", _ =>
            FaultAction.AfterExecution(exchange => exchange.Cut())),
        new("abort-in-headers", "", "the operation is executed, the connection is reset in the middle of the headers", _ =>
            FaultAction.Writes((raw, answer) => raw.SendAsync(FirstHalf(raw.Head(answer))))),
        new("abort-in-body", "", "the operation is executed, the connection is reset in the middle of the body", _ =>
            FaultAction.Writes(SendHalf)),
        new("abort-after-body", "", "the whole answer, then the connection is reset without notice", _ =>
            FaultAction.Writes(SendUnannounced)),
        new("drop", "", "the connection is closed without an answer, nothing is executed", _ =>
            FaultAction.BeforeExecution(Drop)),
        new("drop-after", "", "the operation is executed, the connection is closed without an answer", _ =>
            FaultAction.AfterExecution(Drop)),
        new("truncate", "", "half of the body that the length declares, then the connection is closed", _ =>
            FaultAction.Writes(async (raw, answer) =>
            {
                await SendHalf(raw, answer);
                await raw.CloseAsync();
            })),
        new("close", "", "the connection is closed after the answer, which says so", _ =>
            FaultAction.Changes(answer => answer.WithHeader("Connection", "close"))),
        new("close-silently", "", "the connection is closed after the answer, which does not say so", _ =>
            FaultAction.Writes(async (raw, answer) =>
            {
                await SendUnannounced(raw, answer);
                await raw.CloseAsync();
            })),
    ];

    private static Task Drop(HttpExchange exchange) => RawConnection.UseAsync(exchange, raw => raw.CloseAsync());

    private static async Task SendHalf(RawConnection raw, OutgoingAnswer answer)
    {
        await raw.SendAsync(raw.Head(answer));
        await raw.SendAsync(FirstHalf(answer.Body));
    }

    private static async Task SendUnannounced(RawConnection raw, OutgoingAnswer answer)
    {
        await raw.SendAsync(raw.Head(answer, $"Content-Length: {answer.Body.Length}"));
        await raw.SendAsync(answer.Body);
    }

    private static ReadOnlyMemory<byte> FirstHalf(byte[] bytes) => bytes.AsMemory(0, bytes.Length / 2);
}
