using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.State;

/// <summary>Keeps schemas by endpoint and by file, for all runspaces of the process. A schema holds no user's data.</summary>
internal static class SchemaCache
{
    // A process talks to few services. A schema takes some megabytes.
    private const int Most = 16;

    private static readonly object s_gate = new();
    private static readonly List<(string Key, Schema Schema)> s_schemas = [];

    public static Schema? Find(string key)
    {
        lock (s_gate)
        {
            return s_schemas.FirstOrDefault(entry => entry.Key == key).Schema;
        }
    }

    /// <summary>The schema of a session's service, if it was read before; else null.</summary>
    public static Schema? Of(RfaSession session) => Find(KeyOf(session));

    public static void Keep(string key, Schema schema)
    {
        lock (s_gate)
        {
            s_schemas.RemoveAll(entry => entry.Key == key);
            s_schemas.Add((key, schema));
            if (s_schemas.Count > Most)
                s_schemas.RemoveAt(0);
        }
    }

    public static void Clear()
    {
        lock (s_gate)
        {
            s_schemas.Clear();
        }
    }

    public static string KeyOf(RfaSession session) => session.Endpoint.AbsoluteUri;

    /// <summary>The key of a file. It changes when the file changes.</summary>
    public static string KeyOf(System.IO.FileInfo file) =>
        string.Join("|", file.FullName, file.LastWriteTimeUtc.Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture), file.Exists ? file.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
}
