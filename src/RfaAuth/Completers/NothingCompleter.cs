namespace RfaAuth.Completers;

/// <summary>Offers nothing, for values that cannot be known. It keeps PowerShell from offering files.</summary>
public sealed class NothingCompleter : CommandCompleter
{
    private protected override IEnumerable<CompletionResult> Find(TypedCommand command) => [];
}
