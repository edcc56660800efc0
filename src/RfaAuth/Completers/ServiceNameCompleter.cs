using RfaAuth.Core.Apis;

namespace RfaAuth.Completers;

/// <summary>Completes the names of the services that the module knows.</summary>
public sealed class ServiceNameCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) => KnownServices.All
        .Where(service => service.Name.StartsWith(command.Word, StringComparison.OrdinalIgnoreCase))
        .Select(service => Results.Of(service.Name, service.Name, service.DefaultEndpoint is { } endpoint ? endpoint.AbsoluteUri : "Give its address as -Endpoint."));
}
