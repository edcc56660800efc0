namespace RfaAuth.Core.Tokens;

/// <summary>The failure of a renewal, which all waiting calls share. Times are monotonic (<c>IClock.Elapsed</c>).</summary>
/// <param name="Generation">The generation that was to be renewed.</param>
/// <param name="Exception">The failure.</param>
/// <param name="At">The time of the failure.</param>
/// <param name="PauseUntil">The service is not asked again before this time.</param>
internal sealed record RenewalFailure(long Generation, RfaException Exception, TimeSpan At, TimeSpan PauseUntil)
{
    /// <summary>The pause before the service is asked again.</summary>
    public TimeSpan Pause => PauseUntil - At;

    /// <summary>Whether a call shares the failure: the call began before the failure, or the pause is not over.</summary>
    public bool AppliesTo(TokenSet tokens, TimeSpan callBegan, TimeSpan now) =>
        tokens.Generation == Generation && (callBegan <= At || now < PauseUntil);
}
