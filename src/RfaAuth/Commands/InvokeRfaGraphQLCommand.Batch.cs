using RfaAuth.Completers;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Commands;

// Many inputs: results with their inputs, and the failed inputs.
public sealed partial class InvokeRfaGraphQLCommand
{
    private List<PSObject>? _failed;

    [Parameter(HelpMessage = "Returns one object for each input: Index, Input, Data and Errors.")]
    public SwitchParameter IncludeInput { get; set; }

    [Parameter(HelpMessage = "A CSV file for the inputs that fail, in their own columns, with Error and ErrorId.")]
    [ValidateNotNullOrEmpty]
    public string? FailedItem { get; set; }

    [Parameter(HelpMessage = "The name of a variable, without its $, for the inputs that fail, in their own columns, with Error and ErrorId.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string? FailedVariable { get; set; }

    private protected override void OnStart()
    {
        // Set it even if no input comes, so that the inputs of an earlier command do not stay in it.
        if (FailedVariable is not null)
            SessionState.PSVariable.Set(FailedVariable, _failed = []);
    }

    /// <summary>Whether -WhatIf keeps the operation from being sent.</summary>
    private bool IsDry(GraphQLRequest operation) => operation.IsMutation && LanguagePrimitives.IsTrue(
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given) ? given : SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Keeps the inputs that fail; null if that is not asked for. Call it last before anything is sent, because it moves an existing file.</summary>
    /// <param name="operation">The operation of the batch.</param>
    /// <param name="rowsOf">How many rows of a file an earlier run has finished; null if no run goes on.</param>
    /// <exception cref="RfaException">ParameterConflict or FileUnwritable.</exception>
    private FailedInputs? CreateFailedInputs(GraphQLRequest operation, Func<string, long?> rowsOf)
    {
        if (FailedItem is null && FailedVariable is null)
            return null;
        FailedInputs.Check(operation);
        var path = FailedItem is null ? null : FailedFile.Resolve(SessionState.Path, FailedItem);
        // Under -WhatIf no file is made.
        var file = path is null || IsDry(operation) ? null : rowsOf(path) is { } rows ? FailedFile.GoOn(path, rows) : FailedFile.Begin(path);
        return new FailedInputs(operation, file, _failed);
    }

    /// <summary>Warns that one idempotency key is used for all inputs.</summary>
    private void WarnOfSharedKey(GraphQLRequest operation)
    {
        if (operation.IsMutation && operation.Headers.Keys.FirstOrDefault(HeaderNames.IsIdempotencyKey) is { } header)
            Streams.Write(LogStream.Warning, $"The header '{header}' is the same for each input: a service that obeys it carries out the first mutation only. Run them one by one, each with its own.");
    }
}
