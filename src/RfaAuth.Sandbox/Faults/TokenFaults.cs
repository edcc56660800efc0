using RfaAuth.Sandbox.Http;
using RfaAuth.Sandbox.Services.Toggle;

namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in what is said about tokens.</summary>
internal static class TokenFaults
{
    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("unauthorized", "", "the token is refused in the service's own way, however good it is", _ =>
            FaultAction.BeforeExecution(exchange => { exchange.Call.IsRefused = true; })) { SparesSignIn = true },
        new("refuse-field", "response key", "this root field is refused as without a token, the others are executed", value =>
            FaultAction.BeforeExecution(exchange => { exchange.Call.RefusedRootFields.Add(value); })),
        new("drop-token-header", "", "no token header in the answer", _ =>
            FaultAction.AfterExecution(exchange => { exchange.Answer!.Headers.RemoveAll(IsTokenHeader); })),
        new("blank-token-header", "", "the token headers are blank", _ =>
            FaultAction.AfterExecution(exchange => Replace(exchange.Answer!, header => [new(header.Key, " ")]))),
        new("double-token-header", "[text]", "each token header twice; with a value: the second one has it", value =>
            FaultAction.AfterExecution(exchange => Replace(exchange.Answer!, header => [header, new(header.Key, value.Length == 0 ? header.Value : value)]))),
    ];

    private static bool IsTokenHeader(KeyValuePair<string, string> header) => TokenHeaderNames.Contains(header.Key);

    private static void Replace(HttpAnswer answer, Func<KeyValuePair<string, string>, IEnumerable<KeyValuePair<string, string>>> replace)
    {
        var replaced = answer.Headers.SelectMany(header => IsTokenHeader(header) ? replace(header) : [header]).ToList();
        answer.Headers.Clear();
        answer.Headers.AddRange(replaced);
    }
}
