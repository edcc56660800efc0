using System.Collections;
using System.Security;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Finds the SecureStrings among variables that were already written once, and so are finite.</summary>
internal static class SecretVariables
{
    public static IEnumerable<string> In(object? value) => value switch
    {
        SecureString secret => [SecureText.Reveal(secret)],
        string or byte[] => [],
        IReadOnlyDictionary<string, object?> members => members.Values.SelectMany(In),
        IDictionary dictionary => dictionary.Values.Cast<object?>().SelectMany(In),
        IEnumerable items => items.Cast<object?>().SelectMany(In),
        _ => [],
    };
}
