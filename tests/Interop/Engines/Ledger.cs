namespace Interop.Engines;

/// <summary>What a server saw and did since it was reset; its members are those of <c>servers/shared/world.mjs</c>.</summary>
internal sealed record Ledger(
    IReadOnlyList<PresentedToken> Requests,
    IReadOnlyList<TokenRequest> SignIns,
    IReadOnlyList<TokenRequest> Refreshes,
    IReadOnlyList<ExecutedMutation> Executed);

/// <param name="State">missing, malformed, revoked, expired or good.</param>
internal sealed record PresentedToken(string State);

/// <param name="Accepted">Whether name and password were right, or the refresh token was good.</param>
internal sealed record TokenRequest(bool Accepted);

internal sealed record ExecutedMutation(string Field, string Card, long Value);
