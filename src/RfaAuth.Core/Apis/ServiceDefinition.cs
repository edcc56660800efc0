using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Apis;

/// <summary>
/// What is particular to a service, as data. Parts that a service does not have are left out. Nothing else in Core and in the module knows
/// a service by name; docs/add-a-service.md says how one is added.
/// </summary>
/// <param name="Name">The name under which users choose the service.</param>
internal sealed record ServiceDefinition(string Name)
{
    /// <summary>The service's address; null where each user has one of their own.</summary>
    public Uri? DefaultEndpoint { get; init; }

    /// <summary>How a user signs in; null: the service is used with an access token that the user brings, or with none.</summary>
    public SignInOperation? SignIn { get; init; }

    /// <summary>How a refresh token is used; null: there are none.</summary>
    public RefreshOperation? Refresh { get; init; }

    /// <summary>Reads a new access token that an ordinary answer brings; null: none does.</summary>
    public Func<ApiAnswer, string?>? ReadRotatedToken { get; init; }

    /// <summary>How the budget for the cost of queries fills again where the answers do not say so; null: nobody knows.</summary>
    public CostRule? Cost { get; init; }

    /// <summary>Where the answers say what that budget holds; left out: in <c>extensions.cost</c>, as many services do.</summary>
    public CostMembers CostMembers { get; init; } = CostMembers.Usual;

    /// <summary>
    /// Messages that say that the access token was not accepted, beside those that many services have in common. The whole message counts, in
    /// any case, with or without a stop at its end.
    /// </summary>
    public IReadOnlyList<string> UnauthorizedMessages { get; init; } = [];

    /// <summary>Reads what stands beside an error's message and is none of the GraphQL specification's; null: nothing does.</summary>
    public ServiceErrorReader? ReadError { get; init; }

    /// <summary>
    /// The parameters of Connect-RfaApi that this service accepts beside the common ones, by name. Each gives the definition that its value
    /// asks for.
    /// </summary>
    public IReadOnlyDictionary<string, Func<ServiceDefinition, object, ServiceDefinition>> Parameters { get; init; } =
        new Dictionary<string, Func<ServiceDefinition, object, ServiceDefinition>>();

    /// <summary>An error of an answer with what this service says in its own way.</summary>
    internal GraphQLError Complete(GraphQLError error, IReadOnlyDictionary<string, object?> members)
    {
        var read = ReadError?.Invoke(error, members) ?? error;
        var message = read.Message.Trim().TrimEnd('.');
        return UnauthorizedMessages.Any(known => string.Equals(known.TrimEnd('.'), message, StringComparison.OrdinalIgnoreCase))
            ? read with { IsUnauthorized = true }
            : read;
    }
}

/// <summary>How a user signs in.</summary>
/// <param name="Create">Makes the operation. Its document is constant; the credential travels in its variables.</param>
/// <param name="Read">The tokens in its answer; members are null where there are none.</param>
/// <param name="TokenPlace">Where the access token is expected, in words: for the error when it is missing.</param>
internal sealed record SignInOperation(Func<SignInCredential, GraphQLRequest> Create, Func<ApiAnswer, TokenGrant> Read, string TokenPlace);

/// <summary>How a refresh token is used.</summary>
/// <param name="Create">Makes the operation. Its document is constant; the refresh token travels in its variables.</param>
/// <param name="Read">The tokens in its answer; members are null where there are none.</param>
internal sealed record RefreshOperation(Func<string, GraphQLRequest> Create, Func<ApiAnswer, TokenGrant> Read);
