namespace RfaAuth.Sandbox.Faults;

/// <summary>The targets of redirects. A client that follows one arrives at the trap.</summary>
internal static class RedirectTargets
{
    /// <summary>The target if the fault names none.</summary>
    public const string Usual = "absolute";

    /// <summary>The <c>Location</c> by the target's name.</summary>
    public static IReadOnlyDictionary<string, Func<HttpExchange, string>> ByName { get; } = new Dictionary<string, Func<HttpExchange, string>>
    {
        // The trap's own address: another port of this machine, over http.
        [Usual] = exchange => exchange.Trap.AbsoluteUri,
        ["look-alike"] = exchange => $"http://127.0.0.1.localhost:{exchange.Trap.Port}/",

        // The session's own origin: the trap's path on this server.
        ["relative"] = _ => Router.TrapPath,
        ["same-origin"] = exchange => $"http://{exchange.Context.Request.Host}{Router.TrapPath}",
    };
}
