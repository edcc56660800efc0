using System.Text.RegularExpressions;
using RfaAuth.Core.Transport;

namespace RfaAuth.Core.Answers;

/// <summary>Whether HTTP 403 without a GraphQL body is the service's refusal of the user, or a gateway's refusal of the request. Pure.</summary>
internal static class ForbiddenWords
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // Laravel, Spring, ASP.NET, AWS.
    private static readonly Regex s_user = new(
        @"\b(forbidden|unauthori[sz]ed|(not|un) ?authori[sz]ed|permissions?|privileges?|access (is |was )?denied|(not|n't) (allowed|permitted)|insufficient|scopes?|roles?|may not)\b", Options);

    // A gateway's reasons: too much traffic, a blocked address, or no service behind it.
    private static readonly Regex s_gateway = new(
        @"\b(quotas?|rate|limits?|limited|throttl\w*|stopped|firewall|waf|ip|network|vpn|country|region|location|csrf|cors|origin|bots?|robots?|subscription|suspended|maintenance|certificate|blocked)\b", Options);

    public static bool AreAboutUser(HttpAnswer answer, NonGraphQLAnswer said) =>
        // RFC 6750, section 3.1.
        string.Join(",", answer.Values("WWW-Authenticate")).IndexOf("insufficient_scope", StringComparison.OrdinalIgnoreCase) >= 0
        || (said.Words is { } words ? !said.IsPage && s_user.IsMatch(words) && !s_gateway.IsMatch(words) : answer.Body.Count == 0);
}
