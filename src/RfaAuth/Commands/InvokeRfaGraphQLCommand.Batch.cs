using RfaAuth.Calls;
using RfaAuth.Core.Diagnostics;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.GraphQL.Variables;
using RfaAuth.Output;
using RfaAuth.Pipeline;

namespace RfaAuth.Commands;

// Many inputs: the batch, and its failed inputs.
public sealed partial class InvokeRfaGraphQLCommand
{
    private List<PSObject>? _failed;

    /// <summary>The batch, which is made for the first input; null if the user did not agree to its file.</summary>
    private Batch? Batch() => _batch ??= IsDeclined ? null : CreateBatch();

    /// <summary>Prepares everything that does not depend on an input, before the first one is sent. An error here ends the batch.</summary>
    /// <returns>The batch; null if the user did not agree to its file.</returns>
    private Batch? CreateBatch()
    {
        var (call, constants, document) = Arguments(hasInputs: true);
        var file = OutFile is null ? null : FileOptions(call.Form, hasInputs: true);
        GraphQLRequest operation = null!;
        Run(async (pipeline, cancellationToken) =>
        {
            operation = await document.ReadAsync(OperationName, cancellationToken).ConfigureAwait(false);
            if (Validate)
                await ValidateAsync(pipeline, call.Session, operation, cancellationToken).ConfigureAwait(false);
        });
        ErrorTarget = operation.DisplayName;
        WarnOfSharedKey(operation);
        var withConstants = operation with { Variables = constants };
        var variables = new InputVariables(VariablesOfInputs(withConstants, call.ChooseList(withConstants)), constants, operation.InputTypes);
        var export = file is null || IsWhatIf(operation) ? null : OpenExport(file, call, withConstants);
        return IsDeclined ? null
            : new Batch(this, OpenPump(), call, operation, variables, ThrottleLimit, IncludeInput, export, CreateFailedInputs(operation, path => export?.FailedRows(path)), StopToken);
    }

    /// <summary>The variables that inputs may fill. The paging variables are not among them, unless the constants say where the list begins.</summary>
    private static IReadOnlyList<VariableDefinition> VariablesOfInputs(GraphQLRequest operation, ListSource? list)
    {
        if (list is null)
            return operation.Operation.Variables;
        // The paging variables of inner lists are not among them either, because the pages fill them.
        IEnumerable<ListField> lists = ListFields.Find(operation).Where(other => other.IsBelowList).Append(list.Field);
        return [.. operation.Operation.Variables.Where(variable =>
            !lists.Any(other => Pages(other.Start, variable) || Pages(other.Size, variable)) || operation.Variables?.ContainsKey(variable.Name) == true)];
    }

    private static bool Pages(PagingVariable? paging, VariableDefinition variable) => paging is { IsInObject: false } && paging.Name == variable.Name;

    /// <summary>Whether -WhatIf keeps the operation from being sent.</summary>
    private bool IsWhatIf(GraphQLRequest operation) => operation.IsMutation && LanguagePrimitives.IsTrue(
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
        var file = path is null || IsWhatIf(operation) ? null : rowsOf(path) is { } rows ? FailedFile.GoOn(path, rows) : FailedFile.Begin(path);
        return new FailedInputs(operation, file, _failed);
    }

    /// <summary>Warns that one idempotency key is used for all inputs.</summary>
    private void WarnOfSharedKey(GraphQLRequest operation)
    {
        if (operation.IsMutation && operation.Headers.Keys.FirstOrDefault(HeaderNames.IsIdempotencyKey) is { } header)
            Streams.Write(LogStream.Warning, $"The header '{header}' is the same for each input: a service that obeys it carries out the first mutation only. Run them one by one, each with its own.");
    }
}
