namespace RfaAuth.Core.Apis;

/// <summary>Any GraphQL endpoint, with an access token that the user brings (RFC 6750), or with none. Nothing is known of it.</summary>
internal static class GraphQLApi
{
    public static ServiceDefinition Definition { get; } = new("GraphQL");
}
