namespace RfaAuth.Core.Tests.Tokens;

/// <summary>Whose stored tokens are whose.</summary>
public sealed class TokenBindingTests
{
    private static readonly TokenBinding s_ours = new("Api", new Uri("https://example.com/graphql/"), "Me@example.com");

    [Theory]
    [InlineData("api", "https://example.com/graphql/", "me@example.com", "they are for another service than Api")]
    [InlineData("Api", "https://example.com/other/", "me@example.com", "they are for another address than https://example.com/graphql/")]
    [InlineData("Api", "https://example.com/graphql/", "you@example.com", "they are another user's")]
    [InlineData("Api", "https://example.com/graphql/", null, "they are another user's")]
    public void Tokens_of_another_service_address_or_user_are_refused_and_the_error_says_why(string api, string endpoint, string? user, string reason)
    {
        var failure = Assert.Throws<RfaException>(() => s_ours.Match(new TokenBinding(api, new Uri(endpoint), user)));

        Assert.Equal((ErrorCodes.StoredTokenMismatch, $"The stored tokens are not used: {reason}."), (failure.ErrorCode, failure.Message));
    }

    [Fact]
    public void The_user_name_is_the_stored_one()
    {
        var stored = s_ours with { UserName = "me@example.com" };

        Assert.Equal("me@example.com", s_ours.Match(stored).UserName);
        Assert.Equal("me@example.com", (s_ours with { UserName = null }).Match(stored).UserName);
        Assert.Null((s_ours with { UserName = null }).Match(s_ours with { UserName = null }).UserName);
    }
}
