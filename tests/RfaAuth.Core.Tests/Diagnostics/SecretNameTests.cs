namespace RfaAuth.Core.Tests.Diagnostics;

public sealed class SecretNameTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("Password")]
    [InlineData("newPassword")]
    [InlineData("user_pwd")]
    [InlineData("accessToken")]
    [InlineData("X-API-Key")]
    [InlineData("api_key")]
    [InlineData("clientSecret")]
    [InlineData("cardPin")]
    [InlineData("card_pin")]
    [InlineData("PIN")]
    [InlineData("otp2")]
    public void A_name_of_a_secret_is_recognised(string name) => Assert.True(SecretName.Matches(name));

    [Theory]
    [InlineData("")]
    [InlineData("value")]
    [InlineData("company_number")]
    [InlineData("shopping")]
    [InlineData("passenger")]
    [InlineData("spinach")]
    [InlineData("key")]
    [InlineData("userName")]
    public void Another_name_is_not_recognised(string name) => Assert.False(SecretName.Matches(name));
}
