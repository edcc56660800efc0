using System;
using System.Threading;
using System.Threading.Tasks;
using RfaAuth.Core.GraphQL;

namespace RfaAuth.Input;

/// <summary>Where a document comes from: text, or a file that is read when the cmdlet's work begins.</summary>
internal sealed class DocumentSource
{
    private readonly Func<CancellationToken, Task<string>> _read;

    private DocumentSource(Func<CancellationToken, Task<string>> read) => _read = read;

    public static DocumentSource Text(string document) => new(_ => Task.FromResult(document));

    /// <param name="path">The file, resolved by <see cref="QueryFile.Resolve"/>.</param>
    public static DocumentSource File(string path) => new(cancellationToken => QueryFile.ReadAsync(path, cancellationToken));

    /// <param name="operationName">Which operation to run, where the document has several.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Core.Errors.RfaException">FileUnreadable, or what <see cref="GraphQLRequest"/> says of the document.</exception>
    public async Task<GraphQLRequest> ReadAsync(string? operationName, CancellationToken cancellationToken) =>
        new(await _read(cancellationToken).ConfigureAwait(false), operationName);
}
