using System.Collections;
using System.Security;
using RfaAuth.Core.Text;

namespace RfaAuth.Core.GraphQL.Variables;

/// <summary>Finds the SecureStrings in variables. The variables must have been written once, so that they have no cycles.</summary>
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
