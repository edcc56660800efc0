using System.Security;

namespace RfaAuth.Core.Tokens;

/// <summary>
/// Where tokens outlive their session: one secret of a vault. Its members throw <see cref="Errors.RfaException"/>, and end within a time
/// of their own also where the vault hangs. One that was disposed can be used again.
/// </summary>
internal interface ITokenStore : IDisposable
{
    /// <summary>The text that is stored; null where there is none.</summary>
    /// <param name="again">Whether the text read before is known to be outdated: then the vault is to look at its storage anew.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<SecureString?> ReadAsync(bool again, CancellationToken cancellationToken);

    /// <summary>Stores the text in place of what is there.</summary>
    Task WriteAsync(SecureString text, CancellationToken cancellationToken);

    /// <summary>Removes what is stored; what is not there is no error.</summary>
    Task RemoveAsync(CancellationToken cancellationToken);
}
