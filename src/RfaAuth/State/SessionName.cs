using RfaAuth.Core.Sessions;

namespace RfaAuth.State;

/// <summary>Makes the default name of a session.</summary>
internal static class SessionName
{
    /// <returns><c>api:user@host</c>, or <c>api@host</c> if the user is not known.</returns>
    public static string For(SessionOptions options, string? userName)
    {
        var host = options.Endpoint.Host;
        return userName is null ? $"{options.Api.Name}@{host}" : $"{options.Api.Name}:{userName}@{host}";
    }
}
