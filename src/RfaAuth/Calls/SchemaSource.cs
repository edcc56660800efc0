using RfaAuth.Core.GraphQL.Introspection;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.Json;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;
using RfaAuth.State;

namespace RfaAuth.Calls;

/// <summary>The source of a schema: a session's service, or a file. A schema that was read is kept in memory.</summary>
internal sealed class SchemaSource
{
    // GitHub's schema is 5 MB as JSON, and there are larger ones.
    private const long MaximumSize = 100 * 1024 * 1024;

    private readonly RfaSession? _session;
    private readonly string? _path;

    private SchemaSource(RfaSession? session, string? path)
    {
        _session = session;
        _path = path;
    }

    public static SchemaSource Of(RfaSession session) => new(session, null);

    /// <param name="path">The file, resolved by <see cref="QueryFile.Resolve"/>.</param>
    public static SchemaSource File(string path) => new(null, path);

    /// <summary>The schema if it was read before, else null.</summary>
    public Schema? Known => SchemaCache.Find(Key);

    private string Key => _session is null ? SchemaCache.KeyOf(new FileInfo(_path!)) : SchemaCache.KeyOf(_session);

    /// <param name="options">The options of the requests.</param>
    /// <param name="isRefresh">Whether to read it again.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="Core.Errors.RfaException">FileUnreadable, InvalidSchema, InvalidJson or GraphQLSyntaxError of a file; the service's own error.</exception>
    public async Task<Schema> ReadAsync(CallOptions options, bool isRefresh, CancellationToken cancellationToken)
    {
        var key = Key;
        if (!isRefresh && SchemaCache.Find(key) is { } known)
            return known;
        var schema = _session is null
            ? SchemaText.Read(await QueryFile.ReadAsync(_path!, cancellationToken, MaximumSize).ConfigureAwait(false))
            : await SchemaLoader.LoadAsync(request => _session.Connection.ExecuteAsync(request, options with { Values = ShapedValueFactory.Instance }, cancellationToken)).ConfigureAwait(false);
        SchemaCache.Keep(key, schema);
        return schema;
    }
}
