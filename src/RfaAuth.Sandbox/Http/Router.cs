namespace RfaAuth.Sandbox.Http;

/// <summary>Finds the handler of a request by its path.</summary>
internal sealed class Router
{
    /// <summary>The trap on the origin of the services, for redirects to the same origin.</summary>
    public const string TrapPath = "/trap";

    private readonly GraphQLEndpoint _redFlagAlert;
    private readonly GraphQLEndpoint _toggle;
    private readonly AdminEndpoint _admin;
    private readonly SandboxLedger _ledger;

    public Router(SandboxState state)
    {
        _redFlagAlert = new GraphQLEndpoint(state.RedFlagAlert, state);
        _toggle = new GraphQLEndpoint(state.Toggle, state);
        _admin = new AdminEndpoint(state);
        _ledger = state.Ledger;
    }

    public Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimEnd('/');
        return path switch
        {
            "/rfa/graphql" => _redFlagAlert.HandleAsync(context),
            "/toggle/graphql" => _toggle.HandleAsync(context),
            TrapPath => Trap.HandleAsync(context, _ledger),
            _ when path == "/sandbox" || path.StartsWith("/sandbox/", StringComparison.Ordinal) =>
                _admin.HandleAsync(context, path["/sandbox".Length..].TrimStart('/')),
            _ => NotFound(context),
        };
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
