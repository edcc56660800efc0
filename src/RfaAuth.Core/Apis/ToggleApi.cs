using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Apis;

/// <summary>
/// Toggle: sign-in is a query whose token comes in a response header, and any later answer may bring a newer one there. There is no
/// refresh operation. The document is that of the service's guide "Authentication". Errors say beside their message whether it is
/// meant for customers. The cost of queries is limited.
/// </summary>
internal static class ToggleApi
{
    private const string SignIn =
        "query($email:String,$username:String,$password:String!){ loginUser(email:$email,username:$username,password:$password){ id } }";

    public static ServiceDefinition Definition { get; } = With(SignInBy.Auto);

    /// <summary>The service, with users known by one of their names.</summary>
    public static ServiceDefinition With(SignInBy by) => Signing(new ServiceDefinition("Toggle"), by) with
    {
        ReadRotatedToken = RotatedToken,
        // By its guide on throttling: 8000 points at most, 5000 back every 10 minutes.
        Cost = new CostRule(MaximumPoints: 8000, PointsPerSecond: 5000.0 / 600.0),
        ReadError = (error, members) => error with { IsCustomerFacing = Member(members, "customer_facing") as bool? },
        Parameters = new Dictionary<string, Func<ServiceDefinition, object, ServiceDefinition>>
        {
            [nameof(SignInBy)] = (service, value) => Signing(service, (SignInBy)value),
        },
    };

    private static ServiceDefinition Signing(ServiceDefinition service, SignInBy by) => service with
    {
        SignIn = new SignInOperation(
            credential => new GraphQLRequest(SignIn)
            {
                Variables = new Dictionary<string, object?>
                {
                    [IsEmail(credential.UserName, by) ? "email" : "username"] = credential.UserName,
                    ["password"] = credential.Password,
                },
            },
            answer => new TokenGrant(RotatedToken(answer), null),
            TokenPlace: "the X-Authorization response header"),
    };

    // X-Authorization, else Authorization, which the service calls deprecated.
    private static string? RotatedToken(ApiAnswer answer) =>
        answer.SingleHeader("X-Authorization") ?? answer.SingleHeader("Authorization");

    private static bool IsEmail(string userName, SignInBy by) => by switch
    {
        SignInBy.Email => true,
        SignInBy.UserName => false,
        _ => userName.IndexOf('@') >= 0,
    };
}

/// <summary>What Toggle knows its user by.</summary>
public enum SignInBy
{
    /// <summary>By e-mail where the name has an <c>@</c>, else by user name.</summary>
    Auto,
    Email,
    UserName,
}
