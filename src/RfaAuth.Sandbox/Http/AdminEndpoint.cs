namespace RfaAuth.Sandbox.Http;

/// <summary>Controls a running sandbox over HTTP, as <see cref="SandboxServer"/> does within the process.</summary>
internal sealed class AdminEndpoint
{
    private readonly SandboxState _state;
    private readonly Dictionary<string, (string Description, Func<JsonNode?, object?> Run)> _commands;

    public AdminEndpoint(SandboxState state)
    {
        _state = state;
        _commands = new()
        {
            ["GET ledger"] = ("what arrived and what was done", _ => state.Ledger),
            ["DELETE ledger"] = ("forgets what arrived", _ => Done(state.Ledger.Clear)),
            ["GET faults"] = ("the faults in force", _ => state.FaultPlan.Rules),
            ["POST faults"] = ("adds a fault: \"status=503:2@mutation\", or {name, value, count, from, service, kind, operation, field}, or a list of both", AddFaults),
            ["POST mix"] = ("adds faults of many kinds by a seed: {seed, prefix, first, count, oneIn, tokenFaults}; one in ten operations prefix1, prefix2, ... meets one; answers with the rules", AddMix),
            ["DELETE faults"] = ("ends all faults", _ => Done(state.FaultPlan.Clear)),
            ["GET options"] = ("how the services behave", _ => state.Options),
            ["POST options"] = ("changes it: {tokenLifetime: 2, tokenRotation: \"EveryAnswer\", ...}; times in seconds", SetOptions),
            ["POST revoke"] = ("ends the tokens issued so far: {what: \"access\" | \"refresh\" | \"all\"}", Revoke),
            ["POST password"] = ("changes a password: {user, password}", ChangePassword),
            ["POST budget"] = ("sets what is left of Toggle's budget: {available}", SetBudget),
            ["POST reset"] = ("all as after the start, but for the tokens", _ => Done(state.Reset)),
        };
    }

    public async Task HandleAsync(HttpContext context, string path)
    {
        var command = $"{context.Request.Method} {path}";
        if (path.Length == 0)
        {
            await context.Response.WriteAsJsonAsync(_commands.ToDictionary(c => c.Key, c => c.Value.Description), AdminJson.Options);
            return;
        }

        if (!_commands.TryGetValue(command, out var found))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            var body = context.Request.Method == "POST" && context.Request.ContentLength is not 0
                ? await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)
                : null;
            await context.Response.WriteAsJsonAsync(found.Run(body), AdminJson.Options);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = exception.Message }, AdminJson.Options);
        }
    }

    private static object? Done(Action action)
    {
        action();
        return new { done = true };
    }

    private IReadOnlyList<FaultRule> AddFaults(JsonNode? body)
    {
        _state.FaultPlan.AddRange(body is JsonArray list ? list.Select(ReadRule) : [ReadRule(body)]);
        return _state.FaultPlan.Rules;
    }

    private IReadOnlyList<FaultRule> AddMix(JsonNode? body)
    {
        var rules = FaultMix.Create(
            Member(body, "seed").GetValue<int>(),
            Member(body, "prefix").GetValue<string>(),
            Member(body, "first").GetValue<int>(),
            Member(body, "count").GetValue<int>(),
            body?["oneIn"]?.GetValue<int>() ?? 10,
            body?["tokenFaults"]?.GetValue<int>() ?? 0);
        _state.FaultPlan.AddRange(rules);
        return rules;
    }

    private static FaultRule ReadRule(JsonNode? node) => node is JsonValue text
        ? FaultRule.Parse(text.GetValue<string>())
        : node.Deserialize<FaultRule>(AdminJson.Options) ?? throw new FormatException("A fault is a text or an object.");

    private SandboxOptions SetOptions(JsonNode? body) =>
        _state.Options = AdminJson.Patch(_state.Options, body as JsonObject ?? throw new FormatException("The options are an object."));

    private object? Revoke(JsonNode? body)
    {
        var what = body is null ? "all" : body["what"]?.GetValue<string>();
        if (what is not ("access" or "refresh" or "all"))
            throw new FormatException("What to revoke is \"access\", \"refresh\" or \"all\".");

        _state.RedFlagAlert.Revoke(access: what != "refresh", refresh: what != "access");
        _state.Toggle.Revoke(access: what != "refresh", refresh: what != "access");
        return new { revoked = what };
    }

    private object? ChangePassword(JsonNode? body)
    {
        _state.Passwords.Change(Member(body, "user").GetValue<string>(), Member(body, "password").GetValue<string>());
        return new { done = true };
    }

    private object? SetBudget(JsonNode? body)
    {
        _state.Toggle.Budget.Refill(Member(body, "available").GetValue<int>());
        return new { done = true };
    }

    private static JsonNode Member(JsonNode? body, string name) =>
        body?[name] ?? throw new FormatException($"The member '{name}' is missing.");
}
