using System.Net.Http.Headers;

namespace RfaAuth.Core.Transport;

/// <summary>The headers of an answer, content headers included. They are read on demand, and keep no reference to the request.</summary>
internal sealed class AnswerHeaders
{
    private readonly HttpHeaders? _ofAnswer;
    private readonly HttpHeaders? _ofContent;
    private ILookup<string, string>? _all;

    public AnswerHeaders(IEnumerable<KeyValuePair<string, string>> headers) => _all = Lookup(headers);

    public AnswerHeaders(HttpResponseMessage answer) => (_ofAnswer, _ofContent) = (answer.Headers, answer.Content.Headers);

    /// <summary>The values of a header; empty if it was not sent.</summary>
    public IReadOnlyList<string> Values(string name)
    {
        // .NET refuses to look up a request's header, such as Authorization, in an answer. So the names of all headers are compared.
        if (_all is not null || string.Equals(name, "Authorization", StringComparison.OrdinalIgnoreCase))
            return (_all ??= LookupOfAnswer())[name].ToList();
        var headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? _ofContent! : _ofAnswer!;
        return headers.TryGetValues(name, out var values) ? values as IReadOnlyList<string> ?? values.ToList() : [];
    }

    /// <summary>The names of the headers that were sent.</summary>
    public IEnumerable<string> Names => _all is { } all ? all.Select(header => header.Key) : _ofAnswer!.Concat(_ofContent!).Select(header => header.Key);

    /// <summary>The first value of a header; null if it was not sent.</summary>
    public string? Value(string name) => Values(name) is { Count: > 0 } values ? values[0] : null;

    private ILookup<string, string> LookupOfAnswer() =>
        Lookup(_ofAnswer!.Concat(_ofContent!).SelectMany(header => header.Value, (header, value) => new KeyValuePair<string, string>(header.Key, value)));

    private static ILookup<string, string> Lookup(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.ToLookup(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
}
