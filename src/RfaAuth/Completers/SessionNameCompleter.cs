using RfaAuth.State;

namespace RfaAuth.Completers;

/// <summary>Completes the names of this runspace's sessions.</summary>
public sealed class SessionNameCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command)
    {
        var pattern = WildcardPattern.Get(command.Word + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return RunspaceSessions.Current.All
            .Where(session => pattern.IsMatch(session.Name))
            .Select(session => Results.Of(session.Name, session.Name, session.Endpoint.AbsoluteUri));
    }
}
