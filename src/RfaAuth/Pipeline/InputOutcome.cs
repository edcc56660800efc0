namespace RfaAuth.Pipeline;

/// <summary>The outcome of one input of a batch. One thread at a time adds to it.</summary>
/// <param name="isCollected">Whether output and errors are collected here and not written.</param>
internal sealed class InputOutcome(bool isCollected)
{
    private readonly List<Exception> _errors = [];
    private List<object?>? _items;
    private object? _value;

    public bool IsCollected => isCollected;

    /// <summary>The output: a list if a list was written, even an empty one; null if there was none.</summary>
    public object? Data => _items is null ? _value : _items.ToArray();

    public IReadOnlyList<Exception> Errors => _errors;

    public void Add(Exception error) => _errors.Add(error);

    /// <param name="value">The output.</param>
    /// <param name="enumerate">Whether the value is a list whose items are output one by one.</param>
    public void AddOutput(object? value, bool enumerate)
    {
        if (enumerate && value is object?[] items)
            (_items ??= []).AddRange(items.AsEnumerable());
        else
            _value = value;
    }
}
