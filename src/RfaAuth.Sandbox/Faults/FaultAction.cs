namespace RfaAuth.Sandbox.Faults;

/// <summary>
/// What a fault does to a request. Several can work on one: they come one after the other, first all of what happens before
/// execution, then all of what happens after it.
/// </summary>
internal sealed record FaultAction
{
    /// <summary>Happens before execution. An answer set here takes its place: nothing is executed.</summary>
    public Func<Exchange, Task> Before { get; private init; } = static _ => Task.CompletedTask;

    /// <summary>Happens when the answer is there, before it is written.</summary>
    public Func<Exchange, Task> After { get; private init; } = static _ => Task.CompletedTask;

    public static FaultAction BeforeExecution(Func<Exchange, Task> action) => new() { Before = action };

    public static FaultAction BeforeExecution(Action<Exchange> action) => new() { Before = Wrap(action) };

    public static FaultAction AfterExecution(Func<Exchange, Task> action) => new() { After = action };

    public static FaultAction AfterExecution(Action<Exchange> action) => new() { After = Wrap(action) };

    /// <summary>Takes the place of execution.</summary>
    public static FaultAction InPlace(Func<Exchange, HttpAnswer> answer) =>
        BeforeExecution(exchange => { exchange.Answer = answer(exchange); });

    /// <summary>Changes the answer.</summary>
    public static FaultAction Changes(Action<HttpAnswer> change) => AfterExecution(exchange => change(exchange.Answer!));

    /// <summary>Writes the answer in its own way, byte by byte. Of several such faults the last one writes.</summary>
    public static FaultAction Writes(Func<RawConnection, HttpAnswer, Task> write) =>
        Changes(answer => { answer.Writer = (exchange, whole) => RawConnection.UseAsync(exchange, raw => write(raw, whole)); });

    private static Func<Exchange, Task> Wrap(Action<Exchange> action) => exchange =>
    {
        action(exchange);
        return Task.CompletedTask;
    };
}

/// <summary>A fault that a request meets.</summary>
internal sealed record ActiveFault(string Name, FaultAction Action);
