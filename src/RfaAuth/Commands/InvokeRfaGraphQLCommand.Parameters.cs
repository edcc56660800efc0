using System.Collections;
using RfaAuth.Completers;
using RfaAuth.Input;

namespace RfaAuth.Commands;

// The parameters. Tab offers them in this order: first those that everybody uses.
public sealed partial class InvokeRfaGraphQLCommand
{
    private const string ByQuery = "Query";
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByQuery, HelpMessage = "The document.")]
    [ValidateNotNullOrEmpty]
    [DocumentTransformation]
    [ArgumentCompleter(typeof(QueryTextCompleter))]
    public string? Query { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath, HelpMessage = "A file with the document.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath, HelpMessage = "A file with the document. Wildcard characters have no special meaning.")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1, HelpMessage = "The values of the variables by name, as the operation declares them.")]
    [VariablesTransformation]
    [ArgumentCompleter(typeof(VariablesCompleter))]
    public object? Variables { get; set; }

    [Parameter(HelpMessage = "The form in which the service's own scalars are sent, by their names.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public IDictionary? ScalarType { get; set; }

    [Parameter(HelpMessage = "The name of the operation to run, if the document has several.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(OperationNameCompleter))]
    public string? OperationName { get; set; }

    [Parameter(HelpMessage = "Returns the part of the data at this path of keys, as 'companies.items'.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DataPathCompleter))]
    public string? DataPath { get; set; }

    [Parameter(HelpMessage = "Returns the text of the answer, unchanged.")]
    public SwitchParameter Raw { get; set; }

    [Parameter(HelpMessage = "Returns ordered dictionaries with case-sensitive keys in place of custom objects.")]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter(HelpMessage = "Returns records in place of custom objects. They need less time and memory.")]
    public SwitchParameter AsRecord { get; set; }

    [Parameter(HelpMessage = "Returns the whole answer in one object.")]
    public SwitchParameter FullResponse { get; set; }

    [Parameter(HelpMessage = "The time for the whole call in seconds, with waits and repetitions.")]
    [ValidateRange(1, 86400)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int TimeoutSec { get; set; }

    [Parameter(HelpMessage = "Headers to send with this call beside those of the session, as a hashtable.")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public IDictionary? Headers { get; set; }

    [Parameter(HelpMessage = "The name of a variable, without its $, that is set to the headers of the last answer.")]
    [Alias("RHV")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? ResponseHeadersVariable { get; set; }

    [Parameter(HelpMessage = "Does not send the operation again after an Unauthorized answer, for services that check the token only after they did the work.")]
    public SwitchParameter NoAuthRetry { get; set; }

    [Parameter(HelpMessage = "Checks the document against the service's schema before anything is sent.")]
    public SwitchParameter Validate { get; set; }

    [Parameter(HelpMessage = "The session, as an object or by its name.")]
    [ValidateNotNull]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public RfaSession? Session { get; set; }

    [Parameter(ValueFromPipeline = true, HelpMessage = "An object whose properties or keys fill the declared variables, or a single value for the only variable without a value.")]
    [InputTransformation]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public PSObject? InputObject { get; set; }

    [Parameter(HelpMessage = "The number of calls of a batch that run at the same time, from 1 to 256.")]
    [ValidateRange(1, 256)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int ThrottleLimit { get; set; } = 1;

    [Parameter(HelpMessage = "Follows the list of the query through all of its pages and outputs its items.")]
    public SwitchParameter All { get; set; }

    [Parameter(HelpMessage = "The number of items on a page of -All, by the variable given as take, limit, first or last.")]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public int PageSize { get; set; }

    // SupportsPaging would add these three too, but without a help message, and Tab would offer files for them.
    [Parameter(HelpMessage = "How many items -All outputs at most.")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public ulong First { get; set; }

    [Parameter(HelpMessage = "How many items at the beginning of the list -All leaves out.")]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public ulong Skip { get; set; }

    [Parameter(HelpMessage = "Shows the number of items of the list, if the query selects it. It is not part of the output.")]
    public SwitchParameter IncludeTotalCount { get; set; }

    [Parameter(HelpMessage = "Makes -All complete the lists in the items of the list.")]
    public SwitchParameter Nested { get; set; }

    [Parameter(HelpMessage = "The name of a variable, without $, that -All sets to the number of items of the list. It is null if the service does not say it, or the total is not selected.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? TotalCountVariable { get; set; }

    [Parameter(HelpMessage = "Returns one object for each input: Index, Input, Data and Errors.")]
    public SwitchParameter IncludeInput { get; set; }

    [Parameter(HelpMessage = "A CSV file for the inputs that fail, in their own columns, with Error and ErrorId.")]
    [ValidateNotNullOrEmpty]
    public string? FailedItem { get; set; }

    [Parameter(HelpMessage = "The name of a variable, without its $, for the inputs that fail, in their own columns, with Error and ErrorId.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? FailedVariable { get; set; }

    [Parameter(HelpMessage = "A file for the answer, or with -All for the items of the list, in place of output.")]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    [Parameter(HelpMessage = "The format of -OutFile, if its extension does not say it: jsonl, ndjson, json or csv.")]
    [ValidateSet("jsonl", "ndjson", "json", "csv")]
    public string? As { get; set; }

    [Parameter(HelpMessage = "Does not replace an existing -OutFile.")]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter(HelpMessage = "Appends to an existing -OutFile: lines or CSV.")]
    public SwitchParameter Append { get; set; }

    [Parameter(HelpMessage = "Continues an export to -OutFile that ended early.")]
    public SwitchParameter Resume { get; set; }

    [Parameter(HelpMessage = "Returns an object that says what was written to -OutFile.")]
    public SwitchParameter PassThru { get; set; }

    [Parameter(HelpMessage = "Turns nested objects into columns such as registered_address.postcode, and lists into JSON text.")]
    public SwitchParameter Flatten { get; set; }
}
