namespace RfaAuth.Core.Apis;

/// <summary>The services that users can choose, one line each. The most common one is first.</summary>
internal static class KnownServices
{
    public static IReadOnlyList<ServiceDefinition> All { get; } =
    [
        RedFlagAlertApi.Definition,
        ToggleApi.Definition,
        GraphQLApi.Definition,
    ];

    /// <returns>The service with this name, in any case; null if there is none.</returns>
    public static ServiceDefinition? Find(string name) => All.FirstOrDefault(service => string.Equals(service.Name, name, StringComparison.OrdinalIgnoreCase));
}
