namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in the content of the body. The operation is executed.</summary>
internal static class BodyFaults
{
    private const int Megabyte = 1024 * 1024;

    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("broken-json", "", "half of the body, with the right length", _ =>
            FaultAction.Changes(answer => { answer.Body = answer.Body[..(answer.Body.Length / 2)]; })),
        new("empty-body", "", "no body", _ =>
            FaultAction.Changes(answer => { answer.Body = []; })),
        new("body", "text", "this body", Replace),
        new("shape", "name", "JSON that is no GraphQL answer: " + string.Join(", ", WrongShapes.Bodies.Keys), value =>
            Replace(FaultValue.OneOf(WrongShapes.Bodies, value))),
        new("deep", "levels", "data that is nested this deep", value =>
        {
            var levels = FaultValue.Positive(value);
            return Replace($"{{\"data\":{{\"deep\":{new string('[', levels)}{new string(']', levels)}}}}}");
        }),
        new("big-number", "digits", "data with a whole number of this many digits", value =>
            Replace($"{{\"data\":{{\"number\":{new string('9', FaultValue.Positive(value))}}}}}")),
        new("many-errors", "count", "no data and this many errors", value =>
            Replace($"{{\"errors\":[{string.Join(',', Enumerable.Range(1, FaultValue.Positive(value)).Select(n => $"{{\"message\":\"Error {n}\"}}"))}],\"data\":null}}")),
        new("huge-body", "megabytes", "a well-formed answer of this size: {data: {texts: [...]}}", value =>
        {
            var size = FaultValue.Positive(value);
            return FaultAction.Writes((raw, answer) => SendHuge(raw, answer, size));
        }),
        new("content-type", "[text]", "this Content-Type; without a value: none", value =>
            FaultAction.Changes(answer => { answer.ContentType = value.Length == 0 ? null : value; })),
    ];

    private static FaultAction Replace(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return FaultAction.Changes(answer => { answer.Body = bytes; });
    }

    // Sent in pieces of a megabyte, so that the server needs little memory.
    private static async Task SendHuge(RawConnection raw, OutgoingAnswer answer, int megabytes)
    {
        const string Start = "{\"data\":{\"texts\":[\"start\"";
        const string End = "]}}";
        var text = ",\"" + new string('a', 1021) + "\"";
        var filler = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(text, Megabyte / text.Length)));
        var length = Start.Length + ((long)filler.Length * megabytes) + End.Length;
        await raw.SendAsync(raw.Head(answer, $"Content-Length: {length}", "Connection: close"));
        await raw.SendAsync(Start);
        for (var sent = 0; sent < megabytes; sent++)
            await raw.SendAsync(filler);

        await raw.SendAsync(End);
        await raw.CloseAsync();
    }
}
