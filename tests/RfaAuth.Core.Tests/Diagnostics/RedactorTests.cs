using RfaAuth.Core.Diagnostics;

namespace RfaAuth.Core.Tests.Diagnostics;

public sealed class RedactorTests
{
    private const string Secret = "p\"a\\ss\nword&£";

    [Theory]
    [InlineData(Secret)]
    [InlineData("p\\\"a\\\\ss\\nword&£")]
    [InlineData("p%22a%5Css%0Aword%26%C2%A3")]
    [InlineData("cCJhXHNzCndvcmQmwqM=")]
    public void A_secret_is_hidden_in_each_form_in_which_it_may_come_back(string form)
    {
        var redacted = new Redactor([Secret]).Redact($"Variable got invalid value {form}; sorry");

        Assert.Equal($"Variable got invalid value {Redactor.Mask}; sorry", redacted);
    }

    [Fact]
    public void Nested_values_and_names_are_searched()
    {
        var value = new Dictionary<string, object?> { ["a secret1"] = new object?[] { "secret1!", 1L, null, new Dictionary<string, object?> { ["b"] = "xsecret1" } } };

        var redacted = new Redactor(["secret1"]).RedactMembers(value);

        Assert.DoesNotContain("secret1", System.Text.Json.JsonSerializer.Serialize(redacted), StringComparison.Ordinal);
    }

    [Fact]
    public void A_longer_secret_wins_over_one_that_it_contains() =>
        Assert.Equal(Redactor.Mask, new Redactor(["secret", "secret-and-more"]).Redact("secret-and-more"));

    [Fact]
    public void Nothing_and_trifles_are_no_secrets() => Assert.Equal("a and b", new Redactor([null, "", "a"]).Redact("a and b"));
}
