using RfaAuth.Sandbox.Execution;

namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The mutations that move money.</summary>
internal static class ShopMutations
{
    private const string Missing = "This field is required";

    public static FieldDefinition CreateOrder(ObjectType order, Func<ShopData> data) =>
        new FieldDefinition("createOrder", order, context => CreateOrder(data(), context)).With(
            new ArgumentDefinition("account_id", Scalars.Id.Required()),
            new ArgumentDefinition("product_ids", Scalars.Id.Required().List()));

    // What is required is checked by the resolver: so the answer is the documented validation error.
    public static FieldDefinition CreateBalanceAdjustment(ObjectType adjustment, Func<ShopData> data) =>
        new FieldDefinition("createBalanceAdjustment", adjustment, context => Adjust(data(), context)).With(
            new ArgumentDefinition("card_reference", Scalars.String.Required()),
            new ArgumentDefinition("value", Scalars.Int.Required()) { Description = "In minor units; below zero it is taken from the card." },
            new ArgumentDefinition("currency", Scalars.String),
            new ArgumentDefinition("reference", Scalars.String) { Description = "What the caller calls it. The real service's guides do not show it." })
            .Describe("Moves money to a card or from it.");

    private static Order CreateOrder(ShopData data, FieldContext context)
    {
        var account = data.Accounts.FirstOrDefault(a => a.Id == context.Argument<string>("account_id"))
            ?? throw ValidationFailure.Of("account_id", "The account does not exist.");
        var ids = context.Argument<IReadOnlyList<object?>>("product_ids") ?? throw ValidationFailure.Of("product_ids", Missing);
        var products = ids
            .Select(id => data.Products.FirstOrDefault(p => p.Id == (string)id! && p.AccountId == account.Id)
                ?? throw ValidationFailure.Of("product_ids", $"The account has no product {id}."))
            .ToList();
        return data.AddOrder(account, products, ((CallState)context.State).Options.Clock.GetUtcNow().UtcDateTime);
    }

    private static BalanceAdjustment Adjust(ShopData data, FieldContext context)
    {
        var currency = context.Argument<string>("currency") ?? throw ValidationFailure.Of("currency", Missing);
        if (currency != "GBP")
        {
            throw ValidationFailure.Of("currency", $"The card's currency is not {currency}.");
        }

        var card = data.Cards.FirstOrDefault(c => c.Reference == context.Argument<string>("card_reference"))
            ?? throw ValidationFailure.Of("card_reference", "The card does not exist.");
        return data.Adjust(card, context.Argument<int>("value"), context.Argument<string>("reference"))
            ?? throw ValidationFailure.Of("value", "There is not enough on the card.");
    }
}
