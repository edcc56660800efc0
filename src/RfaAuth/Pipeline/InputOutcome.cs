namespace RfaAuth.Pipeline;

/// <summary>What comes of one input of a batch. One thread at a time adds to it.</summary>
/// <param name="isCollected">Whether output and errors are kept here in place of being written.</param>
internal sealed class InputOutcome(bool isCollected)
{
    private readonly List<Exception> _errors = [];
    private List<object?>? _items;
    private object? _value;

    public bool IsCollected => isCollected;

    /// <summary>The output: a list where one was output, be it of no item; null where there was none.</summary>
    public object? Data => _items is null ? _value : _items.ToArray();

    public IReadOnlyList<Exception> Errors => _errors;

    public void Add(Exception error) => _errors.Add(error);

    /// <param name="value">What is output.</param>
    /// <param name="enumerate">Whether it is a list of which each item is output.</param>
    public void AddOutput(object? value, bool enumerate)
    {
        if (enumerate && value is object?[] items)
            (_items ??= []).AddRange(items.AsEnumerable());
        else
            _value = value;
    }
}
