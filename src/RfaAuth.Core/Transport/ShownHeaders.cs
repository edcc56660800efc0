using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.Transport;

/// <summary>Chooses the headers of an answer that are shown to users. Pure.</summary>
internal static class ShownHeaders
{
    /// <summary>The headers that help to find the cause of an error.</summary>
    public static IReadOnlyDictionary<string, string[]> Known(AnswerHeaders headers) => Choose(headers, HeaderNames.IsShown);

    /// <summary>All headers except those that may hold a token.</summary>
    public static IReadOnlyDictionary<string, string[]> WithoutTokens(AnswerHeaders headers) => Choose(headers, name => !HeaderNames.MayHoldToken(name));

    /// <summary>Hides secrets and control characters in the values, because a service may put anything into a header.</summary>
    public static IReadOnlyDictionary<string, string[]> Redact(IReadOnlyDictionary<string, string[]> headers, Redactor redactor)
    {
        if (headers.Count == 0)
            return headers;
        var result = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
            result[header.Key] = [.. header.Value.Select(value => TerminalText.Neutralise(redactor.Redact(value)))];
        return result;
    }

    private static Dictionary<string, string[]> Choose(AnswerHeaders headers, Func<string, bool> isWanted)
    {
        var result = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in headers.Names.Where(isWanted))
            result[name] = [.. headers.Values(name)];
        return result;
    }
}
