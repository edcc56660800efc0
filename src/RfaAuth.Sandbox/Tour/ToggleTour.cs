using RfaAuth.Core.Apis;
using RfaAuth.Core.Sessions;
using RfaAuth.Sandbox.Ledger;

namespace RfaAuth.Sandbox.Tour;

/// <summary>Toggle: sign-in, a query, the token that changes with an answer, the token that dies, and money that moves once.</summary>
internal static class ToggleTour
{
    private const string Cards = "{ Cards(limit: 2) { data { card_reference balance } } }";

    public static async Task RunAsync(TourGuide guide)
    {
        guide.Chapter("Toggle");
        using var session = await SignInAsync(guide);
        var card = await QueryAsync(guide, session);
        await RotateAsync(guide, session);
        await AdjustAsync(guide, session, card);
        await ValidateAsync(guide, session, card);
    }

    private static async Task<ApiSession> SignInAsync(TourGuide guide)
    {
        guide.Step("Sign in with e-mail and password.");
        var session = await guide.ConnectAsync(new ToggleApi(), guide.Server.ToggleEndpoint);
        guide.ShowRequests();
        guide.Check("one sign-in was accepted", guide.Server.Ledger.SignIns[^1] is { Service: "toggle", IsAccepted: true });
        guide.Check("the token came in a header: there is no refresh token", !session.Status.HasRefreshToken);
        return session;
    }

    private static async Task<string> QueryAsync(TourGuide guide, ApiSession session)
    {
        guide.Step("Query two gift cards.");
        var response = await guide.CallAsync(session, Cards);
        var cards = response.ListAt("Cards", "data");
        foreach (var card in cards)
        {
            guide.Tell($"{AnswerPath.At(card, "card_reference")}  {AnswerPath.At(card, "balance")}");
        }

        guide.Check("the references are texts of 19 digits", cards.Count == 2 && cards.All(card => AnswerPath.At(card, "card_reference") is string { Length: 19 }));
        guide.Check("the answer says what the query cost", response.ThrottleStatus is not null);
        return (string)AnswerPath.At(cards[0], "card_reference")!;
    }

    private static async Task RotateAsync(TourGuide guide, ApiSession session)
    {
        guide.Step("Query twice when half of the token's life is over.");
        guide.PutClockForward(minutes: 31);
        await guide.CallAsync(session, Cards);
        await guide.CallAsync(session, Cards);

        var requests = guide.Server.Ledger.Requests;
        guide.Check("the first answer brought a new token, and the second query used it", requests[^1].TokenId != requests[^2].TokenId && requests[^1].User is not null);
    }

    private static async Task AdjustAsync(TourGuide guide, ApiSession session, string card)
    {
        guide.Step("Let the token die, and take 2.50 off a card.");
        guide.PutClockForward(minutes: 61);
        var requests = guide.Server.Ledger.Requests.Count;

        var response = await guide.CallAsync(
            session,
            "mutation Redeem($card: String!) { createBalanceAdjustment(card_reference: $card, value: -250, currency: \"GBP\") { Card { balance } } }",
            new Dictionary<string, object?> { ["card"] = card });

        var kinds = guide.Server.Ledger.Requests.Skip(requests).Select(r => r.Kind);
        guide.Check("the mutation was refused, one sign-in was made, and the mutation was sent once more", kinds.SequenceEqual([RequestKind.Mutation, RequestKind.SignIn, RequestKind.Mutation]));
        guide.Check("the money moved once", guide.Server.Ledger.ExecutionCount("createBalanceAdjustment") == 1 && response.At("createBalanceAdjustment", "Card", "balance") is not null);
    }

    private static async Task ValidateAsync(TourGuide guide, ApiSession session, string card)
    {
        guide.Step("Leave the currency out.");
        var response = await guide.CallAsync(
            session,
            "mutation Redeem($card: String!) { createBalanceAdjustment(card_reference: $card, value: -250) { id } }",
            new Dictionary<string, object?> { ["card"] = card });

        var messages = response.Errors is [{ Message: "validation", Validation: { } validation }]
            ? validation.GetValueOrDefault("currency") as IReadOnlyList<object?>
            : null;
        guide.Check($"the service's own words arrived: currency: {messages?[0]}", messages is [string { Length: > 0 }]);
        guide.Check("no money moved", guide.Server.Ledger.ExecutionCount("createBalanceAdjustment") == 1);
    }
}
