using RfaAuth.Sandbox.Execution;
using RfaAuth.Sandbox.Http;
using RfaAuth.Sandbox.Ledger;
using RfaAuth.Sandbox.Tokens;

namespace RfaAuth.Sandbox.Services;

/// <summary>What is known of a request while it is executed; the resolvers' state and the executor's observer.</summary>
internal sealed class CallState(DemoService service, SandboxOptions options, Caller caller, SandboxLedger ledger, RequestEntry request)
    : IExecutionObserver
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

    /// <summary>Whether the operation is none of those that give tokens.</summary>
    public bool NeedsSignIn => Request.Kind is RequestKind.Query or RequestKind.Mutation;

    /// <summary>The token to send with the answer: where the service sends it in a header.</summary>
    public IssuedToken? IssuedToken { get; set; }

    public object State => this;

    public ExecutionError? Refuse(FieldDefinition definition, string responseKey, bool isRoot)
    {
        if (isRoot && RefusedRootFields.Contains(responseKey))
        {
            return Service.Refusal(ErrorKind.NotAuthenticated);
        }

        // What is below a root field was allowed with it, unless it asks for more.
        var access = definition.Access == FieldAccess.Inherited && isRoot ? FieldAccess.SignedIn : definition.Access;
        return access switch
        {
            FieldAccess.Inherited or FieldAccess.Anyone => null,
            _ when !IsSignedIn => Service.Refusal(ErrorKind.NotAuthenticated),
            FieldAccess.Administrator when !Caller.User!.IsAdministrator => Service.Refusal(ErrorKind.NotAuthorized),
            _ => null,
        };
    }

    public void MutationExecuted(FieldDefinition definition, IReadOnlyDictionary<string, object?> arguments)
    {
        // Signing in changes nothing of the data and its arguments are secrets: the ledger has other lists for it.
        if (definition.Access != FieldAccess.Anyone)
        {
            Ledger.Add(new MutationEntry(Request.Number, Service.Name, definition.Name, JsonText.Of(arguments), Caller.User?.UserName));
        }
    }
}
