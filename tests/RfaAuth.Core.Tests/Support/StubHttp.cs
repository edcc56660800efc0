namespace RfaAuth.Core.Tests.Support;

/// <summary>Stands in for the network: answers in the order they were queued, and fails a test that leaves one unused.</summary>
internal sealed class StubHttp : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();
    private readonly Lock _gate = new();

    public List<Sent> Requests { get; } = [];

    public StubHttp Answer(int status, string body, string mediaType = "application/json", params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(_ => Task.FromResult(Create(status, Encoding.UTF8.GetBytes(body), mediaType, headers)));
        return this;
    }

    public StubHttp Answer(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public StubHttp Fail(Exception exception) => Answer(_ => Task.FromException<HttpResponseMessage>(exception));

    public StubHttp Hang() => Answer(async cancellationToken =>
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException();
    });

    /// <summary>Fails unless every queued answer was used.</summary>
    public void AssertConsumed() => Assert.Empty(_answers);

    public static HttpResponseMessage Create(int status, byte[] body, string mediaType, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        if (mediaType.Length > 0)
            response.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Func<CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_gate)
        {
            Requests.Add(new Sent(body, request.Headers.Authorization?.ToString(), request));
            Assert.True(_answers.Count > 0, "A request came for which no answer was queued: " + body);
            answer = _answers.Dequeue();
        }

        return await answer(cancellationToken).ConfigureAwait(false);
    }

    internal sealed record Sent(string Body, string? Authorization, HttpRequestMessage Request);
}
