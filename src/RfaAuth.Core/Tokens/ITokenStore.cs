using System.Security;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Stores tokens in one secret of a vault, so that they outlive the session. The members throw <see cref="Errors.RfaException"/>. Each has a
/// time limit, in case the vault hangs. The store can be used again after it was disposed.
/// </summary>
internal interface ITokenStore : IDisposable
{
    /// <summary>Reads the stored text; null if there is none.</summary>
    /// <param name="again">Whether the text read before is known to be outdated. Then the vault must read its storage again.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SecureString?> ReadAsync(bool again, CancellationToken cancellationToken);

    /// <summary>Stores the text and replaces the text that is there.</summary>
    Task WriteAsync(SecureString text, CancellationToken cancellationToken);

    /// <summary>Removes the stored text. It is no error if there is none.</summary>
    Task RemoveAsync(CancellationToken cancellationToken);
}
