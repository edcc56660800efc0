using RfaAuth.Core.Sessions;

namespace RfaAuth.State;

/// <summary>What a session is called where the user does not say.</summary>
internal static class SessionName
{
    /// <returns><c>api:user@host</c>; <c>api@host</c> where the user is not known.</returns>
    public static string For(SessionOptions options, string? userName)
    {
        var host = options.Endpoint.Host;
        return userName is null ? $"{options.Api.Name}@{host}" : $"{options.Api.Name}:{userName}@{host}";
    }
}
