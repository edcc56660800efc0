using System;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Apis;

/// <summary>What is particular to a service. One class each; nothing else in Core knows a service by name.</summary>
public interface IServiceApi
{
    /// <summary>The name under which users choose the service.</summary>
    string Name { get; }

    /// <summary>The service's address; null where each user has one of their own.</summary>
    Uri? DefaultEndpoint { get; }

    /// <summary>The sign-in operation. Its document is constant; the credential travels in its variables.</summary>
    GraphQLRequest CreateSignIn(SignInCredential credential);

    /// <summary>The tokens in the answer to a sign-in; members are null where the answer has none.</summary>
    TokenGrant ReadSignIn(ApiAnswer answer);

    /// <summary>The refresh operation; null where the service has none.</summary>
    GraphQLRequest? CreateRefresh(string refreshToken);

    /// <summary>The tokens in the answer to a refresh; members are null where the answer has none.</summary>
    TokenGrant ReadRefresh(ApiAnswer answer);

    /// <summary>A token that an ordinary answer brings along; null where it brings none.</summary>
    string? ReadRotatedToken(ApiAnswer answer);

    /// <summary>Where a sign-in's token is expected, in words: for the error when it is missing.</summary>
    string TokenPlace { get; }
}
