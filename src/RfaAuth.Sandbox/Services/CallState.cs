namespace RfaAuth.Sandbox.Services;

/// <summary>What is known of a request while it is executed.</summary>
internal sealed class CallState(DemoService service, SandboxOptions options, Caller caller, SandboxLedger ledger, RequestEntry request)
{
    /// <summary>The service that is called.</summary>
    public DemoService Service { get; } = service;

    /// <summary>How the service behaves at this request: a fault may change it.</summary>
    public SandboxOptions Options { get; set; } = options;

    public Caller Caller { get; } = caller;

    public SandboxLedger Ledger { get; } = ledger;

    public RequestEntry Request { get; } = request;

    /// <summary>Whether the client takes <c>application/graphql-response+json</c>.</summary>
    public bool AcceptsGraphQLResponse { get; init; }

    /// <summary>Response keys of root fields that are refused whatever the token is: a fault.</summary>
    public ISet<string> RefusedRootFields { get; } = new HashSet<string>();

    /// <summary>Whether the token is refused whatever it is: a fault.</summary>
    public bool IsRefused { get; set; }

    /// <summary>Whether the token is taken for a valid one.</summary>
    public bool IsSignedIn => Caller.User is not null && !IsRefused;

    /// <summary>The token to send with the answer: where the service sends it in a header.</summary>
    public IssuedToken? IssuedToken { get; set; }

    /// <summary>How many fields of the service's own were resolved.</summary>
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

        // What is below a root field was allowed with it, unless it asks for more.
        var demanded = access == FieldAccess.Inherited && isRoot ? FieldAccess.SignedIn : access;
        if (demanded is FieldAccess.SignedIn or FieldAccess.Administrator && !IsSignedIn)
            throw new FieldException(Service.Refusal(ErrorKind.NotAuthenticated));

        if (demanded == FieldAccess.Administrator && !Caller.User!.IsAdministrator)
            throw new FieldException(Service.Refusal(ErrorKind.NotAuthorized));
    }

    /// <summary>Keeps a mutation's root field that did its work in the ledger.</summary>
    public void MutationExecuted(string field, FieldAccess access, IResolveFieldContext context)
    {
        // Signing in changes nothing of the data and its arguments are secrets: the ledger has other lists for it.
        if (access != FieldAccess.Anyone)
        {
            var arguments = (context.Arguments ?? new Dictionary<string, ArgumentValue>())
                .Where(argument => argument.Value.Source != ArgumentSource.FieldDefault || argument.Value.Value is not null)
                .ToDictionary(argument => argument.Key, argument => argument.Value.Value);
            Ledger.Add(new MutationEntry(Request.Number, Service.Name, field, JsonText.Of(arguments), Caller.User?.UserName));
        }
    }
}
