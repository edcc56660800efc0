using System.Collections;
using System.Management.Automation.Language;
using RfaAuth.Core.Apis;

namespace RfaAuth.Completers;

/// <summary>Completes the names of the services that the module knows.</summary>
public sealed class ServiceNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => Completion.OrNothing(
        KnownServices.All
            .Where(service => service.Name.StartsWith(Completion.Bare(wordToComplete), StringComparison.OrdinalIgnoreCase))
            .Select(service => Completion.Result(service.Name, service.Name, service.DefaultEndpoint is { } endpoint ? endpoint.AbsoluteUri : "The address is to be given.")),
        wordToComplete);
}
