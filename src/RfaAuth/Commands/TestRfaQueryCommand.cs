using RfaAuth.Completers;
using RfaAuth.Core.GraphQL.Schemas;
using RfaAuth.Core.GraphQL.Validation;
using RfaAuth.Errors;
using RfaAuth.Input;

namespace RfaAuth.Commands;

/// <summary>Checks documents against a schema without running them: an object for each problem, or whether there are none.</summary>
[Cmdlet(VerbsDiagnostic.Test, "RfaQuery", DefaultParameterSetName = ByPath)]
[OutputType(typeof(QueryProblem), typeof(bool))]
public sealed class TestRfaQueryCommand : SchemaCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private const string ByQuery = "Query";
    private const string Unnamed = "the document";
    private const int MostFilesNamed = 5;

    private readonly List<(string Name, int Errors)> _invalid = [];
    private Schema? _schema;
    private int _count;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath, HelpMessage = "Files with documents. Wildcards are allowed. A text that is a document itself is checked as well.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath, HelpMessage = "Files with documents. Wildcard characters have no special meaning.")]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ByQuery, HelpMessage = "The document as text.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueryTextCompleter))]
    public string? Query { get; set; }

    [Parameter(HelpMessage = "Returns only whether all documents are valid: true or false.")]
    public SwitchParameter Quiet { get; set; }

    private protected override void Execute()
    {
        if (_schema is null)
        {
            var source = Source();
            Run(async (pipeline, cancellationToken) => _schema = await source.ReadAsync(ReadOptions(pipeline), false, cancellationToken).ConfigureAwait(false));
        }

        if (Query is not null)
            Check(Query, null);
        foreach (var path in Path ?? [])
        {
            // New-RfaQuery writes documents into the pipeline, and Get-Content -Raw does.
            if (DocumentAdvice.IsDocument(path))
            {
                Check(path, null);
                continue;
            }

            foreach (var file in Guard(path, () => QueryFile.ResolveAll(SessionState.Path, path)))
                CheckFile(file);
        }

        foreach (var path in LiteralPath ?? [])
        {
            foreach (var file in Guard(path, () => [QueryFile.Resolve(SessionState.Path, path, isLiteral: true)]))
                CheckFile(file);
        }
    }

    private protected override void OnEnd()
    {
        if (Quiet)
        {
            WriteObject(_invalid.Count == 0);
            return;
        }

        if (_invalid.Count == 0)
            return;
        // One error at the end: $? is false, -ErrorAction Stop ends a script, and every problem was output before.
        WriteError(ErrorRecordFactory.Create(new RfaException(ErrorCodes.InvalidQuery, Summary()), MyInvocation.MyCommand.Name));
    }

    private string Summary()
    {
        if (_count == 1)
            return $"{(_invalid[0].Name == Unnamed ? "The document" : _invalid[0].Name)} does not fit the schema: {_invalid[0].Errors} {(_invalid[0].Errors == 1 ? "error" : "errors")}.";
        var names = string.Join(", ", _invalid.Take(MostFilesNamed).Select(entry => $"{entry.Name} ({entry.Errors})")) + (_invalid.Count > MostFilesNamed ? ", ..." : "");
        return $"{_invalid.Count} of {_count} documents do not fit the schema: {names}.";
    }

    private void CheckFile(string file)
    {
        string? text = null;
        Guard(file, () =>
        {
            Run(async (_, cancellationToken) => text = await QueryFile.ReadAsync(file, cancellationToken).ConfigureAwait(false));
            return [];
        });
        if (text is not null)
            Check(text, file);
    }

    private void Check(string text, string? file)
    {
        _count++;
        var problems = QueryProblem.Find(_schema!, text, file);
        var errors = problems.Count(problem => problem.IsError);
        if (errors > 0)
            _invalid.Add((file is null ? Unnamed : System.IO.Path.GetFileName(file), errors));
        if (!Quiet)
            WriteObject(problems, enumerateCollection: true);
    }

    /// <summary>A file that cannot be read is an error, and the next file is checked.</summary>
    private IReadOnlyList<string> Guard(string path, Func<IReadOnlyList<string>> find)
    {
        try
        {
            return find();
        }
        catch (RfaException exception)
        {
            _count++;
            _invalid.Add((path, 1));
            WriteError(ErrorRecordFactory.Create(exception, path));
            return [];
        }
    }
}
