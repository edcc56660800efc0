namespace RfaAuth.Sandbox.Services.Toggle;

/// <summary>The resolvers of Toggle: the operations of the public guides. The schema is in <c>toggle.graphql</c>.</summary>
internal static class ToggleSchema
{
    public static ServiceSchema Create(Func<ShopData> data, Passwords passwords, AccessTokens tokens)
    {
        var fields = new FieldTable
        {
            { "Query.loginUser", context => LoginField.LogIn(context, passwords, tokens), FieldAccess.Anyone },
            { "Query.me", context => context.CallState().Caller.User },
            { "Query.account", context => data().Accounts.FirstOrDefault(a => a.Id == context.Id("id")) },
            { "Query.Accounts", context => PagedList.Page(context, data().Accounts) },
            { "Query.Products", context => PagedList.Page(context, data().Products.Where(p => IsOf(context, p.AccountId))) },
            { "Query.Cards", context => PagedList.Page(context, data().Cards.Where(c => IsCalled(context, c.Reference))) },
            { "Query.Orders", context => PagedList.Page(context, data().Orders.Where(o => IsOf(context, o.AccountId) && IsSince(context, o.CreatedAt))) },
            { "Mutation.createOrder", context => ShopMutations.CreateOrder(data(), context) },
            { "Mutation.createBalanceAdjustment", context => ShopMutations.Adjust(data(), context) },
        };
        Entries.AddPaginator(fields);
        foreach (var list in (string[])["Account", "Product", "Card", "Order"])
            fields.Add(list + "Paginator.data", context => context.Source);

        fields.Add<SandboxUser>("User", new() { ["id"] = u => u.UserName, ["username"] = u => u.UserName, ["email"] = u => u.Email });
        fields.Add<Account>("Account", new() { ["id"] = a => a.Id, ["name"] = a => a.Name, ["currency"] = a => a.Currency });
        fields.Add<Product>("Product", new() { ["id"] = p => p.Id, ["account_id"] = p => p.AccountId, ["name"] = p => p.Name, ["value"] = p => p.Value });
        fields.Add<Card>("Card", new() { ["id"] = c => c.Id, ["card_reference"] = c => c.Reference, ["balance"] = c => c.Balance });
        fields.Add<LineItem>("LineItem", new() { ["id"] = l => l.Id, ["Card"] = l => l.Card, ["Product"] = l => l.Product });
        fields.Add<Order>("Order", new()
        {
            ["id"] = o => o.Id, ["account_id"] = o => o.AccountId, ["created_at"] = o => o.CreatedAt, ["total"] = o => o.Total, ["LineItems"] = o => o.LineItems,
        });
        fields.Add<BalanceAdjustment>("BalanceAdjustment", new()
        {
            ["id"] = a => a.Id, ["value"] = a => a.Value, ["reference"] = a => a.Reference, ["Card"] = a => a.Card,
        });
        return new ServiceSchema(ServiceSchema.ReadText("toggle.graphql"), fields);
    }

    private static bool IsOf(IResolveFieldContext context, string accountId) => context.Id("account_id") is not { } wanted || wanted == accountId;

    private static bool IsCalled(IResolveFieldContext context, string reference) =>
        context.Value<string>("card_reference") is not { } wanted || wanted == reference;

    // Both are "yyyy-MM-dd HH:mm:ss": the order of the texts is the order of the times.
    private static bool IsSince(IResolveFieldContext context, string createdAt) =>
        context.Value<string>("created_at") is not { } since || string.CompareOrdinal(createdAt, since) >= 0;
}
