namespace RfaAuth.Core.Tokens;

/// <summary>How a renewal failed: one failure for everyone who needed it. Times are monotonic (<c>IClock.Elapsed</c>).</summary>
/// <param name="Generation">The generation that was to be renewed.</param>
/// <param name="Exception">The failure.</param>
/// <param name="At">When it failed.</param>
/// <param name="PauseUntil">Before this the service is not asked again.</param>
internal sealed record RenewalFailure(long Generation, RfaException Exception, TimeSpan At, TimeSpan PauseUntil)
{
    /// <summary>How long the service is not asked again.</summary>
    public TimeSpan Pause => PauseUntil - At;

    /// <summary>Whether a call shares the failure: it began before the renewal failed, or the service asked for a pause.</summary>
    public bool AppliesTo(TokenSet tokens, TimeSpan callBegan, TimeSpan now) =>
        tokens.Generation == Generation && (callBegan <= At || now < PauseUntil);
}
