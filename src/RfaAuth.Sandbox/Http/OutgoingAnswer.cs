namespace RfaAuth.Sandbox.Http;

/// <summary>An answer before it is sent. Faults change it.</summary>
internal sealed class OutgoingAnswer(int status, string? contentType, byte[] body)
{
    public const string Json = "application/json; charset=utf-8";

    public int Status { get; set; } = status;

    public string? ContentType { get; set; } = contentType;

    public byte[] Body { get; set; } = body;

    /// <summary>Header lines in order; a name may occur more than once.</summary>
    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>Sends the answer; null: Kestrel sends it at once, with its Content-Length.</summary>
    public Func<HttpExchange, OutgoingAnswer, Task>? Writer { get; set; }

    public static OutgoingAnswer Empty(int status) => new(status, null, []);

    public static OutgoingAnswer Text(int status, string contentType, string text) =>
        new(status, contentType, Encoding.UTF8.GetBytes(text));

    public OutgoingAnswer WithHeader(string name, string value)
    {
        Headers.Add(new(name, value));
        return this;
    }

    public async Task WriteAsync(HttpExchange exchange)
    {
        if (Writer is not null)
        {
            await Writer(exchange, this);
            return;
        }

        if (Status < StatusCodes.Status200OK)
        {
            // Kestrel cannot send an interim status as an answer.
            await RawConnection.UseAsync(exchange, raw => raw.SendWholeAsync(this));
            return;
        }

        var response = exchange.Context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        foreach (var group in Headers.GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
            response.Headers[group.Key] = group.Select(header => header.Value).ToArray();

        if (Status is not (StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified))
        {
            response.ContentLength = Body.Length;
            await response.Body.WriteAsync(Body, exchange.Cancellation);
        }
    }
}
