using RfaAuth.Core.GraphQL;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Apis;

/// <summary>Ledgerline: sign-in and refresh are mutations. Answers may bring a new token in a header, and say what is left of the cost budget.</summary>
internal static class LedgerlineApi
{
    private const string SignIn = "mutation login($user: String!, $secret: String!) { login(user: $user, secret: $secret) { token renewal expiresIn } }";
    private const string Refresh = "mutation renew($renewal: String!) { renew(renewal: $renewal) { token renewal expiresIn } }";

    public static ServiceDefinition Definition { get; } = new("Ledgerline")
    {
        DefaultEndpoint = new Uri("https://api.ledgerline.example/graphql"),
        SignIn = new SignInOperation(
            credential => new GraphQLRequest(SignIn)
            {
                Variables = new Dictionary<string, object?> { ["user"] = credential.UserName, ["secret"] = credential.Password },
            },
            answer => Read(answer, "login"),
            TokenPlace: "token in the answer's data"),
        Refresh = new RefreshOperation(
            renewal => new GraphQLRequest(Refresh) { Variables = new Dictionary<string, object?> { ["renewal"] = renewal } },
            answer => Read(answer, "renew")),
        ReadRotatedToken = answer => answer.SingleHeader("X-Ledgerline-Token"),
        CostMembers = new CostMembers(Maximum: "budget.max", Available: "budget.left") { RestoreRate = "budget.perSecond", Actual = "budget.spent" },
        UnauthorizedMessages = ["Your session is over"],
        ReadError = (error, members) => error with { Reasons = Texts(Member(members, "reasons")) },
    };

    private static TokenGrant Read(ApiAnswer answer, string field)
    {
        var tokens = Member(answer.Response.Data, field);
        return new TokenGrant(Member(tokens, "token") as string, Member(tokens, "renewal") as string, Member(tokens, "expiresIn"));
    }
}
