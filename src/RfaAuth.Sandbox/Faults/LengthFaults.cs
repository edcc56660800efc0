namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in the length of the body. The operation is executed.</summary>
internal static class LengthFaults
{
    private static readonly Dictionary<string, Func<RawConnection, OutgoingAnswer, Task>> s_chunkings = new()
    {
        ["size"] = (raw, answer) => SendChunked(raw, answer, size: "zz"),
        ["huge"] = (raw, answer) => SendChunked(raw, answer, size: new string('f', 20)),
        ["negative"] = (raw, answer) => SendChunked(raw, answer, size: "-1"),
        ["long"] = (raw, answer) => SendChunked(raw, answer, size: Hex(answer.Body.Length + 100)),
        ["short"] = (raw, answer) => SendChunked(raw, answer, size: Hex(answer.Body.Length - 1)),
        ["no-end"] = (raw, answer) => SendChunked(raw, answer, end: ""),
        ["with-length"] = (raw, answer) => SendChunked(raw, answer, framing: $"Content-Length: {answer.Body.Length}"),
    };

    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("content-length", "length[|length...]", "a Content-Length header for each: +N or -N from the true one, or any other text as it stands", value =>
        {
            var texts = value.Split('|');
            return FaultAction.Writes(async (raw, answer) =>
            {
                await raw.SendAsync(raw.Head(answer, [.. texts.Select(text => "Content-Length: " + Length(text, answer.Body.Length))]));
                await raw.SendAsync(answer.Body);
                await raw.CloseAsync();
            });
        }),
        new("no-length", "", "neither a length nor chunks: the body ends where the connection is closed", _ =>
            FaultAction.Writes(async (raw, answer) =>
            {
                await raw.SendAsync(raw.Head(answer, "Connection: close"));
                await raw.SendAsync(answer.Body);
                await raw.CloseAsync();
            })),
        new("bad-chunk", string.Join('|', s_chunkings.Keys), "a chunked body that is wrong: its chunk's size, no last chunk, or a length beside the chunks", value =>
            FaultAction.Writes(FaultValue.OneOf(s_chunkings, value))),
    ];

    private static string Length(string text, int trueLength) =>
        text is ['+' or '-', ..] && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var difference)
            ? (trueLength + difference).ToString(CultureInfo.InvariantCulture)
            : text;

    private static async Task SendChunked(RawConnection raw, OutgoingAnswer answer, string? size = null, string end = "0\r\n\r\n", string? framing = null)
    {
        string[] encoding = ["Transfer-Encoding: chunked"];
        await raw.SendAsync(raw.Head(answer, framing is null ? encoding : [.. encoding, framing]));
        await raw.SendAsync((size ?? Hex(answer.Body.Length)) + "\r\n");
        await raw.SendAsync(answer.Body);
        await raw.SendAsync("\r\n" + end);
        await raw.CloseAsync();
    }

    private static string Hex(int number) => number.ToString("x", CultureInfo.InvariantCulture);
}
