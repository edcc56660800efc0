using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Apis;

/// <summary>
/// The properties of a service, as data. A service leaves out the parts that it does not have. No other code in Core or in the module depends on
/// a service's name. docs/add-a-service.md shows how to add a service.
/// </summary>
/// <param name="Name">The name that users choose.</param>
internal sealed record ServiceDefinition(string Name)
{
    /// <summary>The service's address; null if each user has another one.</summary>
    public Uri? DefaultEndpoint { get; init; }

    /// <summary>The sign-in; null: the user passes an access token, or the service needs none.</summary>
    public SignInOperation? SignIn { get; init; }

    /// <summary>The refresh; null if there are no refresh tokens.</summary>
    public RefreshOperation? Refresh { get; init; }

    /// <summary>Reads a new access token from any answer; null if the service sends none.</summary>
    public Func<ApiAnswer, string?>? ReadRotatedToken { get; init; }

    /// <summary>How the cost budget refills if the answers do not say so; null if not known.</summary>
    public CostRule? Cost { get; init; }

    /// <summary>The places of that budget in an answer. The default is <c>extensions.cost</c>, which many services use.</summary>
    public CostMembers CostMembers { get; init; } = CostMembers.Usual;

    /// <summary>
    /// The service's own messages for an access token that it does not accept. Common messages need not be listed. The whole message must match, in
    /// any case, with or without a stop at its end.
    /// </summary>
    public IReadOnlyList<string> UnauthorizedMessages { get; init; } = [];

    /// <summary>Reads the members of an error that the GraphQL specification does not define; null if there are none.</summary>
    public ServiceErrorReader? ReadError { get; init; }

    /// <summary>
    /// The service's own parameters of Connect-RfaApi, by name. The function of a parameter returns the definition for a value of
    /// the parameter.
    /// </summary>
    public IReadOnlyDictionary<string, Func<ServiceDefinition, object, ServiceDefinition>> Parameters { get; init; } =
        new Dictionary<string, Func<ServiceDefinition, object, ServiceDefinition>>();

    /// <summary>Adds the service's own members to an error.</summary>
    internal GraphQLError Complete(GraphQLError error, IReadOnlyDictionary<string, object?> members)
    {
        var read = ReadError?.Invoke(error, members) ?? error;
        var message = read.Message.Trim().TrimEnd('.');
        return UnauthorizedMessages.Any(known => string.Equals(known.TrimEnd('.'), message, StringComparison.OrdinalIgnoreCase))
            ? read with { IsUnauthorized = true }
            : read;
    }
}

/// <summary>The operation with which a user signs in.</summary>
/// <param name="Create">Makes the operation. Its document is constant, and the credential is in the variables.</param>
/// <param name="Read">Reads the tokens from the answer. They are null if there are none.</param>
/// <param name="TokenPlace">The place of the access token in words, for the error if it is missing.</param>
internal sealed record SignInOperation(Func<SignInCredential, GraphQLRequest> Create, Func<ApiAnswer, TokenGrant> Read, string TokenPlace);

/// <summary>The operation that uses a refresh token.</summary>
/// <param name="Create">Makes the operation. Its document is constant, and the refresh token is in the variables.</param>
/// <param name="Read">Reads the tokens from the answer. They are null if there are none.</param>
internal sealed record RefreshOperation(Func<string, GraphQLRequest> Create, Func<ApiAnswer, TokenGrant> Read);
