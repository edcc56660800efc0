using RfaAuth.Core.Apis;

namespace RfaAuth.Input;

/// <summary>Chooses the service of a cmdlet, and checks that the parameters fit it. Pure.</summary>
internal static class ServiceChoice
{
    // Parameters that only a service with a sign-in can use.
    private static readonly string[] s_ofSignIn = ["Credential", "CredentialSecret", "TokenSecret", "Vault", "Force", "RefreshToken"];

    /// <summary>Finds a service by name.</summary>
    /// <param name="name">One of the names of <see cref="KnownServices"/>, in any case.</param>
    /// <param name="given">The given parameters with their values.</param>
    /// <returns>The service, changed by its own parameters.</returns>
    /// <exception cref="RfaException">StoredTokenMismatch: no service has the name. ParameterConflict: a parameter belongs to another service.</exception>
    public static ServiceDefinition Choose(string name, IReadOnlyDictionary<string, object> given)
    {
        // -Api allows only known names, so an unknown one comes from a vault.
        var service = KnownServices.Find(name)
            ?? throw new RfaException(ErrorCodes.StoredTokenMismatch, $"The stored tokens are not used: they are for a service that this version of the module does not know, '{name}'.");
        foreach (var parameter in KnownServices.All.SelectMany(known => known.Parameters.Keys).Where(given.ContainsKey).Distinct())
        {
            service = service.Parameters.TryGetValue(parameter, out var apply)
                ? apply(service, given[parameter])
                : throw new RfaException(ErrorCodes.ParameterConflict, $"-{parameter} is for {Owners(parameter)}, and not for {service.Name}.");
        }

        return service;
    }

    /// <summary>Refuses parameters that a service without a sign-in cannot use.</summary>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static void RequireSignInFor(ServiceDefinition service, IEnumerable<string> given)
    {
        if (service.SignIn is null && s_ofSignIn.FirstOrDefault(given.Contains) is { } parameter)
            throw new RfaException(ErrorCodes.ParameterConflict, $"-{parameter} does not go with {service.Name}, which has no sign-in: pass a token as -AccessToken, or none.");
    }

    private static string Owners(string parameter) =>
        string.Join(" and ", KnownServices.All.Where(known => known.Parameters.ContainsKey(parameter)).Select(known => known.Name));
}
