namespace RfaAuth.Core.Apis;

/// <summary>Any GraphQL endpoint, with an access token from the user (RFC 6750) or with none. The module knows nothing else about it.</summary>
internal static class GraphQLApi
{
    public static ServiceDefinition Definition { get; } = new("GraphQL");
}
