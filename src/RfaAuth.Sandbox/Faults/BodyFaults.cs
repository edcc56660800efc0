using System.Text;

namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in the body. The operation is executed in all of them.</summary>
internal static class BodyFaults
{
    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("truncate", "", "half of the body that the length declares, then the connection is closed", _ =>
            FaultAction.WritesBody(BodyWriters.HalfThenClose)),
        new("broken-json", "", "half of the body, with the right length", _ =>
            FaultAction.AfterExecution(exchange => { exchange.Answer!.Body = exchange.Answer.Body[..(exchange.Answer.Body.Length / 2)]; })),
        new("empty-body", "", "no body", _ =>
            FaultAction.AfterExecution(exchange => { exchange.Answer!.Body = []; })),
        new("body", "text", "this body", value =>
            FaultAction.AfterExecution(exchange => { exchange.Answer!.Body = Encoding.UTF8.GetBytes(value); })),
        new("content-type", "[text]", "this Content-Type; without a value: none", value =>
            FaultAction.AfterExecution(exchange => { exchange.Answer!.ContentType = value.Length == 0 ? null : value; })),
    ];
}
