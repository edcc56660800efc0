namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in what is answered: statuses, GraphQL errors and redirects.</summary>
internal static class AnswerFaults
{
    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("status", "503[,html|json|none]", "nothing is executed, this status is answered: 100 to 999; html: a page, as proxies and sign-in portals send one", value =>
        {
            var create = Status(value);
            return FaultAction.InPlace(_ => create());
        }),
        new("status-after", "503[,html|json|none]", "the operation is executed, this status is answered", value =>
        {
            var create = Status(value);
            return FaultAction.AfterExecution(exchange => { exchange.Answer = create(); });
        }),
        new("graphql-error", "code[|message[|path[|status]]]", "nothing is executed, this GraphQL error is answered; path: a.0.b", value =>
        {
            var create = GraphQLError(value);
            return FaultAction.InPlace(_ => create());
        }),
        new("redirect", "status[,target]", "nothing is executed, the answer leads to the trap; target: " + string.Join(", ", RedirectTargets.ByName.Keys), value =>
        {
            var parts = value.Split(',', 2);
            var status = FaultValue.Status(parts[0]);
            var target = FaultValue.OneOf(RedirectTargets.ByName, parts.ElementAtOrDefault(1) ?? RedirectTargets.Usual);
            return FaultAction.InPlace(exchange => OutgoingAnswer.Empty(status).WithHeader("Location", target(exchange)));
        }),
    ];

    // The value is read once, an answer is made for each request.
    private static Func<OutgoingAnswer> Status(string value)
    {
        var parts = value.Split(',', 2);
        var status = FaultValue.Status(parts[0]);
        return parts.ElementAtOrDefault(1) switch
        {
            null or "html" => () => OutgoingAnswer.Text(status, "text/html; charset=utf-8", $"<html><body><h1>{status}</h1></body></html>"),
            "json" => () => OutgoingAnswer.Text(status, OutgoingAnswer.Json, $"{{\"status\":{status}}}"),
            "none" => () => OutgoingAnswer.Empty(status),
            _ => throw new FormatException($"'{parts[1]}' is not html, json or none."),
        };
    }

    private static Func<OutgoingAnswer> GraphQLError(string value)
    {
        var parts = value.Split('|');
        var status = parts.Length > 3 ? FaultValue.Status(parts[3]) : StatusCodes.Status200OK;
        var body = AnswerJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("errors");
            writer.WriteStartObject();
            writer.WriteString("message", parts.ElementAtOrDefault(1) ?? parts[0]);
            if (parts.Length > 2 && parts[2].Length > 0)
            {
                writer.WritePropertyName("path");
                AnswerJson.WriteValue(writer, parts[2].Split('.').Select(PathSegment));
            }

            if (parts[0].Length > 0)
            {
                writer.WriteStartObject("extensions");
                writer.WriteString("code", parts[0]);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        return () => new OutgoingAnswer(status, OutgoingAnswer.Json, body);
    }

    private static object PathSegment(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : text;
}
