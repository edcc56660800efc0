namespace RfaAuth.Sandbox.Http;

/// <summary>The target of redirects. It records each request.</summary>
internal static class Trap
{
    public static Task HandleAsync(HttpContext context, SandboxLedger ledger)
    {
        ledger.Add(new TrapEntry(context.Request.Method, context.Request.Path, context.Request.Headers.ContainsKey("Authorization")));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
