using RfaAuth.Core.GraphQL;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Apis;

/// <summary>
/// Red Flag Alert. Sign-in and refresh are mutations that return both tokens. A refresh token can be used once.
/// The documents come from the service's guide "Getting a Bearer Token". The types of its <c>credentials</c> inputs are not
/// documented, so the variables are the scalars inside.
/// </summary>
internal static class RedFlagAlertApi
{
    private const string SignInField = "signIn";
    private const string RefreshField = "signInRefresh";

    public static ServiceDefinition Definition { get; } = With(SignInMode.ManagementFlow);

    /// <summary>The definition of the service with one form of its sign-in.</summary>
    public static ServiceDefinition With(SignInMode mode) => Signing(new ServiceDefinition("RedFlagAlert"), mode) with
    {
        DefaultEndpoint = new Uri("https://azp-primary-api.azurewebsites.net/graphql/"),
        Parameters = new Dictionary<string, Func<ServiceDefinition, object, ServiceDefinition>>
        {
            [nameof(SignInMode)] = (service, value) => Signing(service, (SignInMode)value),
        },
    };

    private static ServiceDefinition Signing(ServiceDefinition service, SignInMode mode)
    {
        // The small f in "flow" is the service's spelling.
        var flow = mode == SignInMode.ManagementFlow ? "useManagementflow: true, " : "";
        var signIn =
            "mutation signIn($userName: String!, $password: String!) { "
            + $"{SignInField}({flow}credentials: {{ userName: $userName, password: $password }}) {{ accessToken refreshToken }} }}";
        var refresh =
            "mutation signInRefresh($refreshToken: String!) { "
            + $"{RefreshField}({flow}credentials: {{ refreshToken: $refreshToken }}) {{ accessToken refreshToken }} }}";
        return service with
        {
            SignIn = new SignInOperation(
                credential => new GraphQLRequest(signIn)
                {
                    Variables = new Dictionary<string, object?> { ["userName"] = credential.UserName, ["password"] = credential.Password },
                },
                answer => Read(answer, SignInField),
                TokenPlace: "accessToken in the answer's data"),
            Refresh = new RefreshOperation(
                refreshToken => new GraphQLRequest(refresh) { Variables = new Dictionary<string, object?> { ["refreshToken"] = refreshToken } },
                answer => Read(answer, RefreshField)),
        };
    }

    private static TokenGrant Read(ApiAnswer answer, string field)
    {
        var tokens = Member(answer.Response.Data, field);
        return new TokenGrant(Member(tokens, "accessToken") as string, Member(tokens, "refreshToken") as string);
    }
}

/// <summary>How the module signs in to Red Flag Alert.</summary>
public enum SignInMode
{
    /// <summary>With <c>useManagementflow: true</c>, as in the service's present documents.</summary>
    ManagementFlow,

    /// <summary>Without the argument, as in older documents.</summary>
    Legacy,
}
