namespace RfaAuth.Sandbox.Faults;

/// <summary>Faults in tokens: refused, revoked, dead when they are issued, and odd.</summary>
internal static class TokenFaults
{
    private static readonly Dictionary<string, (bool Access, bool Refresh)> s_revocations = new()
    {
        ["access"] = (true, false),
        ["refresh"] = (false, true),
        ["all"] = (true, true),
    };

    public static IReadOnlyList<FaultEntry> Entries { get; } =
    [
        new("unauthorized", "", "the token is refused in the service's own way, however good it is", _ =>
            FaultAction.BeforeExecution(exchange => { exchange.Call.IsRefused = true; })) { SparesSignIn = true },
        new("refuse-field", "response key", "this root field is refused as without a token, the others are executed", value =>
            FaultAction.BeforeExecution(exchange => { exchange.Call.RefusedRootFields.Add(value); })),
        new("revoke", string.Join('|', s_revocations.Keys), "when the request comes, the service's tokens issued so far are revoked, the presented one included", value =>
        {
            var (access, refresh) = FaultValue.OneOf(s_revocations, value);
            return FaultAction.BeforeExecution(exchange =>
            {
                exchange.Call.Service.Revoke(access, refresh);
                exchange.Call.IsRefused |= access;
            });
        }),
        new("dead-token", "expired|revoked|forged", "the access token issued in the answer is dead from the start; forged: its signature is wrong", value =>
        {
            var state = FaultValue.OneOf(NamesOf(IssuedTokens.Expired, IssuedTokens.Revoked, IssuedTokens.Forged), value);
            return Issues(options => options with { IssuedTokens = state });
        }),
        new("token-shape", "shape", "the access token issued in the answer looks so: " + string.Join(", ", Enum.GetNames<TokenShape>()), value =>
        {
            var shape = FaultValue.OneOf(NamesOf(Enum.GetValues<TokenShape>()), value);
            return Issues(options => options with { TokenShape = shape });
        }),
        new("token-lifetime", "seconds", "the access token issued in the answer lives so long", value =>
        {
            var lifetime = FaultValue.Seconds(value) is var time && time > TimeSpan.Zero
                ? time
                : throw new FormatException("A token's lifetime is above 0.");
            return Issues(options => options with { TokenLifetime = lifetime });
        }),
        new("token-clock-skew", "seconds", "the iat and exp of the access token issued in the answer are this far from the true time", value =>
        {
            var skew = FaultValue.Seconds(value);
            return Issues(options => options with { TokenClockOffset = skew });
        }),
    ];

    /// <summary>The request is answered as if the server had these options.</summary>
    private static FaultAction Issues(Func<SandboxOptions, SandboxOptions> change) =>
        FaultAction.BeforeExecution(exchange => { exchange.Call.Options = change(exchange.Call.Options); });

    private static Dictionary<string, T> NamesOf<T>(params T[] values)
        where T : struct, Enum => values.ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);
}
