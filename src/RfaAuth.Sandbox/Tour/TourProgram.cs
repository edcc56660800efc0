using RfaAuth.Core.Errors;

namespace RfaAuth.Sandbox.Tour;

/// <summary>
/// The <c>tour</c>: RfaAuth's client against the sandbox, step by step, without PowerShell. What each step says is checked, by the
/// answers and by the sandbox's ledger.
/// </summary>
internal static class TourProgram
{
    /// <param name="output">Where the steps are told.</param>
    /// <param name="faults">Faults to play: how a failing tour is shown.</param>
    /// <returns>0: every step did what it says; 1: one did not, and the tour ended there.</returns>
    public static async Task<int> RunAsync(TextWriter output, params IReadOnlyList<string> faults)
    {
        var clock = new MovableClock();
        await using var server = await SandboxServer.StartAsync(new SandboxOptions { Clock = clock, Faults = faults });
        var guide = new TourGuide(output, server, clock);
        try
        {
            output.WriteLine($"The sandbox runs at {server.AdminEndpoint.GetLeftPart(UriPartial.Authority)}, with demo data only.");
            await RedFlagAlertTour.RunAsync(guide);
            await ToggleTour.RunAsync(guide);
            output.WriteLine();
            output.WriteLine($"All {guide.Steps} steps did what they say.");
            return 0;
        }
        catch (Exception exception) when (exception is TourFailedException or RfaException)
        {
            output.WriteLine();
            output.WriteLine($"Step {guide.Steps} did not do what it says: {exception.Message}");
            return 1;
        }
    }
}
