namespace RfaAuth.Sandbox.Services.Toggle;

internal sealed record Account(string Id, string Name, string Currency);

/// <param name="Id">The product's id.</param>
/// <param name="AccountId">Whose product it is.</param>
/// <param name="Name">The product's name.</param>
/// <param name="Value">The price in minor units.</param>
internal sealed record Product(string Id, string AccountId, string Name, int Value);

/// <param name="Id">The line's id.</param>
/// <param name="Card">The card that was bought.</param>
/// <param name="Product">What was bought.</param>
internal sealed record LineItem(string Id, Card Card, Product Product);

internal sealed record Order(string Id, string AccountId, string CreatedAt, IReadOnlyList<LineItem> LineItems)
{
    /// <summary>The total in minor units.</summary>
    public int Total => LineItems.Sum(line => line.Product.Value);
}

/// <summary>A balance adjustment that was made.</summary>
/// <param name="Id">The adjustment's id.</param>
/// <param name="Card">The card.</param>
/// <param name="Value">The change in minor units; negative: a redemption.</param>
/// <param name="Reference">What the caller calls it; null: nothing.</param>
internal sealed record BalanceAdjustment(string Id, Card Card, int Value, string? Reference);

/// <summary>A gift card. The reference has 19 digits and is a text.</summary>
internal sealed class Card(string id, string reference, int balance)
{
    private int _balance = balance;

    public string Id { get; } = id;

    public string Reference { get; } = reference;

    /// <summary>The balance in minor units.</summary>
    public int Balance => Volatile.Read(ref _balance);

    /// <summary>Changes the balance, unless it would fall below nothing.</summary>
    public bool TryAdjust(int value)
    {
        int before;
        do
        {
            before = Balance;
            if (before + value < 0)
                return false;
        }
        while (Interlocked.CompareExchange(ref _balance, before + value, before) != before);

        return true;
    }
}
