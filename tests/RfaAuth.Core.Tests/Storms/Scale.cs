namespace RfaAuth.Core.Tests.Storms;

/// <summary>
/// How hard the storms blow: the environment variable RFAAUTH_TEST_SCALE multiplies the counts (1 unless set), so that the everyday
/// run is quick and the counts of tests/BARS.md can be had on demand.
/// </summary>
internal static class Scale
{
    private static readonly int s_factor =
        int.TryParse(Environment.GetEnvironmentVariable("RFAAUTH_TEST_SCALE"), NumberStyles.None, CultureInfo.InvariantCulture, out var factor) && factor > 0
            ? factor
            : 1;

    /// <param name="count">The count of the everyday run.</param>
    public static int Of(int count) => count * s_factor;

    /// <summary>The seed of a random storm: RFAAUTH_TEST_SEED, or one that the failure's message names.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("RFAAUTH_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Random.Shared.Next();
}
