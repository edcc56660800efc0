namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The data of Toggle: accounts and products never change, orders and balances do.</summary>
internal sealed class ShopData
{
    private const int OrderCount = 120;

    private static readonly string[] s_accounts = ["The Copper Kettle", "Harbour Grill", "Meadow Spa"];
    private static readonly string[] s_products = ["Gift card", "Tasting menu", "Afternoon tea", "Spa day"];

    private readonly Lock _lock = new();
    private readonly Random _random;
    private readonly List<Card> _cards = [];
    private readonly List<Order> _orders = [];
    private int _adjustments;

    private ShopData(int seed)
    {
        _random = new Random(seed);
        Accounts = s_accounts.Select((name, index) => new Account($"{index + 1}", name, "GBP")).ToList();
        Products = Accounts
            .SelectMany(account => s_products.Select((name, index) => new Product($"{account.Id}{index + 1:D2}", account.Id, name, 1000 * (index + 1))))
            .ToList();
    }

    public IReadOnlyList<Account> Accounts { get; }

    public IReadOnlyList<Product> Products { get; }

    public IReadOnlyList<Card> Cards => Copy(_cards);

    public IReadOnlyList<Order> Orders => Copy(_orders);

    public static ShopData Generate(int seed)
    {
        var data = new ShopData(seed);
        for (var index = 0; index < OrderCount; index++)
        {
            var account = data.Accounts[data._random.Next(data.Accounts.Count)];
            var products = data.Products.Where(p => p.AccountId == account.Id).ToList();
            var lines = Enumerable.Range(0, data._random.Next(1, 4)).Select(_ => products[data._random.Next(products.Count)]).ToList();
            var created = new DateTime(2025, 1, 1, 9, 0, 0, DateTimeKind.Utc).AddHours(index * 7);
            data.AddOrder(account, lines, created);
        }

        return data;
    }

    /// <summary>Makes an order, with a new card for each line.</summary>
    public Order AddOrder(Account account, IReadOnlyList<Product> products, DateTime createdAt)
    {
        lock (_lock)
        {
            var id = (5000 + _orders.Count).ToString(CultureInfo.InvariantCulture);
            var lines = products.Select((product, index) => new LineItem($"{id}-{index + 1}", AddCard(product.Value), product)).ToList();
            var order = new Order(id, account.Id, createdAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), lines);
            _orders.Add(order);
            return order;
        }
    }

    /// <summary>Changes a card's balance; null: there is not enough on it.</summary>
    public BalanceAdjustment? Adjust(Card card, int value, string? reference) =>
        card.TryAdjust(value) ? new BalanceAdjustment($"{9000 + Interlocked.Increment(ref _adjustments)}", card, value, reference) : null;

    private Card AddCard(int balance)
    {
        var reference = "98261" + _random.NextInt64(10_000_000_000_000, 99_999_999_999_999).ToString(CultureInfo.InvariantCulture);
        var card = new Card($"{7000 + _cards.Count}", reference, balance);
        _cards.Add(card);
        return card;
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_lock)
            return [.. list];
    }
}
