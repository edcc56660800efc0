using RfaAuth.Output;

// The name that users see, as with RfaSession.
namespace RfaAuth;

/// <summary>What came of one input of a batch: what <c>Invoke-RfaGraphQL -IncludeInput</c> returns for each.</summary>
public sealed class RfaInputResult
{
    internal RfaInputResult(long index, object? input, object? data, IReadOnlyList<Exception> errors)
    {
        Index = index;
        Input = input;
        Data = data;
        Errors = errors;
    }

    /// <summary>The place of the input, from 0.</summary>
    public long Index { get; }

    /// <summary>The input, as it came.</summary>
    public object? Input { get; }

    /// <summary>The beginning of the input as JSON, for display: without what is a secret by its name.</summary>
    public string InputText => ShortJson.OfInput(Input);

    /// <summary>What would be output for it: a list as one; null where it has nothing.</summary>
    public object? Data { get; }

    /// <summary>The beginning of the data as JSON, for display.</summary>
    public string DataText => ShortJson.Of(Data);

    /// <summary>Its errors, as the exceptions of the error records that are written; empty where there are none.</summary>
    public IReadOnlyList<Exception> Errors { get; }
}
