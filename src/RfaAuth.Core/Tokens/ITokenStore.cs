using System.Security;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Where tokens outlive their session: one secret of a vault. Its members block, and are called on the thread of a caller that can
/// reach the vault (see <see cref="CallerStore"/>). They throw <see cref="Errors.RfaException"/> and nothing else.
/// </summary>
public interface ITokenStore
{
    /// <summary>The text that is stored; null where there is none.</summary>
    SecureString? Read();

    /// <summary>Stores the text in place of what is there.</summary>
    void Write(SecureString text);

    /// <summary>Removes what is stored; what is not there is no error.</summary>
    void Remove();
}
