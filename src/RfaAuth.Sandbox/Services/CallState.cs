namespace RfaAuth.Sandbox.Services;

/// <summary>The state of a request during its execution.</summary>
internal sealed class CallState(DemoService service, SandboxOptions options, Caller caller, SandboxLedger ledger, RequestEntry request)
{
    /// <summary>The service that is called.</summary>
    public DemoService Service { get; } = service;

    /// <summary>The options for this request. A fault may change them.</summary>
    public SandboxOptions Options { get; set; } = options;

    public Caller Caller { get; } = caller;

    public SandboxLedger Ledger { get; } = ledger;

    public RequestEntry Request { get; } = request;

    /// <summary>Whether the client takes <c>application/graphql-response+json</c>.</summary>
    public bool AcceptsGraphQLResponse { get; init; }

    /// <summary>Response keys of root fields that a fault refuses.</summary>
    public ISet<string> RefusedRootFields { get; } = new HashSet<string>();

    /// <summary>Whether a fault refuses the token.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Whether the token counts as valid.</summary>
    public bool IsSignedIn => Caller.User is not null && !IsRefused;

    /// <summary>The token to send in a header of the answer.</summary>
    public IssuedToken? IssuedToken { get; set; }

    /// <summary>The number of resolved fields.</summary>
    public int ResolvedFields { get; set; }

    /// <summary>Refuses a field that the caller may not see.</summary>
    /// <param name="access">Who may ask for it.</param>
    /// <param name="rootKey">The key of its root field in the answer.</param>
    /// <param name="isRoot">Whether it is a field of the operation itself.</param>
    /// <exception cref="FieldException">It is refused.</exception>
    public void Demand(FieldAccess access, string rootKey, bool isRoot)
    {
        if (isRoot && RefusedRootFields.Contains(rootKey))
            throw new FieldException(Service.Refusal(ErrorKind.NotAuthenticated));

        // A field below a root field needs no check, unless it has its own.
        var demanded = access == FieldAccess.Inherited && isRoot ? FieldAccess.SignedIn : access;
        if (demanded is FieldAccess.SignedIn or FieldAccess.Administrator && !IsSignedIn)
            throw new FieldException(Service.Refusal(ErrorKind.NotAuthenticated));

        if (demanded == FieldAccess.Administrator && !Caller.User!.IsAdministrator)
            throw new FieldException(Service.Refusal(ErrorKind.NotAuthorized));
    }

    /// <summary>Records an executed root field of a mutation in the ledger.</summary>
    public void MutationExecuted(string field, FieldAccess access, IResolveFieldContext context)
    {
        // A sign-in changes no data, and its arguments are secrets. The ledger has other lists for it.
        if (access != FieldAccess.Anyone)
        {
            var arguments = (context.Arguments ?? new Dictionary<string, ArgumentValue>())
                .Where(argument => argument.Value.Source != ArgumentSource.FieldDefault || argument.Value.Value is not null)
                .ToDictionary(argument => argument.Key, argument => argument.Value.Value);
            Ledger.Add(new MutationEntry(Request.Number, Service.Name, field, AnswerJson.Of(arguments), Caller.User?.UserName));
        }
    }
}
