namespace RfaAuth.Sandbox.Http;

/// <summary>The handler of both services: reads the request, applies the faults, executes, answers, and writes the ledger.</summary>
internal sealed class GraphQLEndpoint(DemoService service, SandboxState state)
{
    public async Task HandleAsync(HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Stopping);
        var request = await GraphQLHttpRequest.ReadAsync(context.Request, stop.Token);
        var caller = service.AccessTokens.Check(context.Request.Headers.Authorization);
        var arrived = Describe(context, request, caller);
        var faults = state.FaultPlan.Take(arrived);
        var entry = state.Ledger.Add(arrived with { Faults = [.. faults.Select(fault => fault.Name)] });
        var call = new CallState(service, state.Options, caller, state.Ledger, entry)
        {
            AcceptsGraphQLResponse = context.Request.Headers.Accept.ToString().Contains("application/graphql-response+json", StringComparison.Ordinal),
        };
        var exchange = new HttpExchange(context, call, state.Trap, stop.Token) { Answer = request.Refusal };
        try
        {
            await AnswerAsync(exchange, faults, request);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client has left, or the sandbox stops, while a fault delays the answer.
            exchange.Cut();
        }
    }

    private async Task AnswerAsync(HttpExchange exchange, IReadOnlyList<ActiveFault> faults, GraphQLHttpRequest request)
    {
        foreach (var fault in faults)
        {
            await fault.Action.Before(exchange);
            if (exchange.IsCut)
                return;
        }

        exchange.Answer ??= await ExecuteAsync(exchange.Call, request);
        foreach (var fault in faults)
        {
            await fault.Action.After(exchange);
            if (exchange.IsCut)
                return;
        }

        // Before the answer is sent, so that the ledger has it when the client has.
        state.Ledger.Complete(exchange.Call.Request, exchange.Answer.Status);
        await exchange.Answer.WriteAsync(exchange);
    }

    private async Task<OutgoingAnswer> ExecuteAsync(CallState call, GraphQLHttpRequest request)
    {
        if (request.Document is null)
            return service.Answer(ServiceResult.Failed(request.Error!), call);

        return service.RefuseEarly(call)
            ?? service.Answer(await service.Schema(call.Options).ExecuteAsync(request.Document, request.OperationName, request.Variables, call), call);
    }

    private RequestEntry Describe(HttpContext context, GraphQLHttpRequest request, Caller caller)
    {
        var operation = request.Operation;
        var rootFields = operation is null ? [] : DocumentReader.RootFields(request.Document!, operation);
        return new RequestEntry
        {
            At = state.Options.Clock.GetUtcNow(),
            Service = service.Name,
            Kind = operation is null ? RequestKind.Unknown : service.KindOf(operation.Operation, rootFields),
            OperationName = operation?.Name?.StringValue,
            RootFields = rootFields,
            TokenId = caller.TokenId,
            User = caller.User?.UserName,
            TokenOwner = caller.TokenId is { } id ? service.AccessTokens.UserOf(id)?.UserName : null,
            Connection = context.Connection.Id,
        };
    }
}
