namespace RfaAuth.Sandbox.Faults;

/// <summary>Where redirects lead. All that can be followed ends in the trap; what is left to the client is whether it does.</summary>
internal static class RedirectTargets
{
    /// <summary>The target of a redirect that names none.</summary>
    public const string Usual = "absolute";

    /// <summary>The <c>Location</c> by the target's name.</summary>
    public static IReadOnlyDictionary<string, Func<Exchange, string>> ByName { get; } = new Dictionary<string, Func<Exchange, string>>
    {
        // The trap's own address: another port of this machine, over http.
        [Usual] = exchange => exchange.Trap.AbsoluteUri,
        ["look-alike"] = exchange => $"http://127.0.0.1.localhost:{exchange.Trap.Port}/",

        // The session's own origin: the trap's path on this server.
        ["relative"] = _ => Router.TrapPath,
        ["same-origin"] = exchange => $"http://{exchange.Context.Request.Host}{Router.TrapPath}",
    };
}
