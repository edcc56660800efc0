namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in the response headers in which Toggle sends tokens.</summary>
internal static class TokenHeaderFaults
{
    // Made from the token of the header, so that nothing else is wrong with it.
    private static readonly Dictionary<string, Func<string, string>> s_illegal = new()
    {
        ["space"] = token => token.Insert(token.Length / 2, " "),
        ["non-ascii"] = token => token.Insert(token.Length / 2, "\u00e9"),
        ["fold"] = token => token.Insert(token.Length / 2, "\r\n "),
        ["comma"] = token => $"{token}, {token}x",
    };

    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("drop-token-header", "", "no token header in the answer", _ =>
            FaultAction.Changes(answer => { answer.Headers.RemoveAll(IsTokenHeader); })),
        new("blank-token-header", "", "the token headers are blank", _ =>
            FaultAction.Changes(answer => Replace(answer, _ => " "))),
        new("double-token-header", "[text]", "each token header twice; with a value: the second one has it", value =>
            FaultAction.Changes(answer => Double(answer, value))),
        new("old-token-header", "[seconds]", "the token headers have a good token of the same user that was issued earlier: 600 seconds, or so many", value =>
        {
            var age = TimeSpan.FromSeconds(FaultValue.Positive(FaultValue.Or(value, "600")));
            return FaultAction.AfterExecution(exchange =>
            {
                var tokens = exchange.Call.Service.AccessTokens;
                if ((exchange.Call.IssuedToken?.Id ?? exchange.Call.Caller.TokenId) is { } id && tokens.UserOf(id) is { } user)
                {
                    var old = tokens.Issue(user, exchange.Call.Options, age).Text;
                    exchange.Answer!.Headers.RemoveAll(IsTokenHeader);
                    exchange.Answer.WithHeader(TokenHeaderNames.Current, old).WithHeader(TokenHeaderNames.Deprecated, old);
                }
            });
        }),
        new("token-header", "text", "a token header with this text, be one due or not", value =>
            FaultAction.Changes(answer =>
            {
                answer.Headers.RemoveAll(IsTokenHeader);
                HeaderFaults.AddAsItStands(answer, TokenHeaderNames.Current, value);
            })),
        new("long-token-header", "[length]", "the token headers are longer than any token: 20000 characters, or so many", value =>
        {
            var text = new string('a', FaultValue.Positive(FaultValue.Or(value, "20000")));
            return FaultAction.Changes(answer => Replace(answer, _ => text));
        }),
        new("illegal-token-header", string.Join('|', s_illegal.Keys), "the token headers have what a token must not have; fold: a line break with a blank after it", value =>
        {
            var make = FaultValue.OneOf(s_illegal, value);
            return FaultAction.Changes(answer =>
            {
                HeaderFaults.SendAsItStands(answer);
                Replace(answer, make);
            });
        }),
    ];

    private static bool IsTokenHeader(KeyValuePair<string, string> header) => TokenHeaderNames.Contains(header.Key);

    private static void Replace(OutgoingAnswer answer, Func<string, string> replace)
    {
        for (var i = 0; i < answer.Headers.Count; i++)
        {
            if (IsTokenHeader(answer.Headers[i]))
                answer.Headers[i] = new(answer.Headers[i].Key, replace(answer.Headers[i].Value));
        }
    }

    private static void Double(OutgoingAnswer answer, string second) =>
        answer.Headers.AddRange(answer.Headers
            .Where(IsTokenHeader)
            .Select(header => new KeyValuePair<string, string>(header.Key, second.Length == 0 ? header.Value : second))
            .ToList());
}
