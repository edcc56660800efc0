namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The mutations that move money. What is required is checked here: so the answer is the documented validation error.</summary>
internal static class ShopMutations
{
    private const string Missing = "This field is required";

    public static Order CreateOrder(ShopData data, IResolveFieldContext context)
    {
        var account = data.Accounts.FirstOrDefault(a => a.Id == context.Id("account_id"))
            ?? throw ValidationFailure.Of("account_id", "The account does not exist.");
        var ids = context.Value<IEnumerable<object?>>("product_ids") ?? throw ValidationFailure.Of("product_ids", Missing);
        var products = ids
            .Select(id => data.Products.FirstOrDefault(p => p.Id == Convert.ToString(id, CultureInfo.InvariantCulture) && p.AccountId == account.Id)
                ?? throw ValidationFailure.Of("product_ids", $"The account has no product {id}."))
            .ToList();
        return data.AddOrder(account, products, context.CallState().Options.Clock.GetUtcNow().UtcDateTime);
    }

    public static BalanceAdjustment Adjust(ShopData data, IResolveFieldContext context)
    {
        var currency = context.Value<string>("currency") ?? throw ValidationFailure.Of("currency", Missing);
        if (currency != "GBP")
            throw ValidationFailure.Of("currency", $"The card's currency is not {currency}.");

        var card = data.Cards.FirstOrDefault(c => c.Reference == context.Value<string>("card_reference"))
            ?? throw ValidationFailure.Of("card_reference", "The card does not exist.");
        return data.Adjust(card, context.Value<int>("value"), context.Value<string>("reference"))
            ?? throw ValidationFailure.Of("value", "There is not enough on the card.");
    }
}
