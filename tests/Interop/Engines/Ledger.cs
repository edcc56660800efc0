namespace Interop.Engines;

/// <summary>What a server saw and did since it was reset; its members are those of <c>servers/shared/world.mjs</c>.</summary>
internal sealed record Ledger(
    IReadOnlyList<PresentedToken> Requests,
    IReadOnlyList<SignInAttempt> SignIns,
    IReadOnlyList<RefreshAttempt> Refreshes,
    int RefreshReuses,
    IReadOnlyList<ExecutedMutation> Executed);

/// <param name="Service">rfa, rfa-legacy or toggle.</param>
/// <param name="Token">The token's id: t1, t2, ... in the order of issue; null where the request had none.</param>
/// <param name="User">Whose token it is.</param>
/// <param name="State">missing, malformed, revoked, expired or good.</param>
internal sealed record PresentedToken(string Service, string? Token, string? User, string State);

/// <param name="Service">rfa, rfa-legacy or toggle.</param>
/// <param name="By">The variable that held the name.</param>
/// <param name="Name">The name.</param>
/// <param name="ManagementFlow">The argument useManagementflow; null where it was not given.</param>
/// <param name="Accepted">Whether name and password were right.</param>
internal sealed record SignInAttempt(string Service, string By, string Name, bool? ManagementFlow, bool Accepted);

internal sealed record RefreshAttempt(string Service, bool? ManagementFlow, bool Accepted);

internal sealed record ExecutedMutation(string Field, string Card, long Value);
