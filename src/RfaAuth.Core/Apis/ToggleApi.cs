using System;
using System.Collections.Generic;
using System.Linq;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Apis;

/// <summary>
/// Toggle: sign-in is a query whose token comes in a response header, and any later answer may bring a newer one there. There is no
/// refresh operation. The document is that of the service's guide "Authentication".
/// </summary>
public sealed class ToggleApi : IServiceApi
{
    private const string SignIn =
        "query($email:String,$username:String,$password:String!){ loginUser(email:$email,username:$username,password:$password){ id } }";

    private readonly SignInBy _by;

    public ToggleApi(SignInBy by = SignInBy.Auto) => _by = by;

    public string Name => "Toggle";

    public Uri? DefaultEndpoint => null;

    public string TokenPlace => "the X-Authorization response header";

    public GraphQLRequest CreateSignIn(SignInCredential credential) => new(SignIn)
    {
        Variables = new Dictionary<string, object?>
        {
            [IsEmail(credential.UserName) ? "email" : "username"] = credential.UserName,
            ["password"] = credential.Password,
        },
    };

    public TokenGrant ReadSignIn(ApiAnswer answer) => new(ReadRotatedToken(answer), null);

    public GraphQLRequest? CreateRefresh(string refreshToken) => null;

    public TokenGrant ReadRefresh(ApiAnswer answer) => new(null, null);

    /// <summary>X-Authorization, else Authorization, which the service calls deprecated. A blank one, or several that differ, bring nothing.</summary>
    public string? ReadRotatedToken(ApiAnswer answer) =>
        SingleValue(answer.Header("X-Authorization")) ?? SingleValue(answer.Header("Authorization"));

    private static string? SingleValue(IReadOnlyList<string> values)
    {
        var distinct = values
            .SelectMany(v => v.Split(','))
            .Select(v => v.Trim())
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return distinct.Count == 1 && distinct[0].Length > 0 ? distinct[0] : null;
    }

    private bool IsEmail(string userName) => _by switch
    {
        SignInBy.Email => true,
        SignInBy.UserName => false,
        _ => userName.IndexOf('@') >= 0,
    };
}
