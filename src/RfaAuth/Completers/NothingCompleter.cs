namespace RfaAuth.Completers;

/// <summary>For what nobody can know: it keeps PowerShell from offering files.</summary>
public sealed class NothingCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) => [];
}
