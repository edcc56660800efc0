namespace RfaAuth.Sandbox.Faults;

/// <summary>
/// The steps of a fault. A request can have several faults: first the steps before the execution run, in the order of the faults, then the
/// steps after it.
/// </summary>
internal sealed record FaultAction
{
    /// <summary>Runs before the execution. If it sets an answer, nothing is executed.</summary>
    public Func<HttpExchange, Task> Before { get; private init; } = static _ => Task.CompletedTask;

    /// <summary>Runs when there is an answer, before it is sent.</summary>
    public Func<HttpExchange, Task> After { get; private init; } = static _ => Task.CompletedTask;

    public static FaultAction BeforeExecution(Func<HttpExchange, Task> action) => new() { Before = action };

    public static FaultAction BeforeExecution(Action<HttpExchange> action) => new() { Before = Wrap(action) };

    public static FaultAction AfterExecution(Func<HttpExchange, Task> action) => new() { After = action };

    public static FaultAction AfterExecution(Action<HttpExchange> action) => new() { After = Wrap(action) };

    /// <summary>Answers without an execution.</summary>
    public static FaultAction InPlace(Func<HttpExchange, OutgoingAnswer> answer) =>
        BeforeExecution(exchange => { exchange.Answer = answer(exchange); });

    /// <summary>Changes the answer.</summary>
    public static FaultAction Changes(Action<OutgoingAnswer> change) => AfterExecution(exchange => change(exchange.Answer!));

    /// <summary>Sends the answer itself. If there are several such faults, the last one sends it.</summary>
    public static FaultAction Writes(Func<RawConnection, OutgoingAnswer, Task> write) =>
        Changes(answer => { answer.Writer = (exchange, whole) => RawConnection.UseAsync(exchange, raw => write(raw, whole)); });

    private static Func<HttpExchange, Task> Wrap(Action<HttpExchange> action) => exchange =>
    {
        action(exchange);
        return Task.CompletedTask;
    };
}

/// <summary>A fault of a request.</summary>
internal sealed record ActiveFault(string Name, FaultAction Action);
