using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Apis;

/// <summary>
/// Toggle. Sign-in is a query whose token comes in a response header. Any later answer may have a newer token there. There is no
/// refresh operation. The document comes from the service's guide "Authentication". An error says whether its message is
/// meant for customers. The cost of queries is limited.
/// </summary>
internal static class ToggleApi
{
    private const string SignIn =
        "query($email:String,$username:String,$password:String!){ loginUser(email:$email,username:$username,password:$password){ id } }";

    public static ServiceDefinition Definition { get; } = With(SignInBy.Auto);

    /// <summary>The definition of the service with one kind of user name.</summary>
    public static ServiceDefinition With(SignInBy by) => Signing(new ServiceDefinition("Toggle"), by) with
    {
        ReadRotatedToken = RotatedToken,
        // From its guide on throttling: at most 8000 points, and 5000 points are added every 10 minutes.
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

    // X-Authorization, or else Authorization, which the service calls deprecated.
    private static string? RotatedToken(ApiAnswer answer) =>
        answer.SingleHeader("X-Authorization") ?? answer.SingleHeader("Authorization");

    private static bool IsEmail(string userName, SignInBy by) => by switch
    {
        SignInBy.Email => true,
        SignInBy.UserName => false,
        _ => userName.IndexOf('@') >= 0,
    };
}

/// <summary>The kind of name with which a user signs in to Toggle.</summary>
public enum SignInBy
{
    /// <summary>E-mail if the name has an <c>@</c>, else user name.</summary>
    Auto,
    Email,
    UserName,
}
