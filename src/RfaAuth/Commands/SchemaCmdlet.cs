using RfaAuth.Calls;
using RfaAuth.Completers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.Sessions;
using RfaAuth.Input;

namespace RfaAuth.Commands;

/// <summary>The base of cmdlets that need a schema, from a file or from a session's service.</summary>
public abstract class SchemaCmdlet : RfaCmdlet
{
    [Parameter(HelpMessage = "A file with the schema: SDL, or the answer to an introspection query as JSON. Without it the service is asked.")]
    [ValidateNotNullOrEmpty]
    public string? SchemaPath { get; set; }

    [Parameter(HelpMessage = "The time for reading the schema in seconds.")]
    [ValidateRange(1, 86400)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int TimeoutSec { get; set; }

    [Parameter(HelpMessage = "The session, as an object or by its name. Without it the default one is used.")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    /// <summary>The source of the schema. Call it on the pipeline thread.</summary>
    /// <exception cref="RfaException">ParameterConflict, FileUnreadable or SessionRequired.</exception>
    private protected SchemaSource Source()
    {
        if (SchemaPath is null)
            return SchemaSource.Of(SessionOrDefault(Session));
        if (Session is not null)
            throw new RfaException(ErrorCodes.ParameterConflict, "-SchemaPath and -Session both say where the schema is: leave one out.");
        return SchemaSource.File(QueryFile.Resolve(SessionState.Path, SchemaPath, isLiteral: false));
    }

    /// <summary>The options of the requests for a schema.</summary>
    private protected CallOptions ReadOptions(ICallLog log) => new()
    {
        Timeout = IsBound(nameof(TimeoutSec)) ? TimeSpan.FromSeconds(TimeoutSec) : null,
        Log = log,
    };
}
