namespace RfaAuth.Core.Tests.Support;

/// <summary>Reads answers from JSON, as the client does.</summary>
internal static class MadeAnswers
{
    public static HttpAnswer Http(int status, string body, string mediaType = "application/json", params (string Name, string Value)[] headers) =>
        new(status, new AnswerHeaders(headers.Select(h => KeyValuePair.Create(h.Name, h.Value))), new ArraySegment<byte>(System.Text.Encoding.UTF8.GetBytes(body)))
        {
            MediaType = mediaType,
        };

    public static GraphQLResponse Read(int status, string body) =>
        ResponseReader.Read(Http(status, body), PlainValueFactory.Instance, keepBody: false);

    public static Exchange Exchange(int status, string body) => new(Http(status, body), Read(status, body), null);

    public static CallResult Result(int status, string body) => Result(Exchange(status, body));

    public static CallResult Result(Exchange exchange) =>
        new(exchange.Response!, new CallFacts(exchange.Http!.StatusCode), AnswerErrors.From(exchange));
}
