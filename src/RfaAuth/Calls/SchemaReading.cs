using System.Collections.Concurrent;
using RfaAuth.Core.GraphQL.Queries;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.Sessions;

namespace RfaAuth.Calls;

/// <summary>Reads schemas in the background, each only once at a time, for completion and for <c>-PreloadSchema</c>. Errors are ignored.</summary>
internal sealed class SchemaReading
{
    private static readonly ConcurrentDictionary<string, Task<Schema?>> s_underWay = new(StringComparer.Ordinal);

    private readonly SchemaSource _source;
    private readonly string _key;

    private SchemaReading(SchemaSource source, string key)
    {
        _source = source;
        _key = key;
    }

    public static SchemaReading Of(SchemaSource source, RfaSession session) => new(source, State.SchemaCache.KeyOf(session));

    /// <returns>The reading of a file; null if the file does not exist.</returns>
    public static SchemaReading? File(string path)
    {
        try
        {
            return System.IO.File.Exists(path) ? new SchemaReading(SchemaSource.File(Path.GetFullPath(path)), path) : null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or IOException)
        {
            return null;
        }
    }

    /// <summary>Starts to read the schema, unless it is read already or is being read.</summary>
    public Task<Schema?> Start() => _source.Known is { } known ? Task.FromResult<Schema?>(known) : s_underWay.GetOrAdd(_key, _ => Task.Run(ReadAsync));

    /// <summary>Reads the schema, makes its index and searches for candidates once, so that the first key press need not wait for this.</summary>
    public void Preload() => _ = Task.Run(async () =>
    {
        if (await Start().ConfigureAwait(false) is { } schema)
            _ = DocumentCompletion.Find(schema, "{ a(", "", out _);
    });

    /// <summary>The schema, if it is read within the time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="isUnderWay">Whether it takes longer. If not, and there is no schema, it could not be read.</param>
    public Schema? Within(TimeSpan time, out bool isUnderWay)
    {
        var reading = Start();
        isUnderWay = !reading.Wait(time);
        return isUnderWay ? null : reading.Result;
    }

    private async Task<Schema?> ReadAsync()
    {
        try
        {
            return await _source.ReadAsync(new CallOptions(), isRefresh: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RfaException or OperationCanceledException or ObjectDisposedException)
        {
            // The command itself will report the error.
            return null;
        }
        finally
        {
            s_underWay.TryRemove(_key, out _);
        }
    }
}
