using RfaAuth.Sandbox.Http;

namespace RfaAuth.Sandbox.Faults;

/// <summary>Where redirects lead. All that can be followed ends in the trap; what is left to the client is whether it does.</summary>
internal static class RedirectTargets
{
    /// <summary>The target of a redirect that names none.</summary>
    public const string Usual = "absolute";

    /// <summary>The <c>Location</c> by the target's name; null: the answer has none.</summary>
    public static IReadOnlyDictionary<string, Func<Exchange, string?>> ByName { get; } = new Dictionary<string, Func<Exchange, string?>>
    {
        // The trap's own address: another port of this machine, over http.
        [Usual] = exchange => exchange.Trap.AbsoluteUri,
        ["other-host"] = exchange => $"http://localhost:{exchange.Trap.Port}/",
        ["look-alike"] = exchange => $"http://127.0.0.1.localhost:{exchange.Trap.Port}/",
        ["user-info"] = exchange => $"http://{exchange.Context.Request.Host}@127.0.0.1:{exchange.Trap.Port}/",
        ["https"] = exchange => $"https://127.0.0.1:{exchange.Trap.Port}/",
        ["no-scheme"] = exchange => $"//127.0.0.1:{exchange.Trap.Port}/",

        // The session's own origin: the trap's path on this server.
        ["relative"] = _ => Router.TrapPath,
        ["same-origin"] = exchange => $"http://{exchange.Context.Request.Host}{Router.TrapPath}",
        ["itself"] = exchange => $"http://{exchange.Context.Request.Host}{exchange.Context.Request.Path}",
        ["ftp"] = exchange => $"ftp://127.0.0.1:{exchange.Trap.Port}/",
        ["file"] = _ => "file:///etc/hostname",
        ["broken"] = _ => "http://[",
        ["blank"] = _ => "",
        ["none"] = _ => null,
    };
}
