namespace RfaAuth.Core.Tests.Diagnostics;

public sealed class RedactorTests
{
    private const string Secret = "p\"a\\ss\nword&£";

    [Theory]
    [InlineData(Secret)]
    [InlineData("p\\\"a\\\\ss\\nword&£")]
    [InlineData("p%22a%5Css%0Aword%26%C2%A3")]
    [InlineData("p%22a%5css%0aword%26%c2%a3")]
    [InlineData("cCJhXHNzCndvcmQmwqM=")]
    [InlineData("cCJhXHNzCndvcmQmwqM")]
    [InlineData("p\\u0022a\\u005css\\u000aword\\u0026\\u00a3")] // as .NET writes it
    [InlineData("p\\\"a\\\\ss\\nword&\\u00A3")] // as PHP and Python write it
    [InlineData("p&quot;a\\ss\nword&amp;&pound;")]
    [InlineData("p&#34;a&#92;ss&#xA;word&#x26;&#163;")]
    [InlineData("p&quot;a\\ss\nword&£")]
    public void A_secret_is_hidden_in_each_encoding(string form)
    {
        var redacted = new Redactor([Secret]).Redact($"Variable got invalid value {form}; sorry");

        Assert.Equal($"Variable got invalid value {Redactor.Mask}; sorry", redacted);
    }

    [Theory]
    [InlineData("Pa55/word secret", "Pa55\\/word secret")]
    [InlineData("Pa55/word secret", "Pa55%2Fword+secret")]
    [InlineData("\"quoted", "\\\"quoted")]
    [InlineData("/quoted", "%2Fquoted")]
    [InlineData(" quoted", "+quoted")]
    [InlineData("<quoted", "&lt;quoted")]
    public void A_secret_is_hidden_with_optional_escapes(string secret, string form) =>
        Assert.Equal($"<{Redactor.Mask}>", new Redactor([secret]).Redact($"<{form}>"));

    [Fact]
    public void A_surrogate_pair_is_one_reference_in_HTML() =>
        Assert.Equal($"<{Redactor.Mask}>", new Redactor(["key-\U0001F511&amp;lock"]).Redact("<key-&#128273;&amp;amp;lock>"));

    [Theory]
    [InlineData("secre")]
    [InlineData("secre\\")]
    [InlineData("secre\\u00")]
    [InlineData("secre\\u007")]
    [InlineData("secre%7")]
    [InlineData("secre&#116")]
    [InlineData("secre&#117;")]
    [InlineData("secre&nosuch;t")]
    [InlineData("secre&")]
    [InlineData("Secret")]
    public void Text_that_resembles_the_secret_is_not_hidden(string text) => Assert.Equal(text, new Redactor(["secret"]).Redact(text));

    [Theory]
    [InlineData("my word1", "my-word1")]
    [InlineData("my-word1", "my+word1")]
    public void A_plus_stands_for_a_space_only(string secret, string text) => Assert.Equal(text, new Redactor([secret]).Redact(text));

    [Fact]
    public void Nested_values_and_names_are_searched()
    {
        var value = new Dictionary<string, object?> { ["a secret1"] = new object?[] { "secret1!", 1L, null, new Dictionary<string, object?> { ["b"] = "xsecret1" } } };

        var redacted = new Redactor(["secret1"]).RedactMembers(value);

        Assert.DoesNotContain("secret1", System.Text.Json.JsonSerializer.Serialize(redacted), StringComparison.Ordinal);
    }

    [Fact]
    public void A_longer_secret_is_hidden_before_one_that_it_contains() =>
        Assert.Equal(Redactor.Mask, new Redactor(["secret", "secret-and-more"]).Redact("secret-and-more"));

    [Fact]
    public void Empty_and_very_short_texts_are_not_hidden()
    {
        Assert.Equal("a and b", new Redactor([null, "", "a", "and"]).Redact("a and b"));
        Assert.Equal($"a PIN {Redactor.Mask}", new Redactor(["1234"]).Redact("a PIN 1234"));
    }
}
