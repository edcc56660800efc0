using RfaAuth.Output;

// Users see the name RfaAuth.RfaInputResult, so the namespace is the root and not the folder.
namespace RfaAuth;

/// <summary>The outcome of one input of a batch, which <c>Invoke-RfaGraphQL -IncludeInput</c> returns for each input.</summary>
public sealed class RfaInputResult
{
    internal RfaInputResult(long index, object? input, object? data, IReadOnlyList<Exception> errors)
    {
        Index = index;
        Input = input;
        Data = data;
        Errors = errors;
    }

    /// <summary>The index of the input, from 0.</summary>
    public long Index { get; }

    /// <summary>The input object.</summary>
    public object? Input { get; }

    /// <summary>The beginning of the input as JSON, for display, without values whose names suggest a secret.</summary>
    public string InputText => ShortJson.OfInput(Input);

    /// <summary>The output for the input, with a list as one value; null if there is none.</summary>
    public object? Data { get; }

    /// <summary>The beginning of the data as JSON, for display.</summary>
    public string DataText => ShortJson.Of(Data);

    /// <summary>The exceptions of the error records for the input; empty if there are none.</summary>
    public IReadOnlyList<Exception> Errors { get; }
}
