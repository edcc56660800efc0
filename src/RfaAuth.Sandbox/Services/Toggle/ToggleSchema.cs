using RfaAuth.Sandbox.Execution;
using RfaAuth.Sandbox.Services.Lists;
using RfaAuth.Sandbox.Tokens;

namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The schema of Toggle: the operations of the public guides, with their fields' spelling.</summary>
internal static class ToggleSchema
{
    private static readonly ObjectType s_user = new(
        "User",
        FieldDefinition.Of<SandboxUser>("id", Scalars.Id.Required(), u => u.UserName),
        FieldDefinition.Of<SandboxUser>("username", Scalars.String, u => u.UserName),
        FieldDefinition.Of<SandboxUser>("email", Scalars.String, u => u.Email));

    private static readonly ObjectType s_account = new(
        "Account",
        FieldDefinition.Of<Account>("id", Scalars.Id.Required(), a => a.Id),
        FieldDefinition.Of<Account>("name", Scalars.String.Required(), a => a.Name),
        FieldDefinition.Of<Account>("currency", Scalars.String.Required(), a => a.Currency));

    private static readonly ObjectType s_product = new(
        "Product",
        FieldDefinition.Of<Product>("id", Scalars.Id.Required(), p => p.Id),
        FieldDefinition.Of<Product>("account_id", Scalars.Id.Required(), p => p.AccountId),
        FieldDefinition.Of<Product>("name", Scalars.String.Required(), p => p.Name),
        FieldDefinition.Of<Product>("value", Scalars.Int.Required(), p => p.Value));

    private static readonly ObjectType s_card = new(
        "Card",
        FieldDefinition.Of<Card>("id", Scalars.Id.Required(), c => c.Id),
        FieldDefinition.Of<Card>("card_reference", Scalars.String.Required(), c => c.Reference).Describe("Nineteen digits: a text, no number."),
        FieldDefinition.Of<Card>("balance", Scalars.Int.Required(), c => c.Balance).Describe("In minor units."))
    {
        Description = "A gift card.",
    };

    private static readonly ObjectType s_lineItem = new(
        "LineItem",
        FieldDefinition.Of<LineItem>("id", Scalars.Id.Required(), l => l.Id),
        FieldDefinition.Of<LineItem>("Card", s_card, l => l.Card),
        FieldDefinition.Of<LineItem>("Product", s_product, l => l.Product));

    private static readonly ObjectType s_order = new(
        "Order",
        FieldDefinition.Of<Order>("id", Scalars.Id.Required(), o => o.Id),
        FieldDefinition.Of<Order>("account_id", Scalars.Id.Required(), o => o.AccountId),
        FieldDefinition.Of<Order>("created_at", Scalars.String.Required(), o => o.CreatedAt),
        FieldDefinition.Of<Order>("total", Scalars.Int.Required(), o => o.Total),
        FieldDefinition.Of<Order>("LineItems", s_lineItem.Required().List().Required(), o => o.LineItems));

    private static readonly ObjectType s_adjustment = new(
        "BalanceAdjustment",
        FieldDefinition.Of<BalanceAdjustment>("id", Scalars.Id.Required(), a => a.Id),
        FieldDefinition.Of<BalanceAdjustment>("value", Scalars.Int.Required(), a => a.Value),
        FieldDefinition.Of<BalanceAdjustment>("reference", Scalars.String, a => a.Reference),
        FieldDefinition.Of<BalanceAdjustment>("Card", s_card.Required(), a => a.Card));

    private static readonly ArgumentDefinition s_accountId = new("account_id", Scalars.Id);

    public static Schema Create(Func<ShopData> data, Passwords passwords, AccessTokens tokens) => new(
        new ObjectType(
            "Query",
            LoginField.Define(s_user, passwords, tokens),
            new FieldDefinition("me", s_user, context => ((CallState)context.State).Caller.User),
            new FieldDefinition("account", s_account, context => data().Accounts.FirstOrDefault(a => a.Id == context.Argument<string>("id")))
                .With(new ArgumentDefinition("id", Scalars.Id.Required())),
            Entries.Paginator,
            PagedList.Field("Accounts", s_account, _ => data().Accounts),
            PagedList.Field("Products", s_product, context => data().Products.Where(p => IsOf(context, p.AccountId)), s_accountId),
            PagedList.Field("Cards", s_card, context => data().Cards.Where(card => IsOrNotAsked(context, "card_reference", card.Reference)), new ArgumentDefinition("card_reference", Scalars.String)),
            PagedList.Field(
                "Orders",
                s_order,
                context => data().Orders.Where(order => IsOf(context, order.AccountId) && IsSince(context, order.CreatedAt)),
                s_accountId,
                new ArgumentDefinition("created_at", Scalars.String))),
        new ObjectType(
            "Mutation",
            ShopMutations.CreateOrder(s_order, data),
            ShopMutations.CreateBalanceAdjustment(s_adjustment, data)));

    private static bool IsOf(FieldContext context, string accountId) => IsOrNotAsked(context, "account_id", accountId);

    private static bool IsOrNotAsked(FieldContext context, string argument, string value) =>
        context.Argument<string>(argument) is not { } wanted || wanted == value;

    // Both are "yyyy-MM-dd HH:mm:ss": the order of the texts is the order of the times.
    private static bool IsSince(FieldContext context, string createdAt) =>
        context.Argument<string>("created_at") is not { } since || string.CompareOrdinal(createdAt, since) >= 0;
}
