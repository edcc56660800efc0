using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>Why an operation was not sent again after the service refused its token, or a request without a token. Pure.</summary>
/// <param name="Explanation">What happened to the operation, in whole sentences. They follow the service's message.</param>
/// <param name="RecommendedAction">The action that the user can take.</param>
/// <param name="MayBeToken">Whether the token may have been the reason. Then it is not known whether the user has the right.</param>
internal sealed record NotSentAgain(string Explanation, string RecommendedAction, bool MayBeToken)
{
    /// <summary>The action for the user of a session without a token.</summary>
    public const string BringToken = "Connect again with the service's token: Connect-RfaApi -Session $session -AccessToken $token.";

    /// <summary>The explanation for an operation that was sent without a token, because the session has none.</summary>
    /// <param name="request">The operation.</param>
    /// <param name="exchange">Its answer.</param>
    public static NotSentAgain WithoutToken(GraphQLRequest request, Exchange exchange)
    {
        var fields = request.IsMutation ? MutationFields.Read(request, exchange.Response!, exchange.Errors, exchange.Http!.StatusCode) : MutationFields.None;
        const string Text = "The session has no access token.";
        return fields.IsNothingRun
            ? new NotSentAgain(Text, BringToken, MayBeToken: true)
            : new NotSentAgain($"{Text} Of the mutation {string.Join(", ", Parts(fields))}.", $"{BringToken} {Advise(fields, isRenewedNext: true)}", MayBeToken: true);
    }

    /// <param name="request">The operation.</param>
    /// <param name="exchange">Its answer.</param>
    /// <param name="isChosen">Whether the user turned the repetition off.</param>
    /// <param name="isRenewedNext">Whether the next call renews the token.</param>
    public static NotSentAgain From(GraphQLRequest request, Exchange exchange, bool isChosen, bool isRenewedNext)
    {
        var text = new StringBuilder(request.IsMutation ? "The mutation was not sent again" : "The query was not sent again");
        text.Append(isChosen ? " (-NoAuthRetry)" : "");
        var fields = request.IsMutation ? MutationFields.Read(request, exchange.Response!, exchange.Errors, exchange.Http!.StatusCode) : MutationFields.None;
        var parts = Parts(fields).ToList();
        text.Append(parts.Count == 0 ? "." : $": {string.Join(", ", parts)}.");
        if (isRenewedNext)
            text.Append(" The next call renews the token.");
        return new NotSentAgain(text.ToString(), Advise(fields, isRenewedNext), isRenewedNext);
    }

    private static IEnumerable<string> Parts(MutationFields fields)
    {
        if (fields.IsRefusedAsWhole)
        {
            yield return "the request was refused as a whole";
            yield break;
        }

        if (fields.HaveRun.Count > 0)
            yield return $"{Names(fields.HaveRun)} {(fields.HaveRun.Count == 1 ? "has" : "have")} run";
        if (fields.Refused.Count > 0)
            yield return $"{Names(fields.Refused)} {(fields.Refused.Count == 1 ? "was" : "were")} refused";
        if (fields.MayHaveRun.Count > 0)
            yield return $"{Names(fields.MayHaveRun)} may have run";
    }

    private static string Advise(MutationFields fields, bool isRenewedNext)
    {
        var advice = fields switch
        {
            { IsNothingRun: true } => "Run it again.",
            { MayHaveRun.Count: > 0 } => "Do not run the mutation again as it is. First look at the service for what may have run.",
            _ => "Do not run the mutation again as it is. Run the refused fields in a mutation of their own.",
        };
        return isRenewedNext ? advice : advice + " If it is refused again, check that the user may do this.";
    }

    private static string Names(IReadOnlyList<string> keys) => keys.Count == 1
        ? $"'{keys[0]}'"
        : $"{string.Join(", ", keys.Take(keys.Count - 1).Select(key => $"'{key}'"))} and '{keys[keys.Count - 1]}'";
}
