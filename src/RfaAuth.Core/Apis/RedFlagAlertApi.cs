using System;
using System.Collections.Generic;
using RfaAuth.Core.GraphQL;
using static RfaAuth.Core.Json.PlainValue;

namespace RfaAuth.Core.Apis;

/// <summary>
/// Red Flag Alert: sign-in and refresh are mutations that answer with both tokens; each refresh token is good for one refresh.
/// The documents are those of the service's guide "Getting a Bearer Token". The types of its <c>credentials</c> inputs are not
/// documented, so the variables are the scalars inside.
/// </summary>
public sealed class RedFlagAlertApi : IServiceApi
{
    private const string SignInField = "signIn";
    private const string RefreshField = "signInRefresh";

    private readonly string _signIn;
    private readonly string _refresh;

    public RedFlagAlertApi(SignInMode mode = SignInMode.ManagementFlow)
    {
        // The f in "flow" is small: the service's spelling.
        var flow = mode == SignInMode.ManagementFlow ? "useManagementflow: true, " : "";
        _signIn =
            "mutation signIn($userName: String!, $password: String!) { "
            + $"{SignInField}({flow}credentials: {{ userName: $userName, password: $password }}) {{ accessToken refreshToken }} }}";
        _refresh =
            "mutation signInRefresh($refreshToken: String!) { "
            + $"{RefreshField}({flow}credentials: {{ refreshToken: $refreshToken }}) {{ accessToken refreshToken }} }}";
    }

    public string Name => "RedFlagAlert";

    public Uri? DefaultEndpoint { get; } = new("https://azp-primary-api.azurewebsites.net/graphql/");

    public string TokenPlace => "accessToken in the answer's data";

    public GraphQLRequest CreateSignIn(SignInCredential credential) => new(_signIn)
    {
        Variables = new Dictionary<string, object?>
        {
            ["userName"] = credential.UserName,
            ["password"] = credential.Password,
        },
    };

    public TokenGrant ReadSignIn(ApiAnswer answer) => Read(answer, SignInField);

    public GraphQLRequest? CreateRefresh(string refreshToken) => new(_refresh)
    {
        Variables = new Dictionary<string, object?> { ["refreshToken"] = refreshToken },
    };

    public TokenGrant ReadRefresh(ApiAnswer answer) => Read(answer, RefreshField);

    public string? ReadRotatedToken(ApiAnswer answer) => null;

    private static TokenGrant Read(ApiAnswer answer, string field)
    {
        var tokens = Member(answer.Response.Data, field);
        return new TokenGrant(Member(tokens, "accessToken") as string, Member(tokens, "refreshToken") as string);
    }
}
