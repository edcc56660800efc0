using System.Text.RegularExpressions;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Core.Answers;

/// <summary>The codes and words in which services refuse a credential or a refresh token, or report a failure of their own. Pure.</summary>
internal static class CredentialWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Names that mean only a credential.
    private const string Credential = @"(?:credentials?|pass ?word|pass ?code|user ?name|log-?in(?: details)?|invalid_grant|refresh[ _-]?token)";

    // Names that mean a credential if the error is at the sign-in field.
    private const string Subject = @"(?:credentials?|pass ?word|pass ?code|user ?name|log-?in(?: details)?|e-?mail(?: address)?|user|account|(?:refresh[ _-]?)?token|jwt|grant|session)";

    private const string Bad = @"(?:invalid|incorrect|wrong|bad|unknown|expired|revoked|unrecogni[sz]ed)";

    private const string IsBad =
        @"(?:invalid|incorrect|wrong|expired|revoked|rejected|mismatch|locked|disabled|suspended|blocked|deactivated|inactive|already (?:been )?used"
        + @"|not (?:right|valid|correct|recogni[sz]ed|accepted|found|known|active|match(?:ed)?|exist)|(?:do|does|did)(?: not|n['\u2019]t) (?:match|exist))";

    // "Invalid password format" is about the shape of the input. Such an error of validation is no refusal.
    private const string NotItsShape = @"(?! ?(?:input|value|type|field|argument|format|length|syntax|object|variable))";

    private static readonly string[] s_codes =
    [
        "CREDENTIAL", "PASSWORD", "UNAUTHENTICATED", "UNAUTHORIZED", "UNAUTHORISED", "NOTAUTHENTICATED", "NOTAUTHORIZED", "FORBIDDEN", "ACCESSDENIED",
        "INVALIDGRANT", "INVALIDLOGIN", "LOGINFAILED", "LOGININVALID", "SIGNINFAILED", "AUTHENTICATIONFAILED", "AUTHENTICATIONERROR", "AUTHFAILED",
        "INVALIDTOKEN", "TOKENINVALID", "TOKENEXPIRED", "EXPIREDTOKEN", "TOKENREVOKED", "REFRESHTOKEN", "INVALIDJWT", "JWTEXPIRED",
        "USERNOTFOUND", "INVALIDUSER", "UNKNOWNUSER", "ACCOUNTLOCKED", "ACCOUNTDISABLED", "ACCOUNTSUSPENDED", "USERLOCKED", "USERDISABLED",
    ];

    private static readonly HashSet<string> s_serviceCodes = new(StringComparer.Ordinal)
    {
        "INTERNALSERVERERROR", "INTERNALERROR", "INTERNAL", "UNEXPECTED", "UNEXPECTEDERROR", "UNKNOWNERROR", "DOWNSTREAMSERVICEERROR",
        "DATAFETCHINGEXCEPTION", "LAMBDAUNHANDLED", "HC0045", "TIMEOUT", "REQUESTTIMEOUT", "DEADLINEEXCEEDED",
    };

    private static readonly Regex s_badCredential = new($@"\b{Bad} (?:log-?in )?{Credential}\b{NotItsShape}|\binvalid_grant\b|\b{Credential}\b[^""'`$:]{{0,60}}?\b{IsBad}\b{NotItsShape}", Options);

    private static readonly Regex s_atField = new(
        $@"\b{Bad} (?:log-?in )?{Subject}\b{NotItsShape}|\b{Subject}\b[^""'`$:]{{0,60}}?\b{IsBad}\b{NotItsShape}"
        + @"|\b(?:authentication|log-?in|sign-?in) (?:has )?(?:failed|incorrect|invalid|denied|unsuccessful)\b"
        + @"|\bunauthori[sz]ed\b|\bunauthenticated\b|\bnot (?:authenticated|authori[sz]ed|logged in|signed in)\b",
        Options);

    // For an error that is not at the field, the whole sentence must match: messages of validation also name arguments such as "password".
    private static readonly Regex s_wholeSentence = new(
        $@"^\W*{Bad} (?:log-?in )?{Subject}(?:(?: ?[,/] ?| and | or | and/or ){Subject})*(?: (?:given|provided|supplied|combination))?\W*$"
        + $@"|^\W*(?:these |the |your |this )?(?:provided |given )?{Subject}(?:(?: ?[,/] ?| and | or | and/or )(?:the |your )?{Subject})*(?: you(?: have)? (?:entered|provided|supplied|gave))? (?:(?:is|are|was|were|has|have)(?: been)? )?{IsBad}(?! (?:input|value|type|field|argument|format))[^""'`$:]{{0,60}}$"
        + @"|^\W*(?:authentication|log-?in|sign-?in) (?:has )?(?:failed|incorrect|invalid|denied|unsuccessful)\W*$"
        + @"|^\W*(?:unauthori[sz]ed|unauthenticated|not (?:authenticated|authori[sz]ed)|access denied|forbidden)\W*$",
        Options);

    private static readonly Regex s_serviceFault = new(
        @"\b(?:internal (?:server |system |service )?error|unexpected (?:execution )?error|server error|something went wrong|went wrong on our|unhandled exception"
        + @"|error trying to resolve field|object reference not set|null ?reference|cannot read propert|undefined is not|is not a function"
        + @"|temporarily|unavailable|under maintenance|overloaded|timed? ?out|time-out|fetch failed|socket hang up|try again later)\b|^\W*an? (?:unknown |unexpected )?error (?:has )?occurred\W*$",
        Options);

    // "Login failed for user 'sa'" comes from SQL Server, which refused the service and not the user.
    private static readonly Regex s_infrastructure = new(
        @"\bSQLSTATE\b|\bdatabase\b|\bdeadlock|\bSQL Server\b|\bfor user '|\bECONN|\bENOTFOUND\b|\bETIMEDOUT\b|\bEAI_AGAIN\b|\bconnection (?:refused|reset|timed out)|\bdial tcp\b|\bredis\b|\bLDAP server\b|\bidentity (?:server|provider) (?:is )?(?:not|un)",
        Options);

    private static readonly Regex s_input = new(@"\b(?:required|missing|must (?:be|not be|have|contain)|may not be|at least|too (?:short|long)|valid e-?mail)\b|^\W*validation\W*$", Options);

    /// <summary>Whether a code of the error is a refusal. A requirement such as PASSWORD_CHANGE_REQUIRED or MFA_REQUIRED is none.</summary>
    public static bool RefusesByCode(GraphQLError error) => ErrorSigns.Codes(error).Any(code =>
        code is "AUTHENTICATION" or "AUTHORIZATION"
        || (!code.EndsWith("REQUIRED", StringComparison.Ordinal) && s_codes.Any(part => code.IndexOf(part, StringComparison.Ordinal) >= 0)));

    /// <param name="error">The error.</param>
    /// <param name="isAtField">Whether the error is at the sign-in or refresh field.</param>
    public static bool RefusesByText(GraphQLError error, bool isAtField) => ErrorSigns.Texts(error).Any((isAtField ? s_atField : s_wholeSentence).IsMatch);

    /// <summary>Whether a body that is no GraphQL answer says that the credential is wrong, as Laravel's 422 and OAuth's invalid_grant do.</summary>
    public static bool RefusesInBody(string body) => s_badCredential.IsMatch(body);

    /// <summary>Whether the error says that the service itself failed.</summary>
    public static bool IsServiceFault(GraphQLError error) =>
        ErrorSigns.Codes(error).Any(s_serviceCodes.Contains) || ErrorSigns.Texts(error).Any(s_serviceFault.IsMatch);

    /// <summary>Whether the error is about the service's database or network.</summary>
    public static bool IsInfrastructure(GraphQLError error) => ErrorSigns.Texts(error).Any(s_infrastructure.IsMatch);

    /// <summary>Whether the error says that an input is missing or has the wrong shape.</summary>
    public static bool IsAboutInput(GraphQLError error) =>
        ErrorSigns.Codes(error).Any(code => code.EndsWith("REQUIRED", StringComparison.Ordinal) || code.IndexOf("VALIDATION", StringComparison.Ordinal) >= 0)
        || ErrorSigns.Texts(error).Any(s_input.IsMatch);
}
