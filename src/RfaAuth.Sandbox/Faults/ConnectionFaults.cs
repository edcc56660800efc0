using RfaAuth.Sandbox.Http;

namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in time and in the connection.</summary>
internal static class ConnectionFaults
{
    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("abort", "", "the connection is reset, nothing is executed", _ =>
            FaultAction.BeforeExecution(exchange => exchange.Cut())),
        new("abort-after", "", "the operation is executed, the connection is reset before the answer", _ =>
            FaultAction.AfterExecution(exchange => exchange.Cut())),
        new("abort-in-body", "", "the operation is executed, the connection is reset in the middle of the body", _ =>
            FaultAction.WritesBody(BodyWriters.HalfThenReset)),
        new("delay", "milliseconds", "waits before execution", value =>
            FaultAction.BeforeExecution(Wait(value))),
        new("delay-after", "milliseconds", "waits between execution and answer", value =>
            FaultAction.AfterExecution(Wait(value))),
        new("hang", "", "nothing is executed nor answered until the client gives up", _ =>
            FaultAction.BeforeExecution(Hang)),
        new("hang-after", "", "the operation is executed, nothing is answered until the client gives up", _ =>
            FaultAction.AfterExecution(Hang)),
        new("close", "", "the connection is closed after the answer", _ =>
            FaultAction.AfterExecution(exchange => { exchange.Answer!.WithHeader("Connection", "close"); })),
    ];

    private static Func<Exchange, Task> Wait(string milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(AnswerFaults.Number(milliseconds));
        return exchange => Task.Delay(time, exchange.Call.Options.Clock, exchange.Cancellation);
    }

    private static Task Hang(Exchange exchange) => Task.Delay(Timeout.InfiniteTimeSpan, exchange.Cancellation);
}
