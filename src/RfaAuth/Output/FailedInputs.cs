using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Language;
using RfaAuth.Input;

namespace RfaAuth.Output;

/// <summary>Keeps the failed inputs of a batch, with their own columns and columns with the reason, so that the same command can run them again.</summary>
internal sealed class FailedInputs
{
    private const string Error = "Error";
    private const string ErrorId = "ErrorId";

    /// <summary>The column for mutations: whether running the input again could do something twice.</summary>
    private const string MayHaveRun = "MayHaveRun";

    private static readonly string[] s_own = [Error, ErrorId, MayHaveRun];

    private readonly GraphQLRequest _operation;
    private readonly FailedFile? _file;
    private readonly List<PSObject>? _list;

    /// <param name="operation">The operation of the batch.</param>
    /// <param name="file">The file for rows; null if none.</param>
    /// <param name="list">The list for objects; null if none.</param>
    public FailedInputs(GraphQLRequest operation, FailedFile? file, List<PSObject>? list)
    {
        _operation = operation;
        _file = file;
        _list = list;
    }

    /// <summary>The path of the file; null if there is none.</summary>
    public string? FilePath => _file?.Path;

    /// <summary>The number of rows in the file.</summary>
    public long FileRows => _file?.Rows ?? 0;

    /// <summary>Refuses an operation with variables that the columns of a failure would fill.</summary>
    /// <exception cref="RfaException">ParameterConflict.</exception>
    public static void Check(GraphQLRequest operation)
    {
        if (operation.Operation.Variables.FirstOrDefault(IsOwn) is { } variable)
        {
            throw new RfaException(
                ErrorCodes.ParameterConflict,
                $"-FailedItem and -FailedVariable add the columns {string.Join(", ", s_own)}, which would fill the variable ${variable.Name} when they are run again: give the variable another name.");
        }
    }

    /// <summary>The error for an input that may have run, by its column in a list of failed inputs; null for any other input.</summary>
    public static RfaException? Refusal(GraphQLRequest operation, object? input) =>
        !operation.IsMutation || operation.Operation.Variables.Any(IsOwn) || !IsTrue(InputColumns.Find(input, MayHaveRun)) ? null
            : new RfaException(
                ErrorCodes.OutcomeUnknown,
                $"The mutation '{operation.DisplayName}' may have been carried out for this input in an earlier run, as its {MayHaveRun} says: it was not sent.")
            {
                OutcomeUnknown = true,
                RecommendedAction = $"Look at the service. Remove the inputs that were carried out; empty {MayHaveRun} of those that are to be sent again.",
            };

    /// <summary>Keeps an input.</summary>
    /// <param name="columns">Its columns.</param>
    /// <param name="errors">The errors, in order.</param>
    /// <exception cref="RfaException">FileUnwritable. The input is in the list even so.</exception>
    public void Add(IReadOnlyList<KeyValuePair<string, object?>> columns, IReadOnlyList<Exception> errors)
    {
        List<KeyValuePair<string, object?>> row = [.. columns.Where(column => !s_own.Contains(column.Key, StringComparer.OrdinalIgnoreCase))];
        var more = errors.Count - 1;
        row.Add(new(Error, more == 0 ? errors[0].Message : $"{RfaException.Sentence(errors[0].Message)} (and {more} more)"));
        row.Add(new(ErrorId, (errors[0] as RfaException)?.ErrorCode ?? ErrorCodes.UnexpectedError));
        if (_operation.IsMutation)
            row.Add(new(MayHaveRun, errors.Any(error => error is not RfaException known || RepeatRisk.Of(_operation, known))));
        _list?.Add(ToObject(row));
        _file?.Add(row);
    }

    /// <summary>All inputs are finished.</summary>
    /// <exception cref="RfaException">FileUnwritable.</exception>
    public void End() => _file?.End();

    private static PSObject ToObject(List<KeyValuePair<string, object?>> row)
    {
        var result = new PSObject();
        foreach (var column in row)
            result.Properties.Add(new PSNoteProperty(column.Key, column.Value));
        return result;
    }

    private static bool IsOwn(VariableDefinition variable) => s_own.Contains(variable.Name, StringComparer.OrdinalIgnoreCase);

    private static bool IsTrue(object? value) => PSObjects.Unwrap(value) switch
    {
        bool flag => flag,
        string text => string.Equals(text.Trim(), "true", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
