namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in time: waits, answers that come slowly, and answers that never end.</summary>
internal static class PaceFaults
{
    private const int PieceSize = 16 * 1024;
    private const string Slow = "bytes per second";
    private const string SlowOrFast = "[bytes per second]";

    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("delay", "milliseconds", "waits before execution", value =>
            FaultAction.BeforeExecution(Wait(value))),
        new("delay-after", "milliseconds", "waits between execution and answer", value =>
            FaultAction.AfterExecution(Wait(value))),
        new("hang", "", "nothing is executed nor answered until the client gives up", _ =>
            FaultAction.BeforeExecution(Hang)),
        new("hang-after", "", "the operation is executed, nothing is answered until the client gives up", _ =>
            FaultAction.AfterExecution(Hang)),
        new("slow-headers", Slow, "the headers come at this rate, the body at once", value =>
        {
            var rate = FaultValue.Positive(value);
            return FaultAction.Writes(async (raw, answer) =>
            {
                await raw.SendSlowlyAsync(raw.Head(answer), rate);
                await raw.SendAsync(answer.Body);
                await raw.CloseAsync();
            });
        }),
        new("slow-body", Slow, "the headers come at once, the body at this rate", value =>
        {
            var rate = FaultValue.Positive(value);
            return FaultAction.Writes(async (raw, answer) =>
            {
                await raw.SendAsync(raw.Head(answer));
                await raw.SendSlowlyAsync(answer.Body, rate);
                await raw.CloseAsync();
            });
        }),
        new("endless-body", SlowOrFast, "a chunked body that never ends: a text in JSON; without a value as fast as the client reads", value =>
            EndlessBody("{\"data\":{\"text\":\"", (byte)'a', value)),
        new("endless-space", SlowOrFast, "a chunked body that never ends: white space before the JSON", value =>
            EndlessBody("", (byte)' ', value)),
        new("endless-headers", SlowOrFast, "header lines without end", value =>
            Endless((raw, answer) => raw.SendAsync(raw.Head(answer).AsMemory()[..^2]), "X-Filler: aaaaaaaaaaaaaaaaaaaaaaaa\r\n", value)),
        new("endless-interim", SlowOrFast, "interim answers (103) without end", value =>
            Endless((_, _) => Task.CompletedTask, "HTTP/1.1 103 Early Hints\r\n\r\n", value)),
    ];

    private static Func<HttpExchange, Task> Wait(string milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(FaultValue.Number(milliseconds));
        return exchange => Task.Delay(time, exchange.Call.Options.Clock, exchange.Cancellation);
    }

    private static Task Hang(HttpExchange exchange) => Task.Delay(Timeout.InfiniteTimeSpan, exchange.Cancellation);

    private static FaultAction EndlessBody(string start, byte filler, string rate)
    {
        // A slow one has chunks of one byte, so that the client can read each byte.
        var size = rate.Length == 0 ? PieceSize : 1;
        var chunk = $"{size:x}\r\n{new string((char)filler, size)}\r\n";
        return Endless(
            async (raw, answer) =>
            {
                await raw.SendAsync(raw.Head(answer, "Transfer-Encoding: chunked"));
                await raw.SendAsync(start.Length == 0 ? "" : $"{start.Length:x}\r\n{start}\r\n");
            },
            chunk,
            rate);
    }

    /// <summary>Begins an answer and then sends the same piece until the client goes away.</summary>
    private static FaultAction Endless(Func<RawConnection, OutgoingAnswer, Task> begin, string piece, string rate)
    {
        var once = Encoding.ASCII.GetBytes(piece);
        var bytesPerSecond = rate.Length == 0 ? (int?)null : FaultValue.Positive(rate);
        var many = Enumerable.Repeat(once, Math.Max(1, PieceSize / once.Length)).SelectMany(bytes => bytes).ToArray();
        return FaultAction.Writes(async (raw, answer) =>
        {
            await begin(raw, answer);
            while (true)
                await (bytesPerSecond is { } slow ? raw.SendSlowlyAsync(many, slow) : raw.SendAsync(many));
        });
    }
}
