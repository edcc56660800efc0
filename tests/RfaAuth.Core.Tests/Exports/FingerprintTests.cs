namespace RfaAuth.Core.Tests.Exports;

public sealed class FingerprintTests
{
    [Fact]
    public void The_order_of_a_dictionary_does_not_change_the_fingerprint()
    {
        var one = new Dictionary<string, object?> { ["a"] = 1, ["b"] = new object?[] { "x", null }, ["c"] = new Dictionary<string, object?> { ["d"] = true, ["e"] = 1.5m } };
        var other = new Dictionary<string, object?> { ["c"] = new Dictionary<string, object?> { ["e"] = 1.5m, ["d"] = true }, ["b"] = new object?[] { "x", null }, ["a"] = 1L };

        Assert.Equal(Fingerprint.TextOf(one), Fingerprint.TextOf(other));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("1", 1)]
    [InlineData(null, "")]
    [InlineData(true, "True")]
    public void Other_values_have_another_fingerprint(object? one, object? other) =>
        Assert.NotEqual(Fingerprint.TextOf(new Dictionary<string, object?> { ["x"] = one }), Fingerprint.TextOf(new Dictionary<string, object?> { ["x"] = other }));

    [Fact]
    public void Other_structures_have_another_fingerprint() => Assert.Distinct(new object?[]
    {
        new object?[] { "a", "b" }, new object?[] { "ab" }, new object?[] { new object?[] { "a" }, "b" }, new object?[] { "a", new object?[] { "b" } },
        new Dictionary<string, object?> { ["a"] = "b" }, new Dictionary<string, object?> { ["ab"] = null }, new object?[] { 1, 2 }, new object?[] { 12 }, new byte[] { 1, 2 },
    }.Select(Fingerprint.TextOf));

    /// <summary>A record of an earlier version must still fit its command.</summary>
    [Fact]
    public void Each_kind_of_value_has_its_text()
    {
        using var secret = new System.Security.SecureString();
        var time = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

        Assert.Equal(
            ["n", "x", "s3:a:b", "s4:AQI=", "v1.5;", "vTrue;", "v2026-03-01T12:00:00.0000000Z;", "v2026-03-01T13:00:00.0000000+01:00;", "[v1;[]n]", "{s1:1s1:as1:b{}}"],
            new object?[]
            {
                null, secret, "a:b", new byte[] { 1, 2 }, 1.5m, true, time, new DateTimeOffset(time).ToOffset(TimeSpan.FromHours(1)),
                new object?[] { 1, Array.Empty<object?>(), null }, new System.Collections.Hashtable { ["b"] = new Dictionary<string, object?>(), [1] = "a" },
            }.Select(Fingerprint.TextOf));
    }

    [Fact]
    public void A_secret_is_not_part_of_the_fingerprint()
    {
        using var secret = new System.Security.SecureString();
        secret.AppendChar('s');
        using var other = new System.Security.SecureString();

        Assert.Equal(Fingerprint.TextOf(secret), Fingerprint.TextOf(other));
    }

    [Fact]
    public void Each_value_is_hashed_with_its_own_salt()
    {
        var parts = new Dictionary<string, string> { ["variables"] = "someone@example.com" };
        var one = Fingerprint.Of(parts);

        Assert.NotEqual(one.Hashes["variables"], Fingerprint.Of(parts).Hashes["variables"]);
        Assert.Empty(one.Differences(Fingerprint.Of(parts, one.Salt)));
        Assert.Equal(["variables", "user"], one.Differences(Fingerprint.Of(new Dictionary<string, string> { ["variables"] = "", ["user"] = "" }, one.Salt)));
    }
}
