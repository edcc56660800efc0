using RfaAuth.Sandbox.Tour;

namespace RfaAuth.Core.Tests.Sandbox;

public sealed class TourTests
{
    [Fact]
    public async Task The_tour_does_what_it_says_and_shows_no_secret()
    {
        using var output = new StringWriter();

        var exitCode = await TourProgram.RunAsync(output);

        Assert.True(exitCode == 0, output.ToString());
        Assert.Contains("All 11 steps did what they say.", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(RfaAuth.Sandbox.SandboxUser.Demo.Password, output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("graphql-error=NO@query,rfa", "Step 2 ")]
    [InlineData("graphql-error=NO@refresh", "Step 4 ")]
    [InlineData("drop-token-header@toggle", "Step 7 ")]
    [InlineData("empty-body@toggle,mutation", "Step 10 ")]
    public async Task A_step_that_does_not_do_what_it_says_ends_the_tour_with_exit_code_1(string fault, string step)
    {
        using var output = new StringWriter();

        Assert.Equal(1, await TourProgram.RunAsync(output, fault));
        Assert.Contains(step, output.ToString().TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }
}
