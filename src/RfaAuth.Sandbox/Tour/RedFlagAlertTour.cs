using RfaAuth.Core.Apis;
using RfaAuth.Core.Sessions;
using RfaAuth.Sandbox.Ledger;

namespace RfaAuth.Sandbox.Tour;

/// <summary>Red Flag Alert: sign-in, query, pages, and what happens when tokens die.</summary>
internal static class RedFlagAlertTour
{
    private const string Three = "{ companies(take: 3) { items { company_number company_name incorporation_date } totalCount } }";

    public static async Task RunAsync(TourGuide guide)
    {
        guide.Chapter("Red Flag Alert");
        using var session = await SignInAsync(guide);
        await QueryAsync(guide, session);
        await PageAsync(guide, session);
        await RefreshAsync(guide, session);
        await MutateAsync(guide, session);
        await SignInAgainAsync(guide, session);
    }

    private static async Task<ApiSession> SignInAsync(TourGuide guide)
    {
        guide.Step("Sign in with e-mail and password.");
        var session = await guide.ConnectAsync(new RedFlagAlertApi(), guide.Server.RfaEndpoint);
        guide.ShowRequests();
        guide.Check("one sign-in was accepted", guide.Server.Ledger.SignIns is [{ IsAccepted: true }]);
        guide.Check("the session has an access token for an hour and a refresh token", session.Status is { HasRefreshToken: true, TimeLeft.TotalMinutes: > 59 and <= 60.1 });
        return session;
    }

    private static async Task QueryAsync(TourGuide guide, ApiSession session)
    {
        guide.Step("Query three companies.");
        var response = await guide.CallAsync(session, Three);
        foreach (var company in response.ListAt("companies", "items"))
        {
            guide.Tell($"{AnswerPath.At(company, "company_number")}  {AnswerPath.At(company, "incorporation_date")}  {AnswerPath.At(company, "company_name")}");
        }

        guide.Check("there are three, and the first one's date is still a text", response.ListAt("companies", "items") is { Count: 3 } items && AnswerPath.At(items[0], "incorporation_date") is string);
    }

    private static async Task PageAsync(TourGuide guide, ApiSession session)
    {
        guide.Step("Page through all companies, a hundred at a time.");
        var numbers = new List<object?>();
        var total = 0;
        var hasNext = true;
        while (hasNext)
        {
            var response = await guide.CallAsync(
                session,
                "query Page($skip: Int!) { companies(skip: $skip, take: 100) { items { company_number } pageInfo { hasNextPage } totalCount } }",
                new Dictionary<string, object?> { ["skip"] = numbers.Count });
            numbers.AddRange(response.ListAt("companies", "items").Select(company => AnswerPath.At(company, "company_number")));
            total = response.IntAt("companies", "totalCount");
            hasNext = response.At("companies", "pageInfo", "hasNextPage") is true;
        }

        guide.Check($"{total} companies came, each once", total > 0 && numbers.Count == total && numbers.Distinct().Count() == total);
    }

    private static async Task RefreshAsync(TourGuide guide, ApiSession session)
    {
        guide.Step("Let the access token die, and query again.");
        guide.PutClockForward(minutes: 61);
        var requests = guide.Server.Ledger.Requests.Count;

        var response = await guide.CallAsync(session, Three);

        var kinds = guide.Server.Ledger.Requests.Skip(requests).Select(r => r.Kind);
        guide.Check("the query was refused, one refresh was made, and the query was sent once more", kinds.SequenceEqual([RequestKind.Query, RequestKind.Refresh, RequestKind.Query]));
        guide.Check("the caller has the three companies", response.Refreshed && response.ListAt("companies", "items").Count == 3);
    }

    private static async Task MutateAsync(TourGuide guide, ApiSession session)
    {
        guide.Step("Let the token die again, and change something.");
        guide.PutClockForward(minutes: 61);

        var response = await guide.CallAsync(session, "mutation Watch { addCompanyToWatchlist(company_number: \"01000001\") { entryCount } }");

        guide.Check("the mutation was sent twice and executed once", response.Attempts == 2 && guide.Server.Ledger.ExecutionCount("addCompanyToWatchlist") == 1);
        guide.Check("the watchlist has one entry", response.IntAt("addCompanyToWatchlist", "entryCount") == 1);
    }

    private static async Task SignInAgainAsync(TourGuide guide, ApiSession session)
    {
        guide.Step("Let both tokens die, and query again.");
        guide.Server.RevokeAccessTokens();
        guide.Server.RevokeRefreshTokens();
        guide.Tell("The sandbox revokes all tokens.");
        var requests = guide.Server.Ledger.Requests.Count;

        var response = await guide.CallAsync(session, Three);

        var kinds = guide.Server.Ledger.Requests.Skip(requests).Select(r => r.Kind);
        guide.Check("after the refused refresh there was one sign-in", kinds.SequenceEqual([RequestKind.Query, RequestKind.Refresh, RequestKind.SignIn, RequestKind.Query]));
        guide.Check("the caller has the three companies", response.ListAt("companies", "items").Count == 3);
    }
}
