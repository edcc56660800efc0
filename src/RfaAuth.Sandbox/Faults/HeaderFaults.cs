namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in the headers of the answer. The operation is executed.</summary>
internal static class HeaderFaults
{
    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("header", "name: text", "this header line as it stands", value =>
        {
            var parts = value.Split(':', 2, StringSplitOptions.TrimEntries);
            return parts is [{ Length: > 0 } name, var text]
                ? FaultAction.Changes(answer => AddAsItStands(answer, name, text))
                : throw new FormatException($"'{value}' is not a header: name: text.");
        }),
        new("huge-header", "kilobytes", "a header of this size", value =>
        {
            var text = new string('a', FaultValue.Positive(value) * 1024);
            return FaultAction.Changes(answer => answer.WithHeader("X-Filler", text));
        }),
        new("many-headers", "count", "this many headers more", value =>
        {
            var count = FaultValue.Positive(value);
            return FaultAction.Changes(answer => answer.Headers.AddRange(
                Enumerable.Range(1, count).Select(n => new KeyValuePair<string, string>($"X-Filler-{n}", "a"))));
        }),
        new("retry-after", "text", "the header Retry-After with this text", value =>
            FaultAction.Changes(answer => answer.WithHeader("Retry-After", value))),
        new("date-skew", "seconds", "the header Date is this far from the true time; -3600 is an hour late", value =>
        {
            var skew = FaultValue.Seconds(value);
            return FaultAction.AfterExecution(exchange =>
            {
                exchange.Answer!.WithHeader("Date", (exchange.Call.Options.Clock.GetUtcNow() + skew).ToString("R", CultureInfo.InvariantCulture));
            });
        }),
    ];

    /// <summary>Adds a header that Kestrel might refuse or change.</summary>
    public static void AddAsItStands(OutgoingAnswer answer, string name, string text)
    {
        answer.WithHeader(name, text);
        SendAsItStands(answer);
    }

    /// <summary>Sends the answer without Kestrel.</summary>
    public static void SendAsItStands(OutgoingAnswer answer) =>
        answer.Writer ??= (exchange, whole) => RawConnection.UseAsync(exchange, raw => raw.SendWholeAsync(whole));
}
