namespace RfaAuth.Sandbox.Services.RedFlagAlert;

/// <summary>The data of Red Flag Alert. The companies never change; the watchlist and the account's note do.</summary>
internal sealed class CompanyData
{
    private const int CompanyCount = 300;

    private static readonly string[] s_first = ["Northern", "Harbour", "Castle", "Meadow", "Silver", "Granite", "Orchard", "Beacon", "Copper", "Willow"];
    private static readonly string[] s_second = ["Engineering", "Foods", "Logistics", "Textiles", "Interiors", "Software", "Farms", "Brewing", "Print", "Motors"];
    private static readonly string[] s_towns = ["Leeds", "Chester", "Swansea", "Truro", "Perth", "Norwich", "Derry", "Hull"];
    private static readonly string[] s_counties = ["West Yorkshire", "Cheshire", "Glamorgan", "Cornwall", "Perthshire", "Norfolk", "Londonderry", "East Yorkshire"];
    private static readonly string[] s_people = ["Amara Okafor", "Bryn Evans", "Chloë Martin", "Dai Nakamura", "Eilidh Fraser", "Farah Khan", "Göran Lind", "Siân Pugh"];
    private static readonly string[] s_auditors = ["Ashdown Audit LLP", "Bell & Crane", "Cobb Assurance", "Dunmore Partners"];
    private static readonly string[] s_ratings = ["Gold", "Silver", "Bronze", "One Red Flag", "Two Red Flags", "Three Red Flags"];

    private readonly Lock _lock = new();
    private readonly List<string> _watchlist = [];

    private CompanyData(IReadOnlyList<Company> companies) => Companies = companies;

    public IReadOnlyList<Company> Companies { get; }

    public string Note { get; private set; } = "";

    public IReadOnlyList<Auditor> Auditors => s_auditors
        .Select((name, index) => new Auditor(name, s_towns[index], Companies.Count(c => c.AuditorName == name)))
        .ToList();

    /// <summary>The company numbers watched, in the order in which they were added, with repetitions.</summary>
    public IReadOnlyList<string> Watchlist
    {
        get
        {
            lock (_lock)
                return [.. _watchlist];
        }
    }

    public void Watch(string companyNumber)
    {
        lock (_lock)
            _watchlist.Add(companyNumber);
    }

    /// <returns>The account after this change. Another call may change it before the answer is written.</returns>
    public CompanyData SetNote(string note)
    {
        lock (_lock)
        {
            Note = note;
            var changed = new CompanyData(Companies) { Note = note };
            changed._watchlist.AddRange(_watchlist);
            return changed;
        }
    }

    public static CompanyData Generate(int seed)
    {
        var random = new Random(seed);
        return new CompanyData(Enumerable.Range(0, CompanyCount).Select(index => Company(random, index)).ToList());
    }

    private static Company Company(Random random, int index)
    {
        var place = random.Next(s_towns.Length);
        var incorporated = new DateOnly(1970, 1, 1).AddDays(random.Next(19_000));
        return new Company
        {
            Number = (1_000_001 + (index * 37)).ToString("D8", CultureInfo.InvariantCulture),
            Name = Name(random, index),
            Status = random.Next(8) == 0 ? "Dissolved" : "Active",
            IncorporatedOn = incorporated.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            UpdatedAt = $"2025-{1 + random.Next(12):D2}-{1 + random.Next(28):D2}T{random.Next(24):D2}:{random.Next(60):D2}:00.000Z",
            Reference = "63382100" + random.NextInt64(10_000_000_000, 99_999_999_999).ToString(CultureInfo.InvariantCulture),
            CreditLimit = random.Next(10) == 0 ? null : random.Next(0, 500_000) + (random.Next(100) / 100m),
            CreditRating = s_ratings[random.Next(s_ratings.Length)],
            Employees = random.Next(1, 5_000),
            Turnover = random.NextInt64(50_000, 9_000_000_000),
            SharesIssued = index % 10 == 0 ? BigInteger.Pow(10, 20) + index : random.Next(1, 1_000_000),
            Address = new Address(
                $"{random.Next(1, 200)} Station Road", random.Next(3) == 0 ? "Unit 4" : null, s_towns[place], s_counties[place], $"LS{random.Next(1, 29)} {random.Next(1, 9)}AB", "GB"),
            Directors = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Director(random)).ToList(),
            AuditorName = random.Next(4) == 0 ? null : s_auditors[random.Next(s_auditors.Length)],
        };
    }

    private static Director Director(Random random) => new(
        s_people[random.Next(s_people.Length)],
        new DateOnly(1995, 1, 1).AddDays(random.Next(10_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        random.Next(5) == 0 ? "Irish" : "British",
        random.Next(4) != 0);

    // The first names are hard for careless code.
    private static string Name(Random random, int index) => index switch
    {
        0 => "Müller & Söhne \"£日本\" Ltd",
        1 => "2020-01-01",
        2 => "0012345678901234567",
        _ => $"{s_first[random.Next(s_first.Length)]} {s_second[random.Next(s_second.Length)]} {index.ToString(CultureInfo.InvariantCulture)} Ltd",
    };
}
