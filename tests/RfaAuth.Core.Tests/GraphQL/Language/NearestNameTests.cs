namespace RfaAuth.Core.Tests.GraphQL.Language;

public sealed class NearestNameTests
{
    private const int Seed = 20251130;

    [Theory]
    [InlineData("nmae", "name", "id name")]
    [InlineData("$nmae", "name", "name")]
    [InlineData("NAME", "name", "nam name")]
    [InlineData("naem", "name", "game name")]
    [InlineData("nam", "name", "name nome")]
    [InlineData("i", null, "a b")]
    [InlineData("completely", null, "different names")]
    public void The_nearest_name_is_found(string given, string? expected, string names) =>
        Assert.Equal(expected, NearestName.Find(given, names.Split(' ')));

    // The search gives up early where a name cannot be the nearest. The plain matrix does not.
    [Fact]
    public void It_is_the_nearest_of_all()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 3000; round++)
        {
            var names = Enumerable.Range(0, 8).Select(_ => Word()).ToList();
            var given = round % 2 == 0 ? Word() : Mistyped(names[0]);
            var expected = names.Where(name => Distance(given, name) <= (name.Length + 1) / 3).OrderBy(name => Distance(given, name)).FirstOrDefault();

            Assert.Equal(expected, NearestName.Find(given, names));
        }

        string Word() => new([.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => "abcABC"[random.Next(6)])]);

        string Mistyped(string name)
        {
            var at = random.Next(name.Length);
            return random.Next(3) switch
            {
                0 => name.Insert(at, "x"),
                1 when name.Length > 1 => name.Remove(at, 1),
                _ when at > 0 => name[..(at - 1)] + name[at] + name[at - 1] + name[(at + 1)..],
                _ => name,
            };
        }
    }

    private static int Distance(string left, string right)
    {
        var (from, to) = (left.ToUpperInvariant(), right.ToUpperInvariant());
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Math.Min(rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1), Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[from.Length, to.Length];
    }
}
